"""Programs that read commands, line by line."""

import string
import sys

__all__ = ["Cmd"]

PROMPT = "(Cmd) "
IDENTCHARS = string.ascii_letters + string.digits + "_"


class Cmd:
    """Calls `do_NAME` for the command NAME, with the rest of the line."""

    prompt = PROMPT
    identchars = IDENTCHARS
    ruler = "="
    lastcmd = ""
    intro = None
    doc_leader = ""
    doc_header = "Documented commands (type help <topic>):"
    misc_header = "Miscellaneous help topics:"
    undoc_header = "Undocumented commands:"
    nohelp = "*** No help on %s"
    use_rawinput = 1

    def __init__(self, completekey="tab", stdin=None, stdout=None):
        self.stdin = sys.stdin if stdin is None else stdin
        self.stdout = sys.stdout if stdout is None else stdout
        self.cmdqueue = []
        self.completekey = completekey

    def cmdloop(self, intro=None):
        """Reads commands and carries them out, until one says that it was the last."""
        self.preloop()
        if intro is not None:
            self.intro = intro
        if self.intro:
            self.stdout.write(str(self.intro) + "\n")
        stop = None
        while not stop:
            line = self.cmdqueue.pop(0) if self.cmdqueue else self._read()
            line = self.precmd(line)
            stop = self.postcmd(self.onecmd(line), line)
        self.postloop()

    def _read(self):
        if self.use_rawinput:
            try:
                return input(self.prompt)
            except EOFError:
                return "EOF"
        self.stdout.write(self.prompt)
        self.stdout.flush()
        line = self.stdin.readline()
        return line.rstrip("\r\n") if line else "EOF"

    def precmd(self, line):
        """What a line becomes before it is carried out."""
        return line

    def postcmd(self, stop, line):
        """Whether a command was the last."""
        return stop

    def preloop(self):
        """Before the first command."""

    def postloop(self):
        """After the last."""

    def parseline(self, line):
        """The command, its arguments and the whole line."""
        line = line.strip()
        if not line:
            return None, None, line
        if line[0] == "?":
            line = "help " + line[1:]
        elif line[0] == "!":
            if not hasattr(self, "do_shell"):
                return None, None, line
            line = "shell " + line[1:]
        end = 0
        while end < len(line) and line[end] in self.identchars:
            end += 1
        return line[:end], line[end:].strip(), line

    def onecmd(self, line):
        """Carries a line out; whether it was the last."""
        command, argument, line = self.parseline(line)
        if not line:
            return self.emptyline()
        if command is None:
            return self.default(line)
        self.lastcmd = "" if line == "EOF" else line
        do = getattr(self, "do_" + command, None) if command else None
        return self.default(line) if do is None else do(argument)

    def emptyline(self):
        """Nothing was typed: the last command again."""
        if self.lastcmd:
            return self.onecmd(self.lastcmd)

    def default(self, line):
        """A command that is not known."""
        self.stdout.write("*** Unknown syntax: %s\n" % line)

    def completedefault(self, *ignored):
        """What may follow a command that has no `complete_NAME`: nothing."""
        return []

    def completenames(self, text, *ignored):
        """The commands that begin so."""
        return [name[3:] for name in self.get_names() if name.startswith("do_" + text)]

    def complete(self, text, state):
        """The `state`th word that may stand here: none, for no line is edited here."""
        return None

    def get_names(self):
        """The names of all methods."""
        return dir(type(self))

    def complete_help(self, *args):
        """What there is help on."""
        topics = [name[5:] for name in self.get_names() if name.startswith("help_" + args[0])]
        return list(set(self.completenames(*args)) | set(topics))

    def do_help(self, arg):
        'List available commands with "help" or detailed help with "help cmd".'
        if arg:
            topic = getattr(self, "help_" + arg, None)
            if topic is not None:
                topic()
                return
            do = getattr(self, "do_" + arg, None)
            doc = None if do is None else do.__doc__
            self.stdout.write("%s\n" % (doc if doc else self.nohelp % (arg,)))
            return
        names = sorted(set(self.get_names()))
        topics = {name[5:] for name in names if name.startswith("help_") and getattr(self, name, None)}
        documented, others = [], []
        for name in names:
            if name.startswith("do_"):
                command = name[3:]
                if command in topics:
                    topics.remove(command)
                    documented.append(command)
                elif getattr(self, name).__doc__:
                    documented.append(command)
                else:
                    others.append(command)
        self.stdout.write("%s\n" % str(self.doc_leader))
        self.print_topics(self.doc_header, documented, 15, 80)
        self.print_topics(self.misc_header, sorted(topics), 15, 80)
        self.print_topics(self.undoc_header, others, 15, 80)

    def print_topics(self, header, cmds, cmdlen, maxcol):
        """A heading and words in columns beneath it."""
        if cmds:
            self.stdout.write("%s\n" % str(header))
            if self.ruler:
                self.stdout.write("%s\n" % str(self.ruler * len(header)))
            self.columnize(cmds, maxcol - 1)
            self.stdout.write("\n")

    def columnize(self, list, displaywidth=80):
        """Words in as few lines as there is room for."""
        if not list:
            self.stdout.write("<empty>\n")
            return
        wrong = [at for at, word in enumerate(list) if not isinstance(word, str)]
        if wrong:
            raise TypeError("list[i] not a string for i in %s" % ", ".join(map(str, wrong)))
        size = len(list)
        for rows in range(1, size + 1):
            columns = [list[at:at + rows] for at in range(0, size, rows)]
            widths = [max(map(len, column)) for column in columns]
            if sum(widths) + 2 * (len(widths) - 1) <= displaywidth:
                break
        else:
            rows, columns, widths = size, [list], [0]
        for row in range(rows):
            words = [column[row].ljust(width) for column, width in zip(columns, widths) if row < len(column)]
            self.stdout.write("%s\n" % "  ".join(words).rstrip() if size > 1 else "%s\n" % list[0])
