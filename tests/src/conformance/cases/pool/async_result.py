import multiprocessing
import time

if __name__ == "__main__":
    with multiprocessing.Pool(1) as pool:
        result = pool.apply_async(time.sleep, (0.1,))
        print(result.ready())
        try:
            result.successful()
        except ValueError as error:
            print("ValueError")
        result.wait()
        print(result.ready(), result.successful(), result.get())
