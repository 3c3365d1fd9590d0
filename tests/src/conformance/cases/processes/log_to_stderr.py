#: stderr [INFO/MainProcess] begin
#: stderr [INFO/Worker] child process calling self.run()
#: stderr [WARNING/Worker] from the child
#: stderr [INFO/Worker] process shutting down
#: stderr [INFO/Worker] process exiting with exitcode 0
#: stderr [INFO/Fresh] child process calling self.run()
#: stderr [WARNING/Fresh] from the child
#: stderr [INFO/MainProcess] process shutting down
import logging
import multiprocessing


def work():
    multiprocessing.get_logger().warning("from the child")


if __name__ == "__main__":
    logger = multiprocessing.log_to_stderr(logging.INFO)
    print(logger.name, logger.level, logger is multiprocessing.get_logger(), logger.propagate)
    logger.info("begin")
    logger.debug("not shown")
    for method, name in (("fork", "Worker"), ("spawn", "Fresh")):
        process = multiprocessing.get_context(method).Process(target=work, name=name)
        process.start()
        process.join()
        print(process.exitcode, flush=True)
