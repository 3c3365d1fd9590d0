import signal
import time

ticks = []
signal.signal(signal.SIGALRM, lambda number, frame: ticks.append(time.monotonic()))
print(signal.alarm(10), signal.alarm(7), signal.alarm(0), signal.alarm(0))
begun = time.monotonic()
print(signal.setitimer(signal.ITIMER_REAL, 0.1, 0.05))
while len(ticks) < 4:
    signal.pause()
left, interval = signal.setitimer(signal.ITIMER_REAL, 0)
print(ticks[0] - begun >= 0.099, ticks[3] - begun >= 0.249, 0 < left <= 0.05, round(interval, 3))
time.sleep(0.1)
print(len(ticks), signal.getitimer(signal.ITIMER_REAL))
signal.setitimer(signal.ITIMER_REAL, 100, 3)
left, interval = signal.getitimer(signal.ITIMER_REAL)
print(90 < left <= 100, interval)
