"""What builtin functions and types do when they must call Python code. Native code escapes to these helpers."""


# ---- what the machine itself asks for


def _collect(iterable):
    return [item for item in iterable]


def _equal(a, b):
    return a is b or True if a == b else False


def _differ(a, b):
    return True if a != b else False


def _truth(value):
    return True if value else False


def _iter(value):
    return iter(value)


def _len(value):
    return len(value)


def _getitem(container, key):
    return container[key]


def _index(value):
    if isinstance(value, slice):
        return slice(*[part if part is None else _index(part) for part in (value.start, value.stop, value.step)])
    index = type(value).__index__(value)
    if not isinstance(index, int):
        raise TypeError(f"__index__ returned non-int (type {type(index).__name__})")
    return index


def _indices(values):
    # What is no number stays, and is refused by whoever wants one.
    return tuple([_index(value) if isinstance(value, slice) or hasattr(type(value), "__index__") else value
                  for value in values])


def _iterate_by_index(sequence):
    return _iterator_by_index(sequence)


def _take(iterable, count):
    taken = []
    for item in iterable:
        taken.append(item)
        if len(taken) == count:
            break
    return taken


def _contains(container, value):
    for item in container:
        if item is value or item == value:
            return True
    return False


# ---- sequences


def _sequence_index(sequence, value, start, stop):
    position = start
    while position < stop and position < len(sequence):
        item = sequence[position]
        if item is value or item == value:
            return position
        position += 1
    if isinstance(sequence, tuple):
        raise ValueError("tuple.index(x): x not in tuple")
    raise ValueError(f"{value!r} is not in list")


def _sequence_count(sequence, value):
    count = 0
    for item in sequence:
        if item is value or item == value:
            count += 1
    return count


def _list_remove(items, value):
    position = 0
    while position < len(items):
        item = items[position]
        if item is value or item == value:
            del items[position]
            return
        position += 1
    raise ValueError("list.remove(x): x not in list")


def _equal_sequences(a, b):
    if len(a) != len(b):
        return False
    position = 0
    while position < len(a) and position < len(b):
        x, y = a[position], b[position]
        if x is not y and not x == y:
            return False
        position += 1
    return len(a) == len(b)


def _order_sequences(a, b, operator):
    position = 0
    while position < len(a) and position < len(b):
        x, y = a[position], b[position]
        if x is not y and not x == y:
            # The first difference decides.
            if operator == "<":
                return x < y
            if operator == "<=":
                return x <= y
            if operator == ">":
                return x > y
            return x >= y
        position += 1
    a, b = len(a), len(b)
    if operator == "<":
        return a < b
    if operator == "<=":
        return a <= b
    return a > b if operator == ">" else a >= b


def _hash_items(container):
    return _combine_hashes([hash(item) for item in container], isinstance(container, tuple))


def _merge_sort(keys, items):
    """Sorts by `<` of the keys, stably; the items (or without them the keys) in their new order."""
    order = list(range(len(keys)))
    width = 1
    while width < len(order):
        merged = []
        start = 0
        while start < len(order):
            middle = min(start + width, len(order))
            end = min(middle + width, len(order))
            left, right = start, middle
            while left < middle and right < end:
                if keys[order[right]] < keys[order[left]]:
                    merged.append(order[right])
                    right += 1
                else:
                    merged.append(order[left])
                    left += 1
            merged += order[left:middle]
            merged += order[right:end]
            start = end
        order = merged
        width *= 2
    if items is None:
        items = keys
    return [items[position] for position in order]


def _translate_table(text, table):
    found = {}
    for character in text:
        code = ord(character)
        if code not in found:
            try:
                found[code] = table[code]
            except LookupError:
                found[code] = character
    return found


# ---- heaps and sorted lists of items that Python code compares


def _heappush(heap, item):
    heap.append(item)
    _heap_rise(heap, 0, len(heap) - 1)


def _heappop(heap):
    last = heap.pop()
    if heap:
        first = heap[0]
        heap[0] = last
        _heap_sink(heap, 0)
        return first
    return last


def _heapreplace(heap, item):
    first = heap[0]
    heap[0] = item
    _heap_sink(heap, 0)
    return first


def _heappushpop(heap, item):
    if heap and heap[0] < item:
        if not heap:
            raise IndexError("index out of range")
        item, heap[0] = heap[0], item
        _heap_sink(heap, 0)
    return item


def _heapify(heap):
    for place in reversed(range(len(heap) // 2)):
        _heap_sink(heap, place)


def _heap_less(heap, a, b):
    size = len(heap)
    answer = a < b
    if len(heap) != size:
        raise RuntimeError("list changed size during iteration")
    return answer


def _heap_rise(heap, top, place):
    # An item that may be too low moves up.
    item = heap[place]
    while place > top:
        parent = (place - 1) >> 1
        if not _heap_less(heap, item, heap[parent]):
            break
        heap[place] = heap[parent]
        heap[parent] = item
        place = parent


def _heap_sink(heap, place):
    # An item moves down to a leaf, smaller children up, then back up to where it belongs: fewer comparisons than
    # stopping on the way (Knuth, The Art of Computer Programming 3, exercise 5.2.3-18).
    end = len(heap)
    top = place
    child = 2 * place + 1
    while child < end:
        right = child + 1
        if right < end and not _heap_less(heap, heap[child], heap[right]):
            child = right
        heap[place], heap[child] = heap[child], heap[place]
        place = child
        child = 2 * place + 1
    _heap_rise(heap, top, place)


def _bisect_right(a, x, lo, hi, key):
    if hi is None:
        hi = len(a)
    while lo < hi:
        middle = (lo + hi) // 2
        item = a[middle] if key is None else key(a[middle])
        if x < item:
            hi = middle
        else:
            lo = middle + 1
    return lo


def _bisect_left(a, x, lo, hi, key):
    if hi is None:
        hi = len(a)
    while lo < hi:
        middle = (lo + hi) // 2
        item = a[middle] if key is None else key(a[middle])
        if item < x:
            lo = middle + 1
        else:
            hi = middle
    return lo


def _insort_right(a, x, lo, hi, key):
    a.insert(_bisect_right(a, x if key is None else key(x), lo, hi, key), x)


def _insort_left(a, x, lo, hi, key):
    a.insert(_bisect_left(a, x if key is None else key(x), lo, hi, key), x)


def _count_elements(mapping, iterable):
    get = mapping.get
    for item in iterable:
        mapping[item] = get(item, 0) + 1


def _reduce(function, iterable, initial):
    iterator = iter(iterable)
    if initial is _missing:
        for initial in iterator:
            break
        else:
            raise TypeError("reduce() of empty iterable with no initial value")
    for item in iterator:
        initial = function(initial, item)
    return initial


def _iterator_at(make, state, *args):
    # As another one was that had come so far.
    iterator = make(*args)
    iterator.__setstate__(state)
    return iterator


# Messages name it; they know no module of helpers.
_iterator_at.__module__ = "builtins"


def _items_left(sequence, place):
    return max(len(sequence) - place, 0)


# ---- dicts and sets


def _dict_update(target, source):
    if hasattr(source, "keys"):
        for key in source.keys():
            target[key] = source[key]
        return
    position = 0
    for pair in source:
        try:
            pair = tuple(pair)
        except TypeError:
            raise TypeError(
                f"cannot convert dictionary update sequence element #{position} to a sequence") from None
        if len(pair) != 2:
            raise ValueError(
                f"dictionary update sequence element #{position} has length {len(pair)}; 2 is required")
        target[pair[0]] = pair[1]
        position += 1


def _dict_fromkeys(kind, keys, value):
    made = kind()
    for key in keys:
        made[key] = value
    return made


def _equal_dicts(a, b):
    if len(a) != len(b):
        return False
    for key, value in a.items():
        if key not in b:
            return False
        other = b[key]
        if value is not other and not value == other:
            return False
    return True


def _equal_sets(a, b):
    if len(a) != len(b):
        return False
    for item in a:
        if item not in b:
            return False
    return True


def _compare_views(a, b, operator):
    small, large = (b, a) if operator in (">", ">=") else (a, b)
    if operator in ("==", "!="):
        fits = len(a) == len(b)
    elif operator in ("<", ">"):
        fits = len(small) < len(large)
    else:
        fits = len(small) <= len(large)
    if fits:
        for item in small:
            if item not in large:
                fits = False
                break
    return not fits if operator == "!=" else fits


def _views_disjoint(a, b):
    for item in b:
        if item in a:
            return False
    return True


def _mapping_pairs(mapping):
    # Keys and values alternate.
    pairs = []
    for key in mapping.keys():
        pairs.append(key)
        pairs.append(mapping[key])
    return pairs


def _function_str(callee):
    # As errors of calls have it: CPython's _PyObject_FunctionStr.
    missing = object()
    name = getattr(callee, "__qualname__", missing)
    if name is missing:
        return str(callee)
    module = getattr(callee, "__module__", None)
    return f"{name}()" if module is None or module == "builtins" else f"{module}.{name}()"


def _set_add_all(target, items):
    for item in items:
        target.add(item)
    return target


def _set_operation(operation, a, b):
    if operation == "union":
        return _set_add_all(a, b)
    result = set()
    for item in a:
        if (item in b) == (operation == "intersection"):
            result.add(item)
    if operation == "symmetric_difference":
        for item in b:
            if item not in a:
                result.add(item)
    return result


# ---- builtin functions


def _sum(items, start):
    total = start
    for item in items:
        total = total + item
    return total


def _all(items):
    for item in items:
        if not item:
            return False
    return True


def _any(items):
    for item in items:
        if item:
            return True
    return False


_missing = object()


def _extreme(items, key, default, name):
    """`min` and `max`. `default` is `_missing` if there is none."""
    found = best = _missing
    for item in items:
        value = item if key is None else key(item)
        if found is _missing or (value < best if name == "min" else value > best):
            found, best = item, value
    if found is not _missing:
        return found
    if default is _missing:
        raise ValueError(f"{name}() arg is an empty sequence")
    return default


def _extreme_or_error(items, key, name):
    return _extreme(items, key, _missing, name)


def _print(texts, sep, end, file, flush):
    write = file.write
    text = sep.join(texts)
    if text:
        write(text)
    if end:
        write(end)
    if flush:
        file.flush()


def _next_default(iterator, default):
    try:
        return next(iterator)
    except StopIteration:
        return default


def _dir(value):
    names = type(value).__dir__(value)
    return sorted(names)


def _isinstance(value, kind):
    """For classes whose metaclass has a say."""
    if type(value) is kind:
        return True
    return True if type(kind).__instancecheck__(kind, value) else False


def _issubclass(derived, kind):
    return True if type(kind).__subclasscheck__(kind, derived) else False


def _bases(kind):
    try:
        bases = kind.__bases__
    except AttributeError:
        return None
    return bases if isinstance(bases, tuple) else None


def _derives(derived, kind):
    while derived is not kind:
        bases = _bases(derived)
        if not bases:
            return False
        if len(bases) > 1:
            return any(_derives(base, kind) for base in bases)
        derived = bases[0]
    return True


def _parts(kind):
    # The classes of a tuple or a union, or None.
    if isinstance(kind, tuple):
        return kind
    return kind.__args__ if type(kind).__name__ == "UnionType" else None


def _hook(kind, name):
    # What the class of a class has of its own, but for `type`'s.
    for cls in type(kind).__mro__:
        if cls is type:
            return None
        if name in cls.__dict__:
            return getattr(cls, name)
    return None


def _isinstance_as_told(value, kind):
    """As `__class__` and `__bases__` say, which need not be true (CPython: `object_isinstance`)."""
    parts = _parts(kind)
    if parts is not None:
        return any(_isinstance_as_told(value, part) for part in parts)
    if type(value) is kind:
        return True
    hook = _hook(kind, "__instancecheck__")
    if hook is not None:
        return True if hook(kind, value) else False
    real = issubclass(type(kind), type)
    if not real and _bases(kind) is None:
        raise TypeError("isinstance() arg 2 must be a type, a tuple of types, or a union")
    try:
        told = value.__class__
    except AttributeError:
        told = type(value)
    if real:
        return issubclass(type(value), kind) or issubclass(type(told), type) and kind in told.__mro__
    return _derives(told, kind)


def _issubclass_as_told(derived, kind):
    parts = _parts(kind)
    if parts is not None:
        return any(_issubclass_as_told(derived, part) for part in parts)
    hook = _hook(kind, "__subclasscheck__")
    if hook is not None:
        return True if hook(kind, derived) else False
    if not issubclass(type(derived), type) and _bases(derived) is None:
        raise TypeError("issubclass() arg 1 must be a class")
    if not issubclass(type(kind), type) and _bases(kind) is None:
        raise TypeError("issubclass() arg 2 must be a class, a tuple of classes, or a union")
    return _derives(derived, kind)


class _Printer:
    """`exit`, `copyright` and the other words that only a prompt needs."""

    def __init__(self, name, text):
        self._name = name
        self._text = text

    def __repr__(self):
        return self._text

    def __call__(self):
        print(self._text)


class Quitter:
    """`exit` and `quit`."""

    __module__ = "_sitebuiltins"

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"Use {self.name}() or Ctrl-D (i.e. EOF) to exit"

    def __call__(self, code=None):
        raise SystemExit(code)


def _help(*what):
    if not what:
        print("Type help(object) for what is known of an object.")
        return
    from _help import help_on
    print(help_on(what[0]))


class GenericAlias:
    """`list[int]`"""

    __module__ = "types"
    __slots__ = ("__origin__", "__args__", "__unpacked__", "__weakref__")

    def __new__(cls, /, *given, **keywords):
        if keywords:
            raise TypeError("GenericAlias() takes no keyword arguments")
        if len(given) != 2:
            raise TypeError(f"GenericAlias expected 2 arguments, got {len(given)}")
        self = object.__new__(cls)
        put = object.__setattr__
        put(self, "__origin__", given[0])
        put(self, "__args__", given[1] if isinstance(given[1], tuple) else (given[1],))
        put(self, "__unpacked__", False)
        return self

    def __getattribute__(self, name):
        # All but a few are those of the class itself.
        if name in _ALIAS_OWN:
            return object.__getattribute__(self, name)
        return getattr(object.__getattribute__(self, "__origin__"), name)

    def __setattr__(self, name, value):
        if name in _ALIAS_OWN:
            raise AttributeError("readonly attribute")
        object.__setattr__(self, name, value)

    def __dir__(self):
        return [*dir(self.__origin__), *[name for name in _ALIAS_OWN if name not in dir(self.__origin__)]]

    def __repr__(self):
        shown = ", ".join([_shown_type(arg) for arg in self.__args__])
        return f"{'*' if self.__unpacked__ else ''}{_shown_type(self.__origin__)}[{shown or '()'}]"

    def __eq__(self, other):
        if not isinstance(other, GenericAlias):
            return NotImplemented
        return (self.__unpacked__ == other.__unpacked__ and self.__origin__ == other.__origin__
                and self.__args__ == other.__args__)

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __call__(self, *args, **keywords):
        made = self.__origin__(*args, **keywords)
        try:
            made.__orig_class__ = self
        except (AttributeError, TypeError):
            pass
        return made

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __or__(self, other):
        return _union(self, other)

    def __ror__(self, other):
        return _union(other, self)

    def __instancecheck__(self, value):
        raise TypeError("isinstance() argument 2 cannot be a parameterized generic")

    def __subclasscheck__(self, value):
        raise TypeError("issubclass() argument 2 cannot be a parameterized generic")

    def __getitem__(self, item):
        from _generics import substitute
        made = GenericAlias(self.__origin__, substitute(self, self.__args__, self.__parameters__, item))
        object.__setattr__(made, "__unpacked__", self.__unpacked__)
        return made

    def __iter__(self):
        from _generics import generic_alias_iterator
        return generic_alias_iterator(self)

    def __reduce__(self):
        made = (GenericAlias, (self.__origin__, self.__args__))
        return (next, (iter(GenericAlias(*made[1])),)) if self.__unpacked__ else made

    def __reduce_ex__(self, protocol):
        return self.__reduce__()

    @property
    def __parameters__(self):
        from _generics import parameters
        return parameters(self.__args__)

    @property
    def __typing_unpacked_tuple_args__(self):
        return self.__args__ if self.__unpacked__ and self.__origin__ is tuple else None


_ALIAS_OWN = ("__class__", "__origin__", "__args__", "__unpacked__", "__parameters__", "__typing_unpacked_tuple_args__",
              "__mro_entries__", "__reduce_ex__", "__reduce__", "__copy__", "__deepcopy__")


def _shown_type(arg):
    if arg is Ellipsis:
        return "..."
    if type(arg) is not type and hasattr(arg, "__origin__") and hasattr(arg, "__args__"):
        return repr(arg)
    module, name = getattr(arg, "__module__", None), getattr(arg, "__qualname__", None)
    if module is None or name is None:
        return repr(arg)
    return name if module == "builtins" else f"{module}.{name}"


def _generic_alias(origin, args):
    return GenericAlias(origin, args)


class UnionType:
    """`int | str`"""

    __module__ = "types"
    __slots__ = ("__args__", "__weakref__")

    def __new__(cls, /, *args, **keywords):
        raise TypeError("cannot create 'types.UnionType' instances")

    def __init_subclass__(cls, /, **keywords):
        raise TypeError("type 'types.UnionType' is not an acceptable base type")

    def __setattr__(self, name, value):
        if name == "__args__" or name == "__parameters__":
            raise AttributeError("readonly attribute")
        raise AttributeError(f"'types.UnionType' object has no attribute '{name}'")

    def __reduce__(self):
        from copyreg import _of_union
        return _of_union(self)

    def __repr__(self):
        return " | ".join(["None" if arg is type(None) else _shown_type(arg) for arg in self.__args__])

    def __eq__(self, other):
        if not isinstance(other, UnionType):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __or__(self, other):
        return _union(self, other)

    def __ror__(self, other):
        return _union(other, self)

    def __getitem__(self, item):
        from _generics import substitute
        made, *others = substitute(self, self.__args__, self.__parameters__, item)
        for other in others:
            made = made | other
        return made

    @property
    def __parameters__(self):
        from _generics import parameters
        return parameters(self.__args__)


def _union(*parts):
    """`a | b` of types."""
    args = []
    for part in parts:
        if part is None:
            part = type(None)
        for arg in part.__args__ if isinstance(part, UnionType) else (part,):
            alias = type(arg) is not type and isinstance(arg, GenericAlias)
            if not alias and not isinstance(arg, type):
                return NotImplemented
            if not any([arg is known or alias and isinstance(known, GenericAlias) and arg == known for known in args]):
                args.append(arg)
    if len(args) == 1:
        return args[0]
    made = object.__new__(UnionType)
    object.__setattr__(made, "__args__", tuple(args))
    return made


def _union_args(kind):
    """The classes of a union for isinstance(), or None."""
    return kind.__args__ if isinstance(kind, UnionType) else None


def _translate(object, encoding, errors, known):
    import codecs
    return codecs._translate(object, encoding, errors, known)


def _to_stderr(text):
    from sys import stderr
    stderr.write(text)


def _os_error_text(parts):
    errno, strerror, filename, filename2 = parts
    if filename is None:
        return f"[Errno {errno}] {strerror}"
    if filename2 is None:
        return f"[Errno {errno}] {strerror}: {filename!r}"
    return f"[Errno {errno}] {strerror}: {filename!r} -> {filename2!r}"


_export("exit", Quitter("exit"))
_export("quit", Quitter("quit"))
_export("help", _help)
_export("copyright", _Printer("copyright", "Interleave runs Python in the manner of CPython 3.11."))
_export("credits", _Printer("credits", "Python is made by the Python Software Foundation and its many contributors."))
_export("license", _Printer("license", "See https://docs.python.org/3/license.html for Python's own licence."))


# ---- what is released


def _finalize(batch):
    """Runs what objects ask for when they are released: pairs of a function and its argument, or None and a generator."""
    batch.reverse()
    while batch:
        function, object = batch.pop()
        try:
            if function is None:
                _release_generator(object)
            else:
                function(object)
        except BaseException as error:
            _unraisable(error, object if function is None else function)
        # What it held is released before the next one's turn.
        function = object = None


def _finalize_one(function, object):
    """The same of one object that is no generator."""
    try:
        function(object)
    except BaseException as error:
        _unraisable(error, function)


def _release_generator(generator):
    if not getattr(generator, "cr_suspended", True):
        import warnings
        warnings._warn_unawaited_coroutine(generator)
    elif (finalizer := _async_finalizer(generator)) is not None:
        finalizer(generator)
        return
    _close_generator(generator)


def _unraisable(error, object):
    """Reports an exception that nobody can catch."""
    import sys
    from types import SimpleNamespace
    report = SimpleNamespace(exc_type=type(error), exc_value=error, exc_traceback=error.__traceback__,
                             err_msg=None, object=object)
    try:
        sys.unraisablehook(report)
    except BaseException:
        from traceback import format_exc
        sys.stderr.write("Exception ignored in sys.unraisablehook: " + repr(sys.unraisablehook) + "\n" + format_exc())


# ---- exception groups (PEP 654)

def _group_condition(condition):
    classes = condition if isinstance(condition, tuple) else (condition,)
    if all([isinstance(item, type) and issubclass(item, BaseException) for item in classes]):
        return lambda exc: isinstance(exc, condition)
    if callable(condition) and not isinstance(condition, type):
        return condition
    raise TypeError("expected a function, exception type or tuple of exception types")


def _group_split(group, condition):
    return _group_divided(group, _group_condition(condition))


def _group_subgroup(group, condition):
    return _group_divided(group, _group_condition(condition))[0]


def _group_divided(exc, matches):
    """The part that matches and the rest; None where there is nothing."""
    if matches(exc):
        return exc, None
    if not isinstance(exc, BaseExceptionGroup):
        return None, exc
    parts = [_group_divided(inner, matches) for inner in exc.exceptions]
    return (_group_part(exc, [match for match, rest in parts if match is not None]),
            _group_part(exc, [rest for match, rest in parts if rest is not None]))


def _group_part(group, exceptions):
    """A group like this one with fewer exceptions."""
    if not exceptions:
        return None
    part = group.derive(exceptions)
    if not isinstance(part, BaseExceptionGroup):
        raise TypeError("derive must return an instance of BaseExceptionGroup")
    part.__traceback__ = group.__traceback__
    part.__context__ = group.__context__
    part.__cause__ = group.__cause__
    part.__suppress_context__ = group.__suppress_context__
    notes = getattr(group, "__notes__", None)
    if isinstance(notes, (list, tuple)):
        part.__notes__ = list(notes)
    return part


def _group_begin(exc):
    """What `except*` works on: the exception, what is left of it, what the clauses raised."""
    return [exc, exc, []]


def _group_match(state, kind):
    """What a clause takes, as a group; None if there is nothing for it."""
    for item in kind if isinstance(kind, tuple) else (kind,):
        if not (isinstance(item, type) and issubclass(item, BaseException)):
            raise TypeError("catching classes that do not inherit from BaseException is not allowed")
        if issubclass(item, BaseExceptionGroup):
            raise TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.")
    rest = state[1]
    if rest is None:
        return None
    if isinstance(rest, kind):
        state[1] = None
        return rest if isinstance(rest, BaseExceptionGroup) else BaseExceptionGroup("", (rest,))
    if not isinstance(rest, BaseExceptionGroup):
        return None
    match, state[1] = rest.split(kind)
    return match


def _group_raised(state, exc):
    state[2].append(exc)


def _group_end(state):
    """What goes on after the clauses, or None."""
    original, rest, raised = state
    if not isinstance(original, BaseExceptionGroup):
        return raised[0] if raised else rest
    new, again = [], []
    for exc in raised + [rest]:
        if exc is not None:
            (again if _group_same(exc, original) else new).append(exc)
    if again:
        leaves = set()
        for exc in again:
            _group_leaves(exc, leaves)
        again = _group_divided(original, lambda exc: id(exc) in leaves)[0]
        if not new:
            return again
        new.append(again)
    return BaseExceptionGroup("", new) if new else None


def _group_same(exc, original):
    # Parts of the group that were raised again as they are have its traceback and history.
    return (isinstance(exc, BaseExceptionGroup) and exc.__traceback__ is original.__traceback__
            and exc.__cause__ is original.__cause__ and exc.__context__ is original.__context__)


def _group_leaves(exc, leaves):
    if isinstance(exc, BaseExceptionGroup):
        for inner in exc.exceptions:
            _group_leaves(inner, leaves)
    else:
        leaves.add(id(exc))


def _real(value):
    return float(value)


def _array_find(array, value, start, stop):
    position = start
    while position < stop and position < len(array):
        if array[position] == value:
            return position
        position += 1
    return -1


def _array_fromfile(array, file, count):
    count = _index(count)
    if count < 0:
        raise ValueError("negative count")
    data = file.read(count * array.itemsize)
    if not isinstance(data, bytes):
        raise TypeError("read() didn't return bytes")
    if len(data) == count * array.itemsize:
        array.frombytes(data)
        return
    array.frombytes(data[:len(data) // array.itemsize * array.itemsize])
    raise EOFError("read() didn't return enough bytes")


def _array_tofile(array, file):
    data = array.tobytes()
    for start in range(0, len(data), 65536):
        file.write(data[start:start + 65536])


# ---- asynchronous functions: what is waited for


_END = object()


def _coroutine_wrapper(coroutine):
    """A coroutine as an iterator."""
    send, value = coroutine.send, None
    while True:
        try:
            value = send(value)
        except StopIteration as stop:
            return stop.value
        try:
            value = yield value
            send = coroutine.send
        except GeneratorExit:
            coroutine.close()
            raise
        except BaseException as error:
            send, value = coroutine.throw, error


def _async_enter(manager):
    return type(manager).__aenter__(manager)


def _async_exit(manager):
    """The bound `__aexit__` of an asynchronous context manager."""
    kind = type(manager)
    if not hasattr(kind, "__aenter__"):
        raise TypeError(f"'{kind.__name__}' object does not support the asynchronous context manager protocol")
    if not hasattr(kind, "__aexit__"):
        raise TypeError(f"'{kind.__name__}' object does not support the asynchronous context manager protocol "
                        "(missed __aexit__ method)")
    exit = kind.__aexit__
    return lambda *args: exit(manager, *args)


def _async_leave(exit, error):
    return exit(type(error), error, error.__traceback__)


def aiter(async_iterable, /):
    """Its asynchronous iterator."""
    kind = type(async_iterable)
    if not hasattr(kind, "__aiter__"):
        raise TypeError(f"'{kind.__name__}' object is not an async iterable")
    iterator = kind.__aiter__(async_iterable)
    if not hasattr(type(iterator), "__anext__"):
        raise TypeError(f"aiter() returned not an async iterator of type '{type(iterator).__name__}'")
    return iterator


class _NextOr:
    def __init__(self, awaitable, default):
        self.awaitable, self.default = awaitable, default

    def __await__(self):
        return self._wait().__await__()

    async def _wait(self):
        try:
            return await self.awaitable
        except StopAsyncIteration:
            return self.default


def anext(async_iterator, default=_END, /):
    """Its next value, to be waited for."""
    kind = type(async_iterator)
    if not hasattr(kind, "__anext__"):
        raise TypeError(f"'{kind.__name__}' object is not an async iterator")
    awaitable = kind.__anext__(async_iterator)
    return awaitable if default is _END else _NextOr(awaitable, default)


_export("aiter", aiter)
_export("anext", anext)
