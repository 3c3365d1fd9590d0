"""Tests that run in an event loop."""

from .case import TestCase

__unittest = True


class IsolatedAsyncioTestCase(TestCase):
    """A test that runs in an event loop: it fails, for this Python has none."""

    def setUp(self):
        raise RuntimeError("this Python has no event loop, so tests of an IsolatedAsyncioTestCase cannot be run")
