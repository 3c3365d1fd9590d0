"""An order in which each comes after those that it needs."""

__all__ = ["TopologicalSorter", "CycleError"]


class CycleError(ValueError):
    """There is no order: `args[1]` is a cycle, from a node back to it."""


_OUT, _DONE = -1, -2


class _Node:
    def __init__(self, node):
        self.node = node
        self.missing = 0
        self.followers = []


class TopologicalSorter:
    """Give edges, then take what is ready, or all by `static_order`."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, graph=None):
        self._nodes = {}
        self._ready = None
        self._taken = self._finished = 0
        if graph is not None:
            for node, predecessors in graph.items():
                self.add(node, *predecessors)

    def _info(self, node):
        info = self._nodes.get(node)
        if info is None:
            info = self._nodes[node] = _Node(node)
        return info

    def add(self, node, *predecessors):
        """The node comes after its predecessors."""
        if self._ready is not None:
            raise ValueError("Nodes cannot be added after a call to prepare()")
        self._info(node).missing += len(predecessors)
        for other in predecessors:
            self._info(other).followers.append(node)

    def prepare(self):
        """No more edges: what can come first is ready."""
        if self._ready is not None:
            raise ValueError("cannot prepare() more than once")
        self._ready = [info.node for info in self._nodes.values() if info.missing == 0]
        cycle = self._find_cycle()
        if cycle:
            raise CycleError("nodes are in a cycle", cycle)

    def get_ready(self):
        """Those that may come now, each once."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        result = tuple(self._ready)
        for node in result:
            self._nodes[node].missing = _OUT
        self._ready.clear()
        self._taken += len(result)
        return result

    def is_active(self):
        """Whether there is more to come."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        return self._finished < self._taken or bool(self._ready)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        """These are through: others may be ready now."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        for node in nodes:
            info = self._nodes.get(node)
            if info is None:
                raise ValueError(f"node {node!r} was not added using add()")
            if info.missing == _DONE:
                raise ValueError(f"node {node!r} was already marked done")
            if info.missing != _OUT:
                raise ValueError(f"node {node!r} was not passed out (still not ready)")
            info.missing = _DONE
            for follower in info.followers:
                other = self._nodes[follower]
                other.missing -= 1
                if other.missing == 0:
                    self._ready.append(follower)
            self._finished += 1

    def _find_cycle(self):
        done = set()
        for start in self._nodes:
            if start in done:
                continue
            path, places, todo = [start], {start: 0}, [iter(self._nodes[start].followers)]
            while path:
                for follower in todo[-1]:
                    if follower in places:
                        return path[places[follower]:] + [follower]
                    if follower not in done:
                        places[follower] = len(path)
                        path.append(follower)
                        todo.append(iter(self._nodes[follower].followers))
                        break
                else:
                    node = path.pop()
                    todo.pop()
                    del places[node]
                    done.add(node)
        return None

    def static_order(self):
        """All, each after those that it needs."""
        self.prepare()
        while self.is_active():
            group = self.get_ready()
            yield from group
            self.done(*group)
