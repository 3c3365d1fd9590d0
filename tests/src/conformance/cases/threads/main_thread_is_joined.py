import threading

main = threading.main_thread()


def wait_for_it():
    main.join()
    print("joined", main.is_alive(), main in threading.enumerate())


def join_for_a_moment():
    main.join(0.01)
    print(main.is_alive())


moment = threading.Thread(target=join_for_a_moment)
moment.start()
moment.join()
threading.Thread(target=wait_for_it).start()
print("end of the program")
