from multiprocessing import Process

if __name__ == "__main__":
    codes = []
    for _ in range(15):
        process = Process(target=int)
        process.start()
        process.join()
        codes.append(process.exitcode)
    print(codes)
