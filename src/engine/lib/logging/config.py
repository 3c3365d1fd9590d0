"""Configuration of `logging` from a dict or a file."""

import logging
import logging.handlers
import re

DEFAULT_LOGGING_CONFIG_PORT = 9030


def _named(text):
    # The object of a dotted name.
    parts = text.split(".")
    name = parts.pop(0)
    found = __import__(name)
    for part in parts:
        name += "." + part
        try:
            found = getattr(found, part)
        except AttributeError:
            __import__(name)
            found = getattr(found, part)
    return found


def _clear_handlers():
    logging._handlers.clear()
    logging.shutdown(logging._handlerList[:])
    del logging._handlerList[:]


def _settle_others(before, named, settled, disable):
    # Loggers that a configuration does not name: those below a named one stay.
    for name in before:
        logger = logging.root.manager.loggerDict[name]
        if name in settled:
            logger.level, logger.handlers, logger.propagate = logging.NOTSET, [], True
        elif isinstance(logger, logging.Logger):
            logger.disabled = disable


def _below(name, names):
    return [other for other in names if other.startswith(name + ".")]


# ---- files


def fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None):
    """Configures loggers, handlers and formatters as a file describes them."""
    import configparser
    import os
    if isinstance(fname, str) or hasattr(fname, "__fspath__"):
        if not os.path.exists(fname):
            raise FileNotFoundError(f"{fname} doesn't exist")
        if not os.path.getsize(fname):
            raise RuntimeError(f"{fname} is an empty file")
    if isinstance(fname, configparser.RawConfigParser):
        config = fname
    else:
        try:
            config = configparser.ConfigParser(defaults)
            if hasattr(fname, "readline"):
                config.read_file(fname)
            else:
                config.read([fname], encoding=encoding)
        except configparser.ParsingError as error:
            raise RuntimeError(f"{fname} is invalid: {error}")
    with logging._lock:
        formatters = {name: _file_formatter(config[f"formatter_{name}"], config)
                      for name in _names(config["formatters"]["keys"])}
        _clear_handlers()
        handlers = _file_handlers(config, formatters)
        _file_loggers(config, handlers, disable_existing_loggers)


def _names(text):
    return [name.strip() for name in text.split(",")] if text.strip() else []


def _file_formatter(section, config):
    name = section.name
    kind = _named(section["class"]) if section.get("class") else logging.Formatter
    return kind(config.get(name, "format", raw=True, fallback=None), config.get(name, "datefmt", raw=True, fallback=None),
                config.get(name, "style", raw=True, fallback="%"))


def _value(text):
    # What a file says for an argument: a Python expression.
    return eval(text, vars(logging))


def _file_handlers(config, formatters):
    handlers, targets = {}, []
    for name in _names(config["handlers"]["keys"]):
        section = config[f"handler_{name}"]
        kind = section["class"]
        try:
            kind = _value(kind)
        except (AttributeError, NameError):
            kind = _named(kind)
        args = _value(section.get("args", "()"))
        kwargs = _value(section.get("kwargs", "{}"))
        handler = kind(*args, **kwargs)
        handler.name = name
        if "level" in section:
            handler.setLevel(section["level"])
        if section.get("formatter"):
            handler.setFormatter(formatters[section["formatter"]])
        if issubclass(kind, logging.handlers.MemoryHandler) and section.get("target"):
            targets.append((handler, section["target"]))
        handlers[name] = handler
    for handler, target in targets:
        handler.setTarget(handlers[target])
    return handlers


def _file_loggers(config, handlers, disable):
    names = _names(config["loggers"]["keys"])
    names.remove("root")
    root, section = logging.root, config["logger_root"]
    if "level" in section:
        root.setLevel(section["level"])
    for handler in root.handlers[:]:
        root.removeHandler(handler)
    for name in _names(section["handlers"]):
        root.addHandler(handlers[name])
    existing, children = sorted(root.manager.loggerDict), set()
    for name in names:
        section = config[f"logger_{name}"]
        full = section["qualname"]
        logger = logging.getLogger(full)
        if full in existing:
            children.update(_below(full, existing))
            existing.remove(full)
        if "level" in section:
            logger.setLevel(section["level"])
        for handler in logger.handlers[:]:
            logger.removeHandler(handler)
        logger.propagate = section.getint("propagate", fallback=1)
        logger.disabled = 0
        for handler in _names(section["handlers"]):
            logger.addHandler(handlers[handler])
    _settle_others(existing, names, children, disable)


# ---- dicts


class _Converting:
    # Parts of a configuration whose texts may stand for objects.

    def _convert(self, key, value, replace=True):
        result = self.configurator.convert(value)
        if value is not result:
            if replace:
                self[key] = result
            if isinstance(result, (ConvertingDict, ConvertingList, ConvertingTuple)):
                result.parent, result.key = self, key
        return result


class ConvertingDict(dict, _Converting):
    """A dict in a configuration."""

    def __getitem__(self, key):
        return self._convert(key, dict.__getitem__(self, key))

    def get(self, key, default=None):
        """A value."""
        return self._convert(key, dict.get(self, key, default))

    def pop(self, key, default=None):
        """A value, taken away."""
        return self._convert(key, dict.pop(self, key, default), False)


class ConvertingList(list, _Converting):
    """A list in a configuration."""

    def __getitem__(self, key):
        return self._convert(key, list.__getitem__(self, key))

    def pop(self, idx=-1):
        """An item, taken away."""
        return self._convert(idx, list.pop(self, idx), False)


class ConvertingTuple(tuple, _Converting):
    """A tuple in a configuration."""

    def __getitem__(self, key):
        return self._convert(key, tuple.__getitem__(self, key), False)


def _arguments(config):
    # What a factory is given.
    for key in config:
        if key != "." and not re.match("^[a-z_][a-z0-9_]*$", key, re.I):
            raise ValueError("Not a valid Python identifier: %r" % key)
    return {key: config[key] for key in config if key != "."}


class BaseConfigurator:
    """Finds what the texts of a configuration stand for."""

    CONVERT_PATTERN = re.compile(r"^(?P<prefix>[a-z]+)://(?P<suffix>.*)$")
    value_converters = {"ext": "ext_convert", "cfg": "cfg_convert"}
    importer = staticmethod(__import__)

    def __init__(self, config):
        self.config = ConvertingDict(config)
        self.config.configurator = self

    def resolve(self, s):
        """The object of a dotted name."""
        try:
            return _named(s)
        except ImportError as error:
            raise ValueError(f"Cannot resolve {s!r}: {error}") from error

    def ext_convert(self, value):
        """`ext://` and an object's name."""
        return self.resolve(value)

    def cfg_convert(self, value):
        """`cfg://` and a place in the configuration."""
        found = re.match(r"\s*(\w+)\s*", value)
        if found is None:
            raise ValueError("Unable to convert %r" % value)
        rest, item = value[found.end():], self.config[found.group(1)]
        while rest:
            found = re.match(r"\.\s*(\w+)\s*", rest)
            if found:
                item = item[found.group(1)]
            else:
                found = re.match(r"\[([^\[\]]+)\]\s*", rest)
                if not found:
                    raise ValueError("Unable to convert %r at %r" % (value, rest))
                key = found.group(1)
                if not key.isdigit():
                    item = item[key]
                else:
                    try:
                        item = item[int(key)]
                    except TypeError:
                        item = item[key]
            rest = rest[found.end():]
        return item

    def convert(self, value):
        """What a value stands for."""
        for plain, kind in ((dict, ConvertingDict), (list, ConvertingList), (tuple, ConvertingTuple)):
            if isinstance(value, plain) and not isinstance(value, kind):
                if plain is tuple and hasattr(value, "_fields"):
                    return value
                value = kind(value)
                value.configurator = self
                return value
        if isinstance(value, str):
            found = self.CONVERT_PATTERN.match(value)
            converter = found and self.value_converters.get(found["prefix"])
            if converter:
                return getattr(self, converter)(found["suffix"])
        return value

    def configure_custom(self, config):
        """An object that its own factory makes."""
        factory = config.pop("()")
        factory = factory if callable(factory) else self.resolve(factory)
        made = factory(**_arguments(config))
        attributes = config.pop(".", None)
        if attributes:
            for name, value in attributes.items():
                setattr(made, name, value)
        return made

    def as_tuple(self, value):
        """A list as a tuple."""
        return tuple(value) if isinstance(value, list) else value


class DictConfigurator(BaseConfigurator):
    """Carries out a configuration."""

    def configure(self):
        """Makes what is described."""
        config = self.config
        if "version" not in config:
            raise ValueError("dictionary doesn't specify a version")
        if config["version"] != 1:
            raise ValueError("Unsupported version: %s" % config["version"])
        incremental = config.pop("incremental", False)
        with logging._lock:
            if incremental:
                self._change(config)
                return
            disable = config.pop("disable_existing_loggers", True)
            _clear_handlers()
            self._make(config, "formatters", self.configure_formatter)
            self._make(config, "filters", self.configure_filter)
            self._make_handlers(config)
            root = logging.root
            existing, children = sorted(root.manager.loggerDict), set()
            loggers = config.get("loggers", {})
            for name in loggers:
                if name in existing:
                    children.update(_below(name, existing))
                    existing.remove(name)
                try:
                    self.configure_logger(name, loggers[name])
                except Exception as error:
                    raise ValueError("Unable to configure logger %r" % name) from error
            _settle_others(existing, loggers, children, disable)
            if config.get("root", None):
                try:
                    self.configure_root(config["root"])
                except Exception as error:
                    raise ValueError("Unable to configure root logger") from error

    def _change(self, config):
        # Levels alone.
        handlers = config.get("handlers", {})
        for name in handlers:
            if name not in logging._handlers:
                raise ValueError("No handler found with name %r" % name)
            try:
                level = handlers[name].get("level", None)
                if level:
                    logging._handlers[name].setLevel(logging._checkLevel(level))
            except Exception as error:
                raise ValueError("Unable to configure handler %r" % name) from error
        loggers = config.get("loggers", {})
        for name in loggers:
            try:
                self.configure_logger(name, loggers[name], True)
            except Exception as error:
                raise ValueError("Unable to configure logger %r" % name) from error
        root = config.get("root", None)
        if root:
            try:
                self.configure_root(root, True)
            except Exception as error:
                raise ValueError("Unable to configure root logger") from error

    def _make(self, config, kind, make):
        parts = config.get(kind, {})
        for name in parts:
            try:
                parts[name] = make(parts[name])
            except Exception as error:
                raise ValueError("Unable to configure %s %r" % (kind[:-1], name)) from error

    def _make_handlers(self, config):
        handlers, later = config.get("handlers", {}), []

        def make(name):
            handler = self.configure_handler(handlers[name])
            handler.name = name
            handlers[name] = handler

        for name in sorted(handlers):
            try:
                make(name)
            except Exception as error:
                if "target not configured yet" not in str(error.__cause__):
                    raise ValueError("Unable to configure handler %r" % name) from error
                later.append(name)
        for name in later:
            try:
                make(name)
            except Exception as error:
                raise ValueError("Unable to configure handler %r" % name) from error

    def configure_formatter(self, config):
        """A formatter."""
        if "()" in config:
            factory = config["()"]
            try:
                return self.configure_custom(config)
            except TypeError as error:
                if "'format'" not in str(error):
                    raise
                # The argument is called so in `Formatter`.
                config["fmt"] = config.pop("format")
                config["()"] = factory
                return self.configure_custom(config)
        name = config.get("class", None)
        kind = self.resolve(name) if name else logging.Formatter
        more = {"defaults": config["defaults"]} if config.get("defaults") is not None else {}
        if "validate" in config:
            more["validate"] = config["validate"]
        return kind(config.get("format", None), config.get("datefmt", None), config.get("style", "%"), **more)

    def configure_filter(self, config):
        """A filter."""
        return self.configure_custom(config) if "()" in config else logging.Filter(config.get("name", ""))

    def add_filters(self, filterer, filters):
        """Gives filters to what has them."""
        for item in filters:
            try:
                filterer.addFilter(item if callable(item) or callable(getattr(item, "filter", None)) else
                                   self.config["filters"][item])
            except Exception as error:
                raise ValueError("Unable to add filter %r" % item) from error

    def configure_handler(self, config):
        """A handler."""
        kept = dict(config)
        formatter = config.pop("formatter", None)
        if formatter:
            try:
                formatter = self.config["formatters"][formatter]
            except Exception as error:
                raise ValueError("Unable to set formatter %r" % formatter) from error
        level, filters = config.pop("level", None), config.pop("filters", None)
        if "()" in config:
            factory = config.pop("()")
            factory = factory if callable(factory) else self.resolve(factory)
        else:
            name = config.pop("class")
            factory = name if callable(name) else self.resolve(name)
            if issubclass(factory, logging.handlers.MemoryHandler) and "target" in config:
                target = config["target"]
                try:
                    handler = self.config["handlers"][target]
                    if not isinstance(handler, logging.Handler):
                        # It may be made later.
                        config.update(kept)
                        raise TypeError("target not configured yet")
                    config["target"] = handler
                except Exception as error:
                    raise ValueError("Unable to set target handler %r" % target) from error
        attributes = config.pop(".", None)
        kwargs = _arguments(config)
        try:
            made = factory(**kwargs)
        except TypeError as error:
            if "'stream'" not in str(error):
                raise
            # It was called so once.
            kwargs["strm"] = kwargs.pop("stream")
            made = factory(**kwargs)
        if formatter:
            made.setFormatter(formatter)
        if level is not None:
            made.setLevel(logging._checkLevel(level))
        if filters:
            self.add_filters(made, filters)
        if attributes:
            for name, value in attributes.items():
                setattr(made, name, value)
        return made

    def add_handlers(self, logger, handlers):
        """Gives handlers to a logger."""
        for name in handlers:
            try:
                logger.addHandler(self.config["handlers"][name])
            except Exception as error:
                raise ValueError("Unable to add handler %r" % name) from error

    def common_logger_config(self, logger, config, incremental=False):
        """What all loggers have."""
        level = config.get("level", None)
        if level is not None:
            logger.setLevel(logging._checkLevel(level))
        if not incremental:
            for handler in logger.handlers[:]:
                logger.removeHandler(handler)
            if config.get("handlers", None):
                self.add_handlers(logger, config["handlers"])
            if config.get("filters", None):
                self.add_filters(logger, config["filters"])

    def configure_logger(self, name, config, incremental=False):
        """A logger."""
        logger = logging.getLogger(name)
        self.common_logger_config(logger, config, incremental)
        logger.disabled = False
        if config.get("propagate", None) is not None:
            logger.propagate = config["propagate"]

    def configure_root(self, config, incremental=False):
        """The root logger."""
        self.common_logger_config(logging.getLogger(), config, incremental)


dictConfigClass = DictConfigurator


def dictConfig(config):
    """Configures loggers, handlers and formatters as a dict describes them."""
    dictConfigClass(config).configure()


def listen(port=DEFAULT_LOGGING_CONFIG_PORT, verify=None):
    """Not to be had: it needs a network."""
    raise NotImplementedError("listen: there is no network here")


def stopListening():
    """Nothing listens."""
