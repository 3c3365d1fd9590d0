import multiprocessing

if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=lambda: 1)
    try:
        process.start()
    except Exception as error:
        print(type(error).__name__)
