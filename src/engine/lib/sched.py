"""Events at times: `scheduler` runs them one after the other in the thread that calls `run`."""

import heapq
import threading
import time
from collections import namedtuple
from itertools import count

__all__ = ["scheduler"]


class Event(namedtuple("Event", "time, priority, sequence, action, argument, kwargs")):
    """What is to be done, and when."""

    __slots__ = ()


_NOTHING = object()


class scheduler:
    """Runs actions in order of time, then of priority, then of entry."""

    def __init__(self, timefunc=time.monotonic, delayfunc=time.sleep):
        self._queue = []
        self._lock = threading.RLock()
        self.timefunc = timefunc
        self.delayfunc = delayfunc
        self._sequence = count()

    def enterabs(self, time, priority, action, argument=(), kwargs=_NOTHING):
        """An action at a time; returns the event, by which it can be cancelled."""
        event = Event(time, priority, next(self._sequence), action, argument, {} if kwargs is _NOTHING else kwargs)
        with self._lock:
            heapq.heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs=_NOTHING):
        """An action after a delay."""
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        """Takes an event out; `ValueError` if it is not waiting."""
        with self._lock:
            self._queue.remove(event)
            heapq.heapify(self._queue)

    def empty(self):
        """Whether nothing waits."""
        with self._lock:
            return not self._queue

    def run(self, blocking=True):
        """Runs what is due, and with `blocking` waits for the rest; without, says in how many seconds the next is due."""
        while True:
            with self._lock:
                if not self._queue:
                    return None
                event = self._queue[0]
                wait = event.time - self.timefunc()
                if wait <= 0:
                    heapq.heappop(self._queue)
            if wait > 0:
                if not blocking:
                    return wait
                self.delayfunc(wait)
            else:
                event.action(*event.argument, **event.kwargs)
                # Other threads may go on.
                self.delayfunc(0)

    @property
    def queue(self):
        """What waits, in order."""
        with self._lock:
            return sorted(self._queue)
