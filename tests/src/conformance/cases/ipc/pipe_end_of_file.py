from multiprocessing import Pipe, Process


def send(end):
    end.send("last")
    end.close()


if __name__ == "__main__":
    here, there = Pipe(duplex=False)
    process = Process(target=send, args=(there,))
    process.start()
    there.close()
    print(here.recv())
    try:
        here.recv()
    except EOFError as error:
        print("EOFError", error)
    process.join()
