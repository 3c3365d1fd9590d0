"""What can go wrong (Lib/asyncio/exceptions.py has the names)."""

__all__ = ("BrokenBarrierError", "CancelledError", "InvalidStateError", "TimeoutError")


class CancelledError(BaseException):
    """The future or task was cancelled."""


TimeoutError = TimeoutError


class InvalidStateError(Exception):
    """A future is not in the state that is asked for."""


class BrokenBarrierError(RuntimeError):
    """The barrier cannot be passed."""
