"""Configuration of `logging` from a dict."""

import logging


def _named(text):
    # The object of a dotted name.
    parts = text.split(".")
    found = __import__(parts[0])
    name = parts[0]
    for part in parts[1:]:
        name += "." + part
        if not hasattr(found, part):
            __import__(name)
        found = getattr(found, part)
    return found


def _resolved(value):
    if isinstance(value, str) and value.startswith("ext://"):
        return _named(value[6:])
    return value


class DictConfigurator:
    """Carries out a configuration."""

    def __init__(self, config):
        self.config = config
        self.made = {}

    def _part(self, kind, make):
        made = self.made[kind] = {}
        for name, settings in self.config.get(kind, {}).items():
            try:
                made[name] = make(dict(settings))
            except Exception as error:
                raise ValueError("Unable to configure %s %r" % (kind[:-1], name)) from error

    def _custom(self, settings):
        factory = settings.pop("()")
        attributes = settings.pop(".", {})
        factory = factory if callable(factory) else _named(factory)
        made = factory(**{key: _resolved(value) for key, value in settings.items()})
        for name, value in attributes.items():
            setattr(made, name, value)
        return made

    def _formatter(self, settings):
        if "()" in settings:
            return self._custom(settings)
        kind = _named(settings["class"]) if "class" in settings else logging.Formatter
        more = {"defaults": settings["defaults"]} if "defaults" in settings else {}
        return kind(settings.get("format"), settings.get("datefmt"), settings.get("style", "%"), **more)

    def _filter(self, settings):
        return self._custom(settings) if "()" in settings else logging.Filter(settings.get("name", ""))

    def _handler(self, settings):
        formatter, level = settings.pop("formatter", None), settings.pop("level", None)
        filters = settings.pop("filters", ())
        if "()" in settings:
            handler = self._custom(settings)
        else:
            kind = settings.pop("class")
            kind = kind if callable(kind) else _named(kind)
            if "target" in settings:
                settings["target"] = self.made["handlers"][settings["target"]]
            handler = kind(**{key: _resolved(value) for key, value in settings.items()})
        if formatter:
            handler.setFormatter(self.made["formatters"][formatter])
        if level is not None:
            handler.setLevel(level)
        for name in filters:
            handler.addFilter(self.made["filters"][name] if isinstance(name, str) else name)
        return handler

    def _logger(self, logger, settings):
        if settings.get("level") is not None:
            logger.setLevel(settings["level"])
        if not self.config.get("incremental"):
            for handler in logger.handlers[:]:
                logger.removeHandler(handler)
            for name in settings.get("handlers", ()):
                logger.addHandler(self.made["handlers"][name])
            for name in settings.get("filters", ()):
                logger.addFilter(self.made["filters"][name] if isinstance(name, str) else name)
        if settings.get("propagate") is not None:
            logger.propagate = settings["propagate"]

    def configure(self):
        """Makes what is described."""
        config = self.config
        if config.get("version") != 1:
            if "version" not in config:
                raise ValueError("dictionary doesn't specify a version")
            raise ValueError("Unsupported version: %s" % config["version"])
        self._part("formatters", self._formatter)
        self._part("filters", self._filter)
        self._part("handlers", self._handler)
        named = config.get("loggers", {})
        if config.get("disable_existing_loggers", True) and not config.get("incremental"):
            for name, logger in logging._loggers.items():
                if not any(name == other or name.startswith(other + ".") for other in named):
                    logger.disabled = True
        for name, settings in named.items():
            logger = logging.getLogger(name)
            logger.disabled = False
            self._logger(logger, settings)
        if "root" in config:
            self._logger(logging.getLogger(), config["root"])


dictConfigClass = DictConfigurator


def dictConfig(config):
    """Configures loggers, handlers and formatters as a dict describes them."""
    dictConfigClass(config).configure()
