from multiprocessing import Process

if __name__ == "__main__":
    count = 3

    def work():
        print("count", count)

    process = Process(target=work)
    process.start()
    process.join()
    process = Process(target=lambda: print("lambda", count))
    process.start()
    process.join()
