from threading import Thread


def letters(letter):
    for _ in range(20):
        print(letter, end="")


threads = [Thread(target=letters, args=(letter,)) for letter in "ab"]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print()
#: unordered characters
