"""Comparisons of files and folders."""

import os
import stat
from types import GenericAlias

__all__ = ["clear_cache", "cmp", "dircmp", "cmpfiles", "DEFAULT_IGNORES"]

BUFSIZE = 8 * 1024
DEFAULT_IGNORES = ["RCS", "CVS", "tags", ".git", ".hg", ".bzr", "_darcs", "__pycache__"]

_cache = {}


def clear_cache():
    """Forgets what was compared."""
    _cache.clear()


def _signature(path):
    status = os.stat(path)
    return stat.S_IFMT(status.st_mode), status.st_size, status.st_mtime


def cmp(f1, f2, shallow=True):
    """Whether two files are the same: if `shallow`, kind, size and time are enough, else the content counts."""
    one, other = _signature(f1), _signature(f2)
    if one[0] != stat.S_IFREG or other[0] != stat.S_IFREG:
        return False
    if shallow and one == other:
        return True
    if one[1] != other[1]:
        return False
    key = f1, f2, one, other
    if key not in _cache:
        if len(_cache) > 100:
            clear_cache()
        _cache[key] = _same_content(f1, f2)
    return _cache[key]


def _same_content(f1, f2):
    with open(f1, "rb") as one, open(f2, "rb") as other:
        while True:
            piece = one.read(BUFSIZE)
            if piece != other.read(BUFSIZE):
                return False
            if not piece:
                return True


def cmpfiles(a, b, common, shallow=True):
    """Names of files that are in both folders: those that match, that do not, that cannot be compared."""
    results = [], [], []
    for name in common:
        results[_compared(os.path.join(a, name), os.path.join(b, name), shallow)].append(name)
    return results


def _compared(a, b, shallow):
    try:
        return 0 if cmp(a, b, shallow) else 1
    except OSError:
        return 2


def _normal(name):
    return os.path.normcase(name)


class dircmp:
    """Two folders beside each other. What is asked for is found when it is."""

    def __init__(self, a, b, ignore=None, hide=None):
        self.left, self.right = a, b
        self.hide = [os.curdir, os.pardir] if hide is None else hide
        self.ignore = DEFAULT_IGNORES if ignore is None else ignore

    def _list(self, folder):
        left_out = [*self.hide, *self.ignore]
        return sorted(name for name in os.listdir(folder) if name not in left_out)

    def phase0(self):
        """What is in each."""
        self.left_list, self.right_list = self._list(self.left), self._list(self.right)

    def phase1(self):
        """What is in both, in one."""
        left = {_normal(name): name for name in self.left_list}
        right = {_normal(name): name for name in self.right_list}
        self.common = [name for key, name in left.items() if key in right]
        self.left_only = [name for key, name in left.items() if key not in right]
        self.right_only = [name for key, name in right.items() if key not in left]

    def phase2(self):
        """Folders, files and others of those in both."""
        self.common_dirs, self.common_files, self.common_funny = [], [], []
        for name in self.common:
            try:
                kinds = [stat.S_IFMT(os.stat(os.path.join(folder, name)).st_mode) for folder in (self.left, self.right)]
            except OSError:
                kinds = [0, 1]
            if kinds[0] != kinds[1]:
                self.common_funny.append(name)
            elif kinds[0] == stat.S_IFDIR:
                self.common_dirs.append(name)
            elif kinds[0] == stat.S_IFREG:
                self.common_files.append(name)
            else:
                self.common_funny.append(name)

    def phase3(self):
        """Which files are the same."""
        found = cmpfiles(self.left, self.right, self.common_files)
        self.same_files, self.diff_files, self.funny_files = found

    def phase4(self):
        """The folders in both, compared."""
        self.subdirs = {
            name: self.__class__(os.path.join(self.left, name), os.path.join(self.right, name), self.ignore, self.hide)
            for name in self.common_dirs
        }

    def phase4_closure(self):
        """The same, and those below them."""
        self.phase4()
        for below in self.subdirs.values():
            below.phase4_closure()

    methodmap = dict(
        subdirs=phase4, same_files=phase3, diff_files=phase3, funny_files=phase3, common_dirs=phase2,
        common_files=phase2, common_funny=phase2, common=phase1, left_only=phase1, right_only=phase1,
        left_list=phase0, right_list=phase0,
    )

    def __getattr__(self, attr):
        if attr not in self.methodmap:
            raise AttributeError(attr)
        self.methodmap[attr](self)
        return getattr(self, attr)

    def report(self):
        """Writes what is different."""
        print("diff", self.left, self.right)
        for title, names in (
            ("Only in %s :" % self.left, self.left_only),
            ("Only in %s :" % self.right, self.right_only),
        ):
            if names:
                names.sort()
                print(title, names)
        for title, names in (
            ("Identical files :", self.same_files),
            ("Differing files :", self.diff_files),
            ("Trouble with common files :", self.funny_files),
            ("Common subdirectories :", self.common_dirs),
            ("Common funny cases :", self.common_funny),
        ):
            if names:
                names.sort()
                print(title, names)

    def report_partial_closure(self):
        """The same, and for the folders in both."""
        self.report()
        for below in self.subdirs.values():
            print()
            below.report()

    def report_full_closure(self):
        """The same, and for all folders below."""
        self.report()
        for below in self.subdirs.values():
            print()
            below.report_full_closure()

    __class_getitem__ = classmethod(GenericAlias)
