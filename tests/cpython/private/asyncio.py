"""There is no event loop: what needs one fails, and nothing else."""


class Future:
    def __init__(self, *args, **kwargs):
        raise NotImplementedError("there is no event loop here")


def _absent(*args, **kwargs):
    raise NotImplementedError("there is no event loop here")


iscoroutine = iscoroutinefunction = new_event_loop = run = _absent


def set_event_loop_policy(policy):
    """Nothing is there to be set; test modules put it back when they end."""
