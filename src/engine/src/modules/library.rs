//! The modules of the library that are written in Python (`lib/*.py`).

macro_rules! sources {
    ($($name:literal $file:literal)*) => {
        &[$(($name, include_str!(concat!("../../lib/", $file)))),*]
    };
}

/// Name and source. A package's name ends in `.__init__`.
const SOURCES: &[(&str, &str)] = sources! {
    "__future__" "__future__.py"
    "_boot" "_boot.py"
    "_builtins" "_builtins.py"
    "_calendar_time" "_calendar_time.py"
    "_math_more" "_math_more.py"
    "_sys_more" "_sys_more.py"
    "_threading_local" "_threading_local.py"
    "abc" "abc.py"
    "array" "array.py"
    "atexit" "atexit.py"
    "bisect" "bisect.py"
    "collections.__init__" "collections/__init__.py"
    "collections._user" "collections/_user.py"
    "collections.abc" "collections/abc.py"
    "concurrent.__init__" "concurrent/__init__.py"
    "concurrent.futures.__init__" "concurrent/futures/__init__.py"
    "concurrent.futures._base" "concurrent/futures/_base.py"
    "concurrent.futures.process" "concurrent/futures/process.py"
    "concurrent.futures.thread" "concurrent/futures/thread.py"
    "contextlib" "contextlib.py"
    "copy" "copy.py"
    "ctypes" "ctypes.py"
    "dataclasses" "dataclasses.py"
    "datetime" "datetime.py"
    "enum" "enum.py"
    "errno" "errno.py"
    "functools" "functools.py"
    "gc" "gc.py"
    "hashlib" "hashlib.py"
    "heapq" "heapq.py"
    "importlib.__init__" "importlib/__init__.py"
    "inspect" "inspect.py"
    "io" "io.py"
    "itertools" "itertools.py"
    "json.__init__" "json/__init__.py"
    "json.decoder" "json/decoder.py"
    "json.encoder" "json/encoder.py"
    "linecache" "linecache.py"
    "logging.__init__" "logging/__init__.py"
    "logging.handlers" "logging/handlers.py"
    "multiprocessing.__init__" "multiprocessing/__init__.py"
    "multiprocessing.connection" "multiprocessing/connection.py"
    "multiprocessing.context" "multiprocessing/context.py"
    "multiprocessing.dummy.__init__" "multiprocessing/dummy/__init__.py"
    "multiprocessing.dummy.connection" "multiprocessing/dummy/connection.py"
    "multiprocessing.managers" "multiprocessing/managers.py"
    "multiprocessing.pool" "multiprocessing/pool.py"
    "multiprocessing.popen" "multiprocessing/popen.py"
    "multiprocessing.process" "multiprocessing/process.py"
    "multiprocessing.queues" "multiprocessing/queues.py"
    "multiprocessing.shared_memory" "multiprocessing/shared_memory.py"
    "multiprocessing.sharedctypes" "multiprocessing/sharedctypes.py"
    "multiprocessing.synchronize" "multiprocessing/synchronize.py"
    "multiprocessing.util" "multiprocessing/util.py"
    "numbers" "numbers.py"
    "operator" "operator.py"
    "os.__init__" "os/__init__.py"
    "os.path" "os/path.py"
    "pickle" "pickle.py"
    "platform" "platform.py"
    "pprint" "pprint.py"
    "queue" "queue.py"
    "random" "random.py"
    "re" "re.py"
    "secrets" "secrets.py"
    "signal" "signal.py"
    "statistics" "statistics.py"
    "string" "string.py"
    "struct" "struct.py"
    "textwrap" "textwrap.py"
    "threading" "threading.py"
    "timeit" "timeit.py"
    "traceback" "traceback.py"
    "types" "types.py"
    "typing" "typing.py"
    "uuid" "uuid.py"
    "warnings" "warnings.py"
    "weakref" "weakref.py"
};

/// The source of a library module, and whether it is a package.
pub(crate) fn find(name: &str) -> Option<(&'static str, bool)> {
    SOURCES.iter().find_map(|(module, source)| {
        if *module == name {
            return Some((*source, false));
        }
        (module.strip_suffix(".__init__") == Some(name)).then_some((*source, true))
    })
}
