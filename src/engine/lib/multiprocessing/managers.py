"""Managers: a server process keeps objects, other processes work with them through proxies.

Each client thread has a reply queue of its own, whose handle travels with every request; the server has one thread for
each of them, so that a call that waits (`Queue.get`, `Lock.acquire`) holds up nobody else. As in CPython, a change
inside a nested plain object of a proxy is not seen by others."""

import queue
import threading

import _image
import _ipc
import _process

from . import get_context, process
from .context import ProcessError

__all__ = ["BaseManager", "SyncManager", "BaseProxy", "Token", "SharedMemoryManager"]


class Token:
    """Names an object of a server."""

    def __init__(self, typeid, address, id):
        self.typeid = typeid
        self.address = address
        self.id = id

    def __repr__(self):
        return "%s(typeid=%r, address=%r, id=%r)" % (self.__class__.__name__, self.typeid, self.address, self.id)


class RemoteError(Exception):
    """The server failed in a way of its own."""

    def __str__(self):
        return "\n" + "-" * 75 + "\n" + str(self.args[0]) + "-" * 75


class Server:
    """In the server process: the objects and the threads that serve."""

    def __init__(self, registry, requests):
        self.registry = registry
        self.requests = requests
        self.objects = {}
        self.counts = {}
        self.next_id = 0
        self.clients = {}
        self.mutex = threading.Lock("_Server")

    def serve(self):
        """Hands each request to the thread of its client, until told to stop."""
        while True:
            message = _image.loads(_ipc.receive(self.requests))
            if message is None:
                break
            reply = message[0]
            key = int(reply)
            if key not in self.clients:
                # The reply queue is kept as well: it must stay open between two requests.
                inbox = queue.SimpleQueue()
                self.clients[key] = inbox, reply
                threading.Thread(target=self.serve_client, args=(inbox,), daemon=True).start()
            self.clients[key][0].put(message)

    def serve_client(self, inbox):
        """Carries out the requests of one client, one after the other."""
        while True:
            reply, ident, method, args, kwargs = inbox.get()
            try:
                answer = ("return", self.carry_out(ident, method, args, kwargs))
            except BaseException as error:
                import traceback
                answer = ("error", error, traceback.format_exc())
            try:
                data, handles = _image.dumps(answer)
            except Exception as error:
                data, handles = _image.dumps(("error", RemoteError(repr(error)), ""))
            try:
                _ipc.send(reply, data, handles)
            except OSError:
                # The client is gone.
                return

    def carry_out(self, ident, method, args, kwargs):
        """One request: of the server itself, or a method of an object."""
        if ident is None:
            return getattr(self, method)(*args, **kwargs)
        obj, exposed, method_to_typeid = self.objects[ident]
        if method == "#GETVALUE":
            return obj
        if method == "#STR":
            return str(obj)
        if method == "#REPR":
            return repr(obj)
        if method not in exposed:
            raise AttributeError("method %r of %r object is not in exposed=%r" % (method, type(obj), exposed))
        result = getattr(obj, method)(*args, **kwargs)
        typeid = method_to_typeid.get(method) if method_to_typeid else None
        if typeid:
            return _Made(typeid, self.enter(typeid, result))
        return result

    def create(self, typeid, args, kwargs):
        """Makes an object; its number and the names of its methods."""
        function = self.registry[typeid][0]
        if function is None:
            obj = args[0]
        else:
            obj = function(*args, **kwargs)
        return self.enter(typeid, obj)

    def enter(self, typeid, obj):
        """Takes an object in."""
        _, exposed, method_to_typeid, _ = self.registry[typeid]
        if exposed is None:
            exposed = public_methods(obj)
        if method_to_typeid:
            exposed = list(exposed) + list(method_to_typeid)
        with self.mutex:
            self.next_id += 1
            ident = self.next_id
            self.objects[ident] = (obj, set(exposed), method_to_typeid)
        return ident, tuple(exposed)

    def dummy(self):
        """Answers, to say that the server is there."""

    def number_of_objects(self):
        """How many objects there are."""
        return len(self.objects)


class _Made:
    # The answer of a method whose result stays in the server.

    def __init__(self, typeid, place):
        self.typeid = typeid
        self.place = place


def _serve(registry, requests, life, initializer, initargs, parent):
    # `life` is an end of a pipe: while the server lives, it is open.
    if initializer is not None:
        initializer(*initargs)
    Server(registry, requests).serve()


def public_methods(obj):
    """Names of methods that do not begin with an underscore."""
    return [name for name in dir(obj) if name[0] != "_" and callable(getattr(obj, name))]


class _Address:
    # Where a server is reached, from any process.

    def __init__(self, requests, life):
        self.requests = requests
        self.life = life

    def __reduce__(self):
        return _Address, (self.requests, self.life)

    def __repr__(self):
        return "manager-%d" % int(self.requests)

    def call(self, ident, method, args=(), kwargs={}):
        """Sends a request and waits for the answer."""
        reply = _reply_queue()
        data, handles = _image.dumps((reply, ident, method, args, kwargs))
        try:
            _ipc.send(self.requests, data, handles)
        except OSError:
            raise ConnectionRefusedError(111, "Connection refused") from None
        data = _ipc.receive(reply, 0.05)
        if data is None:
            # It takes longer: then the server's end is waited for as well.
            if int(reply) not in _ipc.wait_any([reply, self.life], []):
                raise EOFError
            data = _ipc.receive(reply)
        answer = _image.loads(data)
        if answer[0] == "return":
            return answer[1]
        error = answer[1]
        if answer[2]:
            from .pool import RemoteTraceback
            error.__cause__ = RemoteTraceback('\n"""\n%s"""' % answer[2])
        raise error


# Reply queues by process and thread: a forked child has its own.
_replies = {}


def _reply_queue():
    key = (_process.pid(), threading.get_ident())
    reply = _replies.get(key)
    if reply is None:
        reply = _replies[key] = _ipc.Handle(_ipc.queue("_Manager", True))
    return reply


class BaseManager:
    """Starts a server process and makes proxies."""

    _registry = {}

    def get_server(self):
        """The server is not to be had without its process."""
        raise NotImplementedError("a manager's server runs in a process of its own, which start() makes")

    def __init__(self, address=None, authkey=None, serializer="pickle", ctx=None, *, shutdown_timeout=1.0):
        self._ctx = ctx or get_context()
        self._state = "initial"
        self._address = None
        self._process = None

    @property
    def address(self):
        """Where the server is reached."""
        return self._address

    def start(self, initializer=None, initargs=()):
        """Starts the server."""
        if self._state != "initial":
            if self._state == "started":
                raise ProcessError("Already started server")
            raise RuntimeError("Manager has shut down")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        requests = _ipc.Handle(_ipc.queue("_Manager", True))
        life, held = _ipc.pipe(False)
        self._process = self._ctx.Process(
            target=_serve, args=(self._registry, requests, held, initializer, initargs, _process.pid())
        )
        self._process.name = type(self).__name__ + "-" + ":".join([str(i) for i in self._process._identity])
        self._process.start()
        _ipc.close(held)
        self._address = _Address(requests, life)
        self._state = "started"
        process._at_exit(id(self), 0, self.shutdown)

    def shutdown(self):
        """Stops the server."""
        if self._state != "started":
            return
        self._state = "shutdown"
        process._at_exit(id(self), 0, None)
        data, handles = _image.dumps(None)
        _ipc.send(self._address.requests, data, handles)
        self._process.join(timeout=1.0)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join()

    def connect(self):
        """Servers are reached through inheritance only."""
        raise NotImplementedError("managers of other programs cannot be reached here")

    def join(self, timeout=None):
        """Waits for the server process."""
        if self._process is not None:
            self._process.join(timeout)

    def __enter__(self):
        if self._state == "initial":
            self.start()
        assert self._state == "started"
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown()

    def __reduce__(self):
        raise TypeError("Pickling a manager object is not allowed")

    @classmethod
    def register(cls, typeid, callable=None, proxytype=None, exposed=None, method_to_typeid=None, create_method=True):
        """Adds a type of objects."""
        if "_registry" not in cls.__dict__:
            cls._registry = cls._registry.copy()
        if proxytype is None:
            proxytype = AutoProxy
        exposed = exposed or getattr(proxytype, "_exposed_", None)
        method_to_typeid = method_to_typeid or getattr(proxytype, "_method_to_typeid_", None)
        cls._registry[typeid] = (callable, exposed, method_to_typeid, proxytype)
        if create_method:
            def create(self, /, *args, **kwds):
                if self._state != "started":
                    raise AssertionError("server not yet started")
                place = self._address.call(None, "create", (typeid, args, kwds))
                return _proxy(self._registry, typeid, self._address, place)

            create.__name__ = typeid
            setattr(cls, typeid, create)


def _proxy(registry, typeid, address, place):
    ident, exposed = place
    return registry[typeid][3](Token(typeid, address, ident), exposed=exposed, registry=registry)


class BaseProxy:
    """Stands for an object of a server."""

    def __init__(self, token, serializer=None, manager=None, authkey=None, exposed=None, incref=True, registry=None):
        self._token = token
        self._exposed = exposed
        self._registry = registry

    def _callmethod(self, methodname, args=(), kwds={}):
        """Calls a method of the object."""
        token = self._token
        result = token.address.call(token.id, methodname, args, kwds)
        if isinstance(result, _Made):
            return _proxy(self._registry or SyncManager._registry, result.typeid, token.address, result.place)
        return result

    def _getvalue(self):
        """A copy of the object."""
        return self._callmethod("#GETVALUE")

    def __reduce__(self):
        return _rebuild_proxy, (type(self), self._token, self._exposed)

    def __deepcopy__(self, memo):
        return self._getvalue()

    def __repr__(self):
        return "<%s object, typeid %r at %#x>" % (type(self).__name__, self._token.typeid, id(self))

    def __str__(self):
        try:
            return self._callmethod("#REPR")
        except Exception:
            return repr(self)[:-1] + "; '__str__()' failed>"


def _rebuild_proxy(cls, token, exposed):
    return cls(token, exposed=exposed)


class AutoProxy(BaseProxy):
    """Has the methods that the object has. Its class is named after what it stands for."""

    def __new__(cls, token, *args, exposed=None, **kwds):
        methods = _methods(*[name for name in exposed or () if name != "__getattribute__"])
        return object.__new__(type(f"AutoProxy[{token.typeid}]", (AutoProxy,), {"__module__": __name__, **methods}))

    def __reduce__(self):
        return _rebuild_proxy, (AutoProxy, self._token, self._exposed)


def _methods(*names):
    # Methods that are carried out by the server.
    def forward(name):
        def method(self, /, *args, **kwds):
            return self._callmethod(name, args, kwds)

        method.__name__ = name
        return method

    return {name: forward(name) for name in names} | {"_exposed_": names}


def MakeProxyType(name, exposed, _cache={}):
    """A proxy class with these methods."""
    exposed = tuple(exposed)
    if (name, exposed) not in _cache:
        _cache[name, exposed] = type(name, (BaseProxy,), _methods(*exposed))
    return _cache[name, exposed]


def _proxy_type(name, *exposed, base=BaseProxy, **extra):
    return type(name, (base,), {**_methods(*exposed), "__module__": __name__, **extra})


IteratorProxy = _proxy_type(
    "IteratorProxy", "__next__", "send", "throw", "close", __iter__=lambda self: self,
)


class AcquirerProxy(BaseProxy):
    """A lock or semaphore."""

    _exposed_ = ("acquire", "release")

    def acquire(self, blocking=True, timeout=None):
        """Takes it."""
        args = (blocking,) if timeout is None else (blocking, timeout)
        return self._callmethod("acquire", args)

    def release(self):
        """Gives it back."""
        return self._callmethod("release")

    def __enter__(self):
        return self._callmethod("acquire")

    def __exit__(self, exc_type, exc_val, exc_tb):
        return self._callmethod("release")


class ConditionProxy(AcquirerProxy):
    """A condition variable."""

    _exposed_ = ("acquire", "release", "wait", "notify", "notify_all")

    def wait(self, timeout=None):
        """Waits for a notification."""
        return self._callmethod("wait", (timeout,))

    def notify(self, n=1):
        """Wakes `n`."""
        return self._callmethod("notify", (n,))

    def notify_all(self):
        """Wakes all."""
        return self._callmethod("notify_all")

    def wait_for(self, predicate, timeout=None):
        """Waits until `predicate()` is true; returns its last result."""
        from time import monotonic
        deadline = None if timeout is None else monotonic() + timeout
        result = predicate()
        while not result:
            remaining = None
            if deadline is not None:
                remaining = deadline - monotonic()
                if remaining <= 0:
                    break
            self.wait(remaining)
            result = predicate()
        return result


EventProxy = _proxy_type("EventProxy", "is_set", "set", "clear", "wait")


class BarrierProxy(BaseProxy):
    """A barrier."""

    _exposed_ = ("__getattribute__", "wait", "abort", "reset")

    def wait(self, timeout=None):
        """Waits for the others."""
        return self._callmethod("wait", (timeout,))

    def abort(self):
        """Breaks it."""
        return self._callmethod("abort")

    def reset(self):
        """Starts over."""
        return self._callmethod("reset")

    @property
    def parties(self):
        """How many it takes."""
        return self._callmethod("__getattribute__", ("parties",))

    @property
    def n_waiting(self):
        """How many wait."""
        return self._callmethod("__getattribute__", ("n_waiting",))

    @property
    def broken(self):
        """Whether it is broken."""
        return self._callmethod("__getattribute__", ("broken",))


class NamespaceProxy(BaseProxy):
    """An object with attributes."""

    _exposed_ = ("__getattribute__", "__setattr__", "__delattr__")

    def __getattr__(self, key):
        if key[0] == "_":
            return object.__getattribute__(self, key)
        return self._callmethod("__getattribute__", (key,))

    def __setattr__(self, key, value):
        if key[0] == "_":
            return object.__setattr__(self, key, value)
        return self._callmethod("__setattr__", (key, value))

    def __delattr__(self, key):
        if key[0] == "_":
            return object.__delattr__(self, key)
        return self._callmethod("__delattr__", (key,))


class ValueProxy(BaseProxy):
    """One value."""

    __class_getitem__ = classmethod(type(list[int]))

    _exposed_ = ("get", "set")

    def get(self):
        """The value."""
        return self._callmethod("get")

    def set(self, value):
        """Changes the value."""
        return self._callmethod("set", (value,))

    value = property(get, set)


_LIST = (
    "__add__", "__contains__", "__delitem__", "__getitem__", "__len__", "__mul__", "__reversed__", "__rmul__",
    "__setitem__", "append", "count", "extend", "index", "insert", "pop", "remove", "reverse", "sort", "__imul__",
)


class ListProxy(_proxy_type("BaseListProxy", *_LIST)):
    """A list."""

    def __iadd__(self, value):
        self._callmethod("extend", (value,))
        return self

    def __imul__(self, value):
        self._callmethod("__imul__", (value,))
        return self

    def __iter__(self):
        place = 0
        while True:
            try:
                item = self._callmethod("__getitem__", (place,))
            except IndexError:
                return
            yield item
            place += 1


_DICT = (
    "__contains__", "__delitem__", "__getitem__", "__iter__", "__len__", "__setitem__", "clear", "copy", "get",
    "items", "keys", "pop", "popitem", "setdefault", "update", "values",
)


class DictProxy(_proxy_type("BaseDictProxy", *_DICT)):
    """A dict."""

    _method_to_typeid_ = {"__iter__": "Iterator"}

    # Views cannot leave the server: lists go instead.

    def keys(self):
        """The keys."""
        return self._callmethod("keys")

    def __iter__(self):
        return iter(self._callmethod("keys"))


ArrayProxy = _proxy_type("ArrayProxy", "__len__", "__getitem__", "__setitem__")
_BasePoolProxy = _proxy_type(
    "BasePoolProxy", "apply", "apply_async", "close", "imap", "imap_unordered", "join", "map", "map_async", "starmap",
    "starmap_async", "terminate",
)


class PoolProxy(_BasePoolProxy):
    """A pool."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.terminate()


class Namespace:
    """An object with attributes."""

    def __init__(self, /, **kwds):
        self.__dict__.update(kwds)

    def __repr__(self):
        items = sorted([f"{name}={value!r}" for name, value in self.__dict__.items() if not name.startswith("_")])
        return "%s(%s)" % (self.__class__.__name__, ", ".join(items))


class Value:
    """One value."""

    def __init__(self, typecode, value, lock=True):
        self._typecode = typecode
        self._value = value

    def get(self):
        """The value."""
        return self._value

    def set(self, value):
        """Changes the value."""
        self._value = value

    def __repr__(self):
        return "%s(%r, %r)" % (type(self).__name__, self._typecode, self._value)

    value = property(get, set)


class _Dict(dict):
    # Views cannot be sent.

    def keys(self):
        return list(dict.keys(self))

    def values(self):
        return list(dict.values(self))

    def items(self):
        return list(dict.items(self))

    def copy(self):
        return dict(self)


def _make_dict(*args, **kwds):
    return _Dict(*args, **kwds)


def Array(typecode, sequence, lock=True):
    """An array."""
    import array
    return array.array(typecode, sequence)


class SyncManager(BaseManager):
    """Keeps the objects that threads and processes share most."""


def _register_all():
    for name, function in (("Queue", queue.Queue), ("JoinableQueue", queue.Queue)):
        SyncManager.register(name, function)
    SyncManager.register("Event", threading.Event, EventProxy)
    for name in ("Lock", "RLock", "Semaphore", "BoundedSemaphore"):
        SyncManager.register(name, getattr(threading, name), AcquirerProxy)
    SyncManager.register("Condition", threading.Condition, ConditionProxy)
    SyncManager.register("Barrier", threading.Barrier, BarrierProxy)
    SyncManager.register("list", list, ListProxy)
    SyncManager.register("dict", _make_dict, DictProxy)
    SyncManager.register("Value", Value, ValueProxy)
    SyncManager.register("Array", Array, ArrayProxy)
    SyncManager.register("Namespace", Namespace, NamespaceProxy)
    SyncManager.register("Pool", _make_pool, PoolProxy)


def _make_pool(*args, **kwds):
    from .pool import Pool
    return Pool(*args, **kwds)


_register_all()


class SharedMemoryManager(BaseManager):
    """Keeps blocks of shared memory until it is shut down."""

    def __init__(self, *args, **kwargs):
        BaseManager.__init__(self, *args, **kwargs)
        self._blocks = []

    def SharedMemory(self, size):
        """A block."""
        from .shared_memory import SharedMemory
        block = SharedMemory(None, True, size)
        self._blocks.append(block)
        return block

    def ShareableList(self, sequence):
        """A list in a block."""
        from .shared_memory import ShareableList
        block = ShareableList(sequence)
        self._blocks.append(block.shm)
        return block

    def shutdown(self):
        """Removes the blocks and stops the server."""
        for block in self._blocks:
            block.close()
            block.unlink()
        self._blocks.clear()
        BaseManager.shutdown(self)
