"""The command line of a program: what it takes, and its help."""

import re
import sys

SUPPRESS = "==SUPPRESS=="
OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, PARSER, REMAINDER = "?", "*", "+", "A...", "..."


class ArgumentError(Exception):
    """An argument is not as it must be."""

    def __init__(self, argument, message):
        self.argument_name = argument._name() if argument is not None else None
        self.message = message

    def __str__(self):
        return self.message if self.argument_name is None else f"argument {self.argument_name}: {self.message}"


class ArgumentTypeError(Exception):
    """What a `type` function raises to say what is wrong."""


class Namespace:
    """The arguments as attributes."""

    def __init__(self, **kwargs):
        for name in kwargs:
            setattr(self, name, kwargs[name])

    def __repr__(self):
        return "Namespace(%s)" % ", ".join([
            f"{name}={value!r}" if name.isidentifier() else f"**{{{name!r}: {value!r}}}"
            for name, value in self.__dict__.items()])

    def __eq__(self, other):
        return vars(self) == vars(other) if isinstance(other, Namespace) else NotImplemented

    def __contains__(self, key):
        return key in self.__dict__


class FileType:
    """Opens the file that an argument names."""

    def __init__(self, mode="r", bufsize=-1, encoding=None, errors=None):
        self._mode = mode

    def __call__(self, string):
        if string == "-":
            return sys.stdin if "r" in self._mode else sys.stdout
        try:
            return open(string, self._mode)
        except OSError as error:
            raise ArgumentTypeError(f"can't open '{string}': {error}") from None


# ---- help


class HelpFormatter:
    """Help, its lines filled."""

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            from shutil import get_terminal_size
            width = get_terminal_size().columns - 2
        self._width = width
        self._max = min(max_help_position, max(width - 20, 4))
        self._prog = prog

    def _lines(self, text, width):
        import textwrap
        return textwrap.wrap(" ".join(text.split()), max(width, 11))

    def _text(self, text):
        return "\n".join(self._lines(text, self._width))

    def _help(self, action):
        values = dict(vars(action), prog=self._prog)
        values = {key: getattr(value, "__name__", value) for key, value in values.items() if value is not SUPPRESS}
        if action.choices is not None:
            values["choices"] = ", ".join([str(choice) for choice in action.choices])
        return self._default_help(action) % values

    def _default_help(self, action):
        return action.help

    def _metavar(self, action):
        if action.metavar is not None:
            return action.metavar
        if action.choices is not None:
            return "{%s}" % ",".join([str(choice) for choice in action.choices])
        return self._default_metavar(action)

    def _default_metavar(self, action):
        return action.dest.upper() if action.option_strings else action.dest

    def _values(self, action):
        # How the values of an action are shown.
        name = self._metavar(action)
        names = name if isinstance(name, tuple) else (name, name)
        count = action.nargs
        if count is None:
            return names[0]
        if count == OPTIONAL:
            return f"[{names[0]}]"
        if count == ZERO_OR_MORE:
            return f"[{names[0]} ...]"
        if count == ONE_OR_MORE:
            return f"{names[0]} [{names[1]} ...]"
        if count == REMAINDER:
            return "..."
        if count == PARSER:
            return f"{names[0]} ..."
        return " ".join(names if isinstance(name, tuple) else [name] * count)

    def _part(self, action):
        # An action in the usage line.
        if not action.option_strings:
            return self._values(action)
        part = action.option_strings[0]
        if action.nargs != 0:
            part += " " + self._values(action)
        elif isinstance(action, BooleanOptionalAction):
            part = " | ".join(action.option_strings)
        return part

    def _parts(self, actions, groups):
        parts, done = [], set()
        for action in actions:
            if action in done or action.help is SUPPRESS:
                continue
            group = next((group for group in groups if action in group._group_actions), None)
            if group is not None:
                members = [member for member in group._group_actions if member.help is not SUPPRESS]
                done.update(members)
                text = " | ".join([self._part(member) for member in members])
                parts.append(f"({text})" if group.required else f"[{text}]")
            elif action.option_strings and not action.required:
                parts.append(f"[{self._part(action)}]")
            else:
                parts.append(self._part(action))
        return parts

    def usage(self, usage, actions, groups, prefix="usage: "):
        """The usage with its last newline."""
        if usage is not None:
            return prefix + usage % {"prog": self._prog} + "\n"
        options = self._parts([action for action in actions if action.option_strings], groups)
        places = self._parts([action for action in actions if not action.option_strings], groups)
        text = " ".join([self._prog] + options + places)
        if len(prefix) + len(text) > self._width:
            if len(prefix) + len(self._prog) <= 0.75 * self._width:
                indent = " " * (len(prefix) + len(self._prog) + 1)
                lines = self._rows([self._prog] + (options or places), indent, prefix)
                if options:
                    lines += self._rows(places, indent)
            else:
                indent = " " * len(prefix)
                lines = self._rows(options + places, indent)
                if len(lines) > 1:
                    lines = self._rows(options, indent) + self._rows(places, indent)
                lines.insert(0, self._prog)
            text = "\n".join(lines)
        return f"{prefix}{text}\n"

    def _rows(self, parts, indent, prefix=None):
        lines, line = [], []
        length = (len(prefix) if prefix is not None else len(indent)) - 1
        for part in parts:
            if line and length + 1 + len(part) > self._width:
                lines.append(indent + " ".join(line))
                line, length = [], len(indent) - 1
            line.append(part)
            length += len(part) + 1
        if line:
            lines.append(indent + " ".join(line))
        if prefix is not None:
            lines[0] = lines[0][len(indent):]
        return lines

    def _invocation(self, action):
        if not action.option_strings:
            return self._metavar(action) if not isinstance(self._metavar(action), tuple) else action.dest
        if action.nargs == 0:
            return ", ".join(action.option_strings)
        values = self._values(action)
        return ", ".join([f"{option} {values}" for option in action.option_strings])

    def sections(self, sections):
        """The groups of arguments."""
        shown = []
        for title, description, actions in sections:
            rows = []
            for action in actions:
                if action.help is not SUPPRESS:
                    rows.append((2, self._invocation(action), action))
                    rows += [(4, self._invocation(choice), choice) for choice in action._subactions()]
            if rows or description:
                shown.append((title, description, rows))
        longest = max([len(name) + indent for _, _, rows in shown for indent, name, _ in rows], default=0)
        position = min(longest + 2, self._max)
        text = ""
        for title, description, rows in shown:
            text += f"\n{title}:\n"
            if description:
                text += "".join([f"  {line}\n" for line in self._lines(description, self._width - 2)])
                if rows:
                    text += "\n"
            for indent, name, action in rows:
                text += self._row(indent, name, action, position)
        return text

    def _row(self, indent, name, action, position):
        head = " " * indent + name
        if not action.help or not action.help.strip():
            return head + "\n"
        lines = self._help_lines(self._help(action), self._width - position)
        room = position - indent - 2
        if len(name) <= room:
            text = f"{' ' * indent}{name:<{room}}  {lines[0] if lines else ''}\n"
            lines = lines[1:]
        else:
            text = head + "\n"
        return text + "".join([" " * position + line + "\n" for line in lines])

    def _help_lines(self, text, width):
        return self._lines(text, width)


class RawDescriptionHelpFormatter(HelpFormatter):
    """Help whose description is left as it is."""

    def _text(self, text):
        return text.rstrip("\n")


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Help whose texts are left as they are."""

    def _help_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Help that names the defaults."""

    def _default_help(self, action):
        text = action.help or ""
        if "%(default)" not in text and action.default is not SUPPRESS and (
                action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE)):
            text += " (default: %(default)s)"
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    """Help that names types in place of values."""

    def _default_metavar(self, action):
        return action.type.__name__


# ---- actions


class Action:
    """What is done with an argument."""

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None):
        self.option_strings = option_strings
        self.dest = dest
        self.nargs = nargs
        self.const = const
        self.default = default
        self.type = type
        self.choices = choices
        self.required = required
        self.help = help
        self.metavar = metavar

    def _name(self):
        if self.option_strings:
            return "/".join(self.option_strings)
        if self.metavar not in (None, SUPPRESS):
            return self.metavar
        if self.dest not in (None, SUPPRESS):
            return self.dest
        return "{%s}" % ",".join(self.choices) if self.choices else None

    def _subactions(self):
        return []

    def format_usage(self):
        """As the usage names it."""
        return self.option_strings[0]

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError(".__call__() not defined")


class _Store(Action):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values)


class _Flag(Action):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None):
        Action.__init__(self, option_strings, dest, 0, const, default, required=required, help=help, metavar=metavar)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, self.const)


class _True(_Flag):
    def __init__(self, option_strings, dest, default=False, required=False, help=None):
        _Flag.__init__(self, option_strings, dest, True, default, required, help)


class _False(_Flag):
    def __init__(self, option_strings, dest, default=True, required=False, help=None):
        _Flag.__init__(self, option_strings, dest, False, default, required, help)


class _Append(Action):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, list(getattr(namespace, self.dest, None) or []) + [values])


class _AppendConst(_Flag):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, list(getattr(namespace, self.dest, None) or []) + [self.const])


class _Extend(Action):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, list(getattr(namespace, self.dest, None) or []) + list(values))


class _Count(_Flag):
    def __init__(self, option_strings, dest, default=None, required=False, help=None):
        _Flag.__init__(self, option_strings, dest, None, default, required, help)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, (getattr(namespace, self.dest, None) or 0) + 1)


class _Help(_Flag):
    def __init__(self, option_strings, dest=SUPPRESS, default=SUPPRESS, help=None):
        _Flag.__init__(self, option_strings, dest, default=default, help=help)

    def __call__(self, parser, namespace, values, option_string=None):
        parser.print_help()
        parser.exit()


class _Version(_Flag):
    def __init__(self, option_strings, version=None, dest=SUPPRESS, default=SUPPRESS,
                 help="show program's version number and exit"):
        _Flag.__init__(self, option_strings, dest, default=default, help=help)
        self.version = version

    def __call__(self, parser, namespace, values, option_string=None):
        version = self.version if self.version is not None else parser.version
        parser._print_message(parser.formatter_class(prog=parser.prog)._text(version % {"prog": parser.prog}) + "\n",
                              sys.stdout)
        parser.exit()


class BooleanOptionalAction(_Flag):
    """A flag with its `--no-` form."""

    def __init__(self, option_strings, dest, default=None, type=None, choices=None, required=False, help=None,
                 metavar=None):
        options = []
        for option in option_strings:
            options.append(option)
            if option.startswith("--"):
                options.append("--no-" + option[2:])
        if help is not None and default is not None and default is not SUPPRESS:
            help += " (default: %(default)s)"
        _Flag.__init__(self, options, dest, None, default, required, help)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, not option_string.startswith("--no-"))


class _Subparsers(Action):
    def __init__(self, option_strings, prog, parser_class, dest=SUPPRESS, required=False, help=None, metavar=None):
        Action.__init__(self, option_strings, dest, PARSER, choices={}, required=required, help=help, metavar=metavar)
        self._prog = prog
        self._class = parser_class
        self._shown = []

    def add_parser(self, name, *, aliases=(), help=None, **kwargs):
        """Adds a command and returns its parser."""
        kwargs.setdefault("prog", f"{self._prog} {name}")
        parser = self._class(**kwargs)
        if help is not None:
            shown = f"{name} ({', '.join(aliases)})" if aliases else name
            self._shown.append(Action([], shown, help=help, metavar=shown))
        for key in (name, *aliases):
            self.choices[key] = parser
        return parser

    def _subactions(self):
        return self._shown

    def __call__(self, parser, namespace, values, option_string=None):
        name, *rest = values
        if self.dest is not SUPPRESS:
            setattr(namespace, self.dest, name)
        inner, extras = self.choices[name].parse_known_args(rest)
        for key, value in vars(inner).items():
            setattr(namespace, key, value)
        if extras:
            vars(namespace).setdefault("_unrecognized", []).extend(extras)


_ACTIONS = {
    None: _Store, "store": _Store, "store_const": _Flag, "store_true": _True, "store_false": _False,
    "append": _Append, "append_const": _AppendConst, "extend": _Extend, "count": _Count, "help": _Help,
    "version": _Version,
}


# ---- groups and parsers


class _Group:
    def __init__(self, parser, title=None, description=None):
        self._parser = parser
        self.title = title
        self.description = description
        self._group_actions = []

    def add_argument(self, *args, **kwargs):
        """Adds an argument to the group."""
        action = self._parser._make(args, kwargs)
        self._group_actions.append(action)
        return action

    def add_mutually_exclusive_group(self, *, required=False):
        """Adds a group of which one argument may be given."""
        return self._parser._exclusive(self, required)


class _ExclusiveGroup:
    def __init__(self, parser, home, required):
        self._parser = parser
        self._home = home
        self.required = required
        self._group_actions = []

    def add_argument(self, *args, **kwargs):
        """Adds an argument of which only one of the group may be given."""
        action = (self._home or self._parser).add_argument(*args, **kwargs)
        if action.required:
            raise ValueError("mutually exclusive arguments must be optional")
        self._group_actions.append(action)
        return action


class ArgumentParser:
    """Takes a program's arguments apart."""

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(), formatter_class=HelpFormatter,
                 prefix_chars="-", fromfile_prefix_chars=None, argument_default=None, conflict_handler="error",
                 add_help=True, allow_abbrev=True, exit_on_error=True):
        self.prog = prog if prog is not None else sys.argv[0].rpartition("/")[2]
        self.usage = usage
        self.description = description
        self.epilog = epilog
        self.formatter_class = formatter_class
        self.prefix_chars = prefix_chars
        self.argument_default = argument_default
        self.conflict_handler = conflict_handler
        self.allow_abbrev = allow_abbrev
        self.exit_on_error = exit_on_error
        self._actions = []
        self._options = {}
        self._defaults = {}
        self._positionals = _Group(self, "positional arguments")
        self._optionals = _Group(self, "options")
        self._groups = [self._positionals, self._optionals]
        self._exclusives = []
        self._subparsers = None
        if add_help:
            self.add_argument("-h", "--help", action="help", default=SUPPRESS, help="show this help message and exit")
        for parent in parents:
            for action in parent._actions:
                self._enter(action)
                (self._optionals if action.option_strings else self._positionals)._group_actions.append(action)
            self._defaults.update(parent._defaults)

    def add_argument(self, *args, **kwargs):
        """Adds an argument: names or options, and how it is taken."""
        action = self._make(args, kwargs)
        (self._optionals if action.option_strings else self._positionals)._group_actions.append(action)
        return action

    def _make(self, args, kwargs):
        options = [arg for arg in args if arg[:1] in self.prefix_chars and arg]
        if args and not options:
            if len(args) > 1:
                raise ValueError("invalid option string " + repr(args[0]) + ": must start with a character '-'")
            if "dest" in kwargs:
                raise ValueError("dest supplied twice for positional argument")
            if "required" in kwargs:
                raise TypeError("'required' is an invalid argument for positionals")
            kwargs = dict(kwargs, dest=args[0])
            if kwargs.get("nargs") != OPTIONAL and kwargs.get("nargs") != ZERO_OR_MORE and \
                    kwargs.get("nargs") != REMAINDER and kwargs.get("nargs") != 0:
                kwargs["required"] = True
            elif kwargs.get("nargs") == ZERO_OR_MORE and "default" not in kwargs:
                kwargs["required"] = True
        elif options:
            dest = kwargs.get("dest")
            if dest is None:
                long = [option for option in options if option[1:2] in self.prefix_chars and len(option) > 2]
                dest = (long or options)[0].lstrip(self.prefix_chars).replace("-", "_")
                if not dest:
                    raise ValueError(f"dest= is required for options like {options[0]!r}")
            kwargs = dict(kwargs, dest=dest)
        if "default" not in kwargs:
            if kwargs["dest"] in self._defaults:
                kwargs["default"] = self._defaults[kwargs["dest"]]
            elif self.argument_default is not None:
                kwargs["default"] = self.argument_default
        kind = kwargs.pop("action", None)
        cls = _ACTIONS.get(kind, kind) if isinstance(kind, (str, type(None))) else kind
        if not callable(cls):
            raise ValueError(f"unknown action \"{kind}\"")
        action = cls(options, **kwargs)
        if action.type is not None and not callable(action.type):
            raise ValueError(f"{action.type!r} is not callable")
        self._enter(action)
        return action

    def _enter(self, action):
        taken = [option for option in action.option_strings if option in self._options]
        if taken and self.conflict_handler == "error":
            raise ArgumentError(action, f"conflicting option string{'s' if len(taken) > 1 else ''}: " + ", ".join(taken))
        self._actions.append(action)
        for option in action.option_strings:
            self._options[option] = action

    def add_argument_group(self, title=None, description=None):
        """Adds a group that the help shows apart."""
        group = _Group(self, title, description)
        self._groups.append(group)
        return group

    def _exclusive(self, home, required):
        group = _ExclusiveGroup(self, home, required)
        self._exclusives.append(group)
        return group

    def add_mutually_exclusive_group(self, *, required=False):
        """Adds a group of which one argument may be given."""
        return self._exclusive(None, required)

    def add_subparsers(self, *, title=None, description=None, prog=None, parser_class=None, action=None, dest=SUPPRESS,
                       required=False, help=None, metavar=None):
        """Adds commands, each with a parser of its own."""
        if prog is None:
            places = [action for action in self._actions if not action.option_strings]
            formatter = self._formatter()
            prog = formatter.usage(self.usage, places, self._exclusives, "").strip()
        action = _Subparsers([], prog, parser_class or type(self), dest, required, help, metavar)
        self._enter(action)
        if title is not None or description is not None:
            group = _Group(self, title or "subcommands", description)
            self._groups.append(group)
        else:
            group = self._positionals
        group._group_actions.append(action)
        return action

    def set_defaults(self, **kwargs):
        """Values of what is not given."""
        self._defaults.update(kwargs)
        for action in self._actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest):
        """The value of what is not given."""
        for action in self._actions:
            if action.dest == dest and action.default is not None:
                return action.default
        return self._defaults.get(dest)

    # -- help

    def _formatter(self):
        return self.formatter_class(prog=self.prog)

    def format_usage(self):
        """The usage as text."""
        return self._formatter().usage(self.usage, self._actions, self._exclusives)

    def format_help(self):
        """The help as text."""
        formatter = self._formatter()
        text = formatter.usage(self.usage, self._actions, self._exclusives)
        if self.description:
            text += "\n" + formatter._text(self.description % {"prog": self.prog}) + "\n"
        text += formatter.sections([(group.title, group.description, group._group_actions) for group in self._groups])
        if self.epilog:
            text += "\n" + formatter._text(self.epilog % {"prog": self.prog}) + "\n"
        return text

    def print_usage(self, file=None):
        """Prints the usage."""
        self._print_message(self.format_usage(), file or sys.stdout)

    def print_help(self, file=None):
        """Prints the help."""
        self._print_message(self.format_help(), file or sys.stdout)

    def _print_message(self, message, file=None):
        if message:
            (file or sys.stderr).write(message)

    def exit(self, status=0, message=None):
        """Ends the program."""
        if message:
            self._print_message(message, sys.stderr)
        sys.exit(status)

    def error(self, message):
        """Says what is wrong, and ends the program."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: error: {message}\n")

    # -- parsing

    def parse_args(self, args=None, namespace=None):
        """The arguments as a namespace; what is not known is an error."""
        namespace, rest = self.parse_known_args(args, namespace)
        if rest:
            self.error("unrecognized arguments: " + " ".join(rest))
        return namespace

    def parse_known_args(self, args=None, namespace=None):
        """The arguments as a namespace, and those that are not known."""
        args = sys.argv[1:] if args is None else list(args)
        namespace = Namespace() if namespace is None else namespace
        for action in self._actions:
            if action.dest is not SUPPRESS and action.default is not SUPPRESS and not hasattr(namespace, action.dest):
                setattr(namespace, action.dest, action.default)
        for dest, value in self._defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        if not self.exit_on_error:
            return self._parse(args, namespace)
        try:
            return self._parse(args, namespace)
        except ArgumentError as error:
            self.error(str(error))

    parse_intermixed_args = parse_args

    def _parse(self, args, namespace):
        run = _Parse(self, args, namespace)
        run.all()
        extras = run.extras
        inner = getattr(namespace, "_unrecognized", None)
        if inner is not None:
            extras += inner
            delattr(namespace, "_unrecognized")
        return namespace, extras

    def _value(self, action, text):
        convert = action.type
        if convert is None:
            return text
        try:
            return convert(text)
        except ArgumentTypeError as error:
            raise ArgumentError(action, str(error)) from None
        except (TypeError, ValueError):
            name = getattr(convert, "__name__", repr(convert))
            raise ArgumentError(action, f"invalid {name} value: {text!r}") from None

    def _checked(self, action, value):
        if action.choices is not None and value not in action.choices:
            choices = ", ".join([repr(choice) for choice in action.choices])
            raise ArgumentError(action, f"invalid choice: {value!r} (choose from {choices})")
        return value

    def _values(self, action, texts):
        if action.nargs not in (PARSER, REMAINDER) and "--" in texts:
            texts = list(texts)
            texts.remove("--")
        if not texts and action.nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            return self._value(action, value) if isinstance(value, str) else value
        if not texts and action.nargs == ZERO_OR_MORE and not action.option_strings:
            return action.default if action.default is not None else []
        if action.nargs in (None, OPTIONAL):
            return self._checked(action, self._value(action, texts[0]))
        if action.nargs == REMAINDER:
            return [self._value(action, text) for text in texts]
        values = [self._value(action, text) for text in texts]
        for value in values[:1] if action.nargs == PARSER else values:
            self._checked(action, value)
        return values


_PATTERNS = {None: "(-*A-*)", OPTIONAL: "(-*A?-*)", ZERO_OR_MORE: "(-*[A-]*)", ONE_OR_MORE: "(-*A[A-]*)",
             REMAINDER: "([-AO]*)", PARSER: "(-*A[-AO]*)"}


def _pattern(action):
    count = action.nargs
    pattern = _PATTERNS[count] if count in _PATTERNS else "(-*%s)" % "-*".join("A" * count)
    # Between an option and its values stands no `--`.
    return pattern.replace("-*", "").replace("-", "") if action.option_strings else pattern


class _Parse:
    # One run of a parser.

    def __init__(self, parser, args, namespace):
        self.parser = parser
        self.args = args
        self.namespace = namespace
        self.extras = []
        self.seen = set()
        self.given = set()
        self.places = [action for action in parser._actions if not action.option_strings]
        self.options = {}
        kinds = ""
        for index, text in enumerate(args):
            if "-" in kinds:
                kinds += "A"
            elif text == "--":
                kinds += "-"
            else:
                option = self.option_of(text)
                if option is not None:
                    self.options[index] = option
                kinds += "A" if option is None else "O"
        self.kinds = kinds

    def option_of(self, text):
        # (action, option, value) of what looks like an option; None for a value.
        parser = self.parser
        if not text or text[0] not in parser.prefix_chars:
            return None
        if text in parser._options:
            return parser._options[text], text, None
        if len(text) == 1:
            return None
        if "=" in text:
            name, _, value = text.partition("=")
            if name in parser._options:
                return parser._options[name], name, value
        found = self.abbreviated(text)
        if len(found) > 1:
            names = ", ".join([option for _, option, _ in found])
            raise ArgumentError(None, f"ambiguous option: {text} could match {names}")
        if found:
            return found[0]
        if re.match(r"^-\d+$|^-\d*\.\d+$", text) and not any(
                re.match(r"^-\d+$|^-\d*\.\d+$", option) for option in parser._options):
            return None
        if " " in text:
            return None
        return None, text, None

    def abbreviated(self, text):
        parser = self.parser
        found = []
        if text[1] in parser.prefix_chars:
            if parser.allow_abbrev:
                name, equals, value = text.partition("=")
                for option, action in parser._options.items():
                    if option.startswith(name):
                        found.append((action, option, value if equals else None))
            return found
        short = text[:2]
        for option, action in parser._options.items():
            if option == short:
                found.append((action, option, text[2:]))
            elif option.startswith(text):
                found.append((action, option, None))
        return found

    def take(self, action, texts, option=None):
        self.seen.add(action)
        value = self.parser._values(action, texts)
        if value is not action.default:
            self.given.add(action)
            for group in self.parser._exclusives:
                if action in group._group_actions:
                    for other in group._group_actions:
                        if other is not action and other in self.given:
                            raise ArgumentError(action, f"not allowed with argument {other._name()}")
        if value is not SUPPRESS:
            action(self.parser, self.namespace, value, option)

    def take_option(self, start):
        action, option, value = self.options[start]
        while True:
            if action is None:
                self.extras.append(self.args[start])
                return start + 1
            if value is None:
                begin = start + 1
                match = re.match(_pattern(action) if action.nargs != 0 else "()", self.kinds[begin:])
                if match is None:
                    raise ArgumentError(action, self.expected(action))
                end = begin + len(match.group(1))
                self.take(action, self.args[begin:end], option)
                return end
            if action.nargs == 0 and option[1] not in self.parser.prefix_chars and value:
                # Several one-letter options in one argument.
                self.take(action, [], option)
                option = option[0] + value[0]
                rest = value[1:] or None
                if option not in self.parser._options:
                    raise ArgumentError(action, f"ignored explicit argument {value!r}")
                action, value = self.parser._options[option], rest
                if value is not None and action.nargs != 0 and value.startswith("="):
                    value = value[1:]
                continue
            if action.nargs in (None, OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, 1):
                self.take(action, [value], option)
                return start + 1
            raise ArgumentError(action, f"ignored explicit argument {value!r}")

    def expected(self, action):
        count = action.nargs
        known = {None: "expected one argument", OPTIONAL: "expected at most one argument",
                 ONE_OR_MORE: "expected at least one argument"}
        return known.get(count) or f"expected {count} argument{'s' if count != 1 else ''}"

    def take_places(self, start):
        for count in range(len(self.places), 0, -1):
            pattern = "".join([_pattern(action) for action in self.places[:count]])
            match = re.match(pattern, self.kinds[start:])
            if match is not None:
                break
        else:
            return start
        for action, part in zip(self.places[:count], match.groups()):
            self.take(action, self.args[start:start + len(part)])
            start += len(part)
        self.places = self.places[count:]
        return start

    def all(self):
        last = max(self.options, default=-1)
        at = 0
        while at <= last:
            following = min([index for index in self.options if index >= at])
            if at != following:
                end = self.take_places(at)
                if end > at:
                    at = end
                    continue
            if at not in self.options:
                self.extras += self.args[at:following]
                at = following
            at = self.take_option(at)
        at = self.take_places(at)
        self.extras += self.args[at:]
        self.check()

    def check(self):
        missing = []
        for action in self.parser._actions:
            if action in self.seen:
                continue
            if action.required:
                missing.append(action._name())
            elif isinstance(action.default, str) and getattr(self.namespace, action.dest, None) is action.default:
                setattr(self.namespace, action.dest, self.parser._value(action, action.default))
        if missing:
            raise ArgumentError(None, "the following arguments are required: " + ", ".join(missing))
        for group in self.parser._exclusives:
            if group.required and not any(action in self.given for action in group._group_actions):
                names = " ".join([action._name() for action in group._group_actions if action.help is not SUPPRESS])
                raise ArgumentError(None, f"one of the arguments {names} is required")
