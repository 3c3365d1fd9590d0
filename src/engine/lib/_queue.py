"""Where queue's Empty and SimpleQueue say they come from; pickles look for them here."""

from queue import Empty, SimpleQueue
