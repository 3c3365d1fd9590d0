"""Type variables in the arguments of generic types: which there are, and what stands in their places."""


def _params_of(arg):
    # The type variables of an argument, itself if it is one.
    if isinstance(arg, type):
        return ()
    if isinstance(arg, tuple):
        return parameters(arg)
    if hasattr(arg, "__typing_subst__"):
        return (arg,)
    found = getattr(arg, "__parameters__", ())
    return found if isinstance(found, tuple) else ()


def parameters(args):
    """The type variables in arguments, each once."""
    return tuple(dict.fromkeys([param for arg in args for param in _params_of(arg)]))


def flattened(args):
    """Arguments with the items of unpacked tuples of fixed length in their places."""
    made = []
    for arg in args:
        inner = None if isinstance(arg, type) else getattr(arg, "__typing_unpacked_tuple_args__", None)
        if inner is None or inner and inner[-1] is ...:
            made.append(arg)
        else:
            made.extend(inner)
    return tuple(made)


def prepared(alias, params, items):
    """Items with those that belong to one variable put together, as many as there are variables."""
    items = flattened(items)
    for param in params:
        prepare = getattr(param, "__typing_prepare_subst__", None)
        if prepare is not None:
            items = prepare(alias, items)
    if len(items) != len(params):
        few = "few" if len(items) < len(params) else "many"
        raise TypeError(f"Too {few} arguments for {alias!r}; actual {len(items)}, expected {len(params)}")
    return items


def substitute(alias, args, params, items, flat=False):
    """The arguments of an alias with its variables replaced. With `flat` the items of a list of parameters are arguments."""
    if not params:
        raise TypeError(f"{alias!r} is not a generic class")
    items = prepared(alias, params, items if isinstance(items, tuple) else (items,))
    return tuple(_replaced(args, dict(zip(params, items)), flat))


def _replaced(args, values, flat):
    made = []
    for arg in args:
        new = arg
        if isinstance(arg, type):
            pass
        elif isinstance(arg, tuple):
            new = tuple(_replaced(arg, values, flat))
        elif hasattr(arg, "__typing_subst__"):
            new = arg.__typing_subst__(values[arg])
        else:
            inner = getattr(arg, "__parameters__", ())
            if isinstance(inner, tuple) and inner:
                given = []
                for param in inner:
                    value = values.get(param, param)
                    if isinstance(value, tuple) and getattr(type(param), "__iter__", None):
                        given.extend(value)
                    else:
                        given.append(value)
                new = arg[tuple(given)]
        if isinstance(new, tuple) and (
                flat or not isinstance(arg, type) and getattr(arg, "__typing_is_unpacked_typevartuple__", False)):
            made.extend(new)
        else:
            made.append(new)
    return made


class generic_alias_iterator:
    """What `*tuple[int, str]` goes through: the unpacked alias."""

    __module__ = "builtins"
    __slots__ = ("_alias",)

    def __init__(self, alias):
        self._alias = alias

    def __iter__(self):
        return self

    def __next__(self):
        alias = self._alias
        if alias is None:
            raise StopIteration
        self._alias = None
        made = type(list[int])(alias.__origin__, alias.__args__)
        object.__setattr__(made, "__unpacked__", True)
        return made

    def __reduce__(self):
        return (iter, ((),) if self._alias is None else (self._alias,))


def is_param_expr(arg):
    """Whether it may stand where `Callable` has its parameters."""
    if arg is ... or isinstance(arg, (tuple, list)):
        return True
    kind = type(arg)
    return kind.__module__ == "typing" and kind.__name__ in ("ParamSpec", "_ConcatenateGenericAlias")


def shown(arg):
    """An argument's text."""
    if isinstance(arg, type) and not isinstance(arg, type(list[int])):
        return arg.__qualname__ if arg.__module__ == "builtins" else f"{arg.__module__}.{arg.__qualname__}"
    if arg is ...:
        return "..."
    if isinstance(arg, type(shown)):
        return arg.__name__
    return repr(arg)


class _CallableGenericAlias(type(list[int])):
    """`collections.abc.Callable[[int], str]`, whose arguments are in a row."""

    __module__ = "collections.abc"
    __slots__ = ()

    def __new__(cls, origin, args):
        if not isinstance(args, tuple) or len(args) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        taken, result = args
        if isinstance(taken, (tuple, list)):
            args = (*taken, result)
        elif not is_param_expr(taken):
            raise TypeError(f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {taken}")
        return super().__new__(cls, origin, args)

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and is_param_expr(args[0]):
            return f"collections.abc.Callable[{shown(args[0])}, {shown(args[1])}]"
        return f"collections.abc.Callable[[{', '.join(map(shown, args[:-1]))}], {shown(args[-1])}]"

    def __reduce__(self):
        args = self.__args__
        if not (len(args) == 2 and is_param_expr(args[0])):
            args = list(args[:-1]), args[-1]
        from operator import getitem
        return getitem, (self.__origin__, args)

    def __getitem__(self, item):
        if not isinstance(item, tuple):
            item = (item,)
        args = substitute(self, self.__args__, self.__parameters__, item, True)
        if not isinstance(args[0], (tuple, list)) and not (len(args) == 2 and is_param_expr(args[0])):
            args = (args[:-1], args[-1])
        return _CallableGenericAlias(self.__origin__, args)
