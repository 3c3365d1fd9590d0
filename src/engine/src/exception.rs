//! Exceptions: their state, their classes, and tracebacks as objects.

use interleave_lang::bytecode::Span;

use crate::class::{Class, flag};
use crate::guard::Guard;
use crate::interpreter::Interpreter;
use crate::objects::Function;
use crate::reference::Ref;
use crate::string::Name;
use crate::value::Value;

/// What every exception has: the payload of its instance.
pub struct ExceptionState {
    /// Its fields.
    pub fields: Guard<ExceptionFields>,
}

/// The fields of an exception.
pub struct ExceptionFields {
    /// `args`
    pub args: Vec<Value>,
    /// `__traceback__`, or None.
    pub traceback: Value,
    /// `__cause__`, or None.
    pub cause: Value,
    /// `__context__`, or None.
    pub context: Value,
    /// `__suppress_context__`
    pub suppress_context: bool,
}

impl ExceptionState {
    /// The state of a new exception.
    pub fn new(args: Vec<Value>) -> ExceptionState {
        ExceptionState {
            fields: Guard::new(ExceptionFields {
                args,
                traceback: Value::None,
                cause: Value::None,
                context: Value::None,
                suppress_context: false,
            }),
        }
    }

    /// `args`
    pub fn args(&self) -> Vec<Value> {
        self.fields.lock().args.clone()
    }
}

/// One entry of a traceback.
pub struct Traceback {
    /// `tb_next`: nearer to where the exception was raised; None at the end.
    pub next: Guard<Value>,
    /// The function whose frame it was.
    pub function: Ref<Function>,
    /// The instruction.
    pub instruction: u32,
    /// The local variables, recorded where a message may need them.
    pub locals: Vec<(Name, Value)>,
}

impl Traceback {
    /// Where the instruction comes from.
    pub fn span(&self) -> Span {
        self.function.code.code.spans.get(self.instruction as usize).copied().unwrap_or_default()
    }
}

macro_rules! exceptions {
    ($root:ident; $($field:ident $name:literal $base:ident),* $(,)?) => {
        /// The builtin exception classes of an interpreter.
        #[allow(missing_docs)]
        pub struct Exceptions {
            pub $root: Ref<Class>,
            $(pub $field: Ref<Class>,)*
        }

        impl Exceptions {
            pub(crate) fn new(object: &Ref<Class>, make: &mut dyn FnMut(&str, &Ref<Class>, u32) -> Ref<Class>) -> Exceptions {
                let $root = make("BaseException", object, flag::EXCEPTION | flag::BUILTIN);
                $(let $field = make($name, &$base, flag::BUILTIN);)*
                Exceptions { $root, $($field,)* }
            }

            /// All classes, bases first.
            pub fn all(&self) -> Vec<&Ref<Class>> {
                vec![&self.$root, $(&self.$field,)*]
            }
        }
    };
}

exceptions! {
    base_exception;
    exception "Exception" base_exception,
    system_exit "SystemExit" base_exception,
    keyboard_interrupt "KeyboardInterrupt" base_exception,
    generator_exit "GeneratorExit" base_exception,
    base_exception_group "BaseExceptionGroup" base_exception,
    exception_group "ExceptionGroup" base_exception_group,
    arithmetic_error "ArithmeticError" exception,
    floating_point_error "FloatingPointError" arithmetic_error,
    overflow_error "OverflowError" arithmetic_error,
    zero_division_error "ZeroDivisionError" arithmetic_error,
    assertion_error "AssertionError" exception,
    attribute_error "AttributeError" exception,
    buffer_error "BufferError" exception,
    eof_error "EOFError" exception,
    import_error "ImportError" exception,
    module_not_found_error "ModuleNotFoundError" import_error,
    lookup_error "LookupError" exception,
    index_error "IndexError" lookup_error,
    key_error "KeyError" lookup_error,
    memory_error "MemoryError" exception,
    name_error "NameError" exception,
    unbound_local_error "UnboundLocalError" name_error,
    os_error "OSError" exception,
    blocking_io_error "BlockingIOError" os_error,
    child_process_error "ChildProcessError" os_error,
    connection_error "ConnectionError" os_error,
    broken_pipe_error "BrokenPipeError" connection_error,
    connection_aborted_error "ConnectionAbortedError" connection_error,
    connection_refused_error "ConnectionRefusedError" connection_error,
    connection_reset_error "ConnectionResetError" connection_error,
    file_exists_error "FileExistsError" os_error,
    file_not_found_error "FileNotFoundError" os_error,
    interrupted_error "InterruptedError" os_error,
    is_a_directory_error "IsADirectoryError" os_error,
    not_a_directory_error "NotADirectoryError" os_error,
    permission_error "PermissionError" os_error,
    process_lookup_error "ProcessLookupError" os_error,
    timeout_error "TimeoutError" os_error,
    reference_error "ReferenceError" exception,
    runtime_error "RuntimeError" exception,
    not_implemented_error "NotImplementedError" runtime_error,
    recursion_error "RecursionError" runtime_error,
    stop_iteration "StopIteration" exception,
    stop_async_iteration "StopAsyncIteration" exception,
    syntax_error "SyntaxError" exception,
    indentation_error "IndentationError" syntax_error,
    tab_error "TabError" indentation_error,
    system_error "SystemError" exception,
    type_error "TypeError" exception,
    value_error "ValueError" exception,
    unicode_error "UnicodeError" value_error,
    unicode_decode_error "UnicodeDecodeError" unicode_error,
    unicode_encode_error "UnicodeEncodeError" unicode_error,
    unicode_translate_error "UnicodeTranslateError" unicode_error,
    warning "Warning" exception,
    bytes_warning "BytesWarning" warning,
    deprecation_warning "DeprecationWarning" warning,
    future_warning "FutureWarning" warning,
    import_warning "ImportWarning" warning,
    pending_deprecation_warning "PendingDeprecationWarning" warning,
    resource_warning "ResourceWarning" warning,
    runtime_warning "RuntimeWarning" warning,
    syntax_warning "SyntaxWarning" warning,
    unicode_warning "UnicodeWarning" warning,
    user_warning "UserWarning" warning,
    encoding_warning "EncodingWarning" warning,
}

impl Interpreter {
    /// `class(message)`
    pub fn exception(&self, class: &Ref<Class>, message: impl Into<String>) -> Value {
        self.exception_with(class, vec![Value::str(message)])
    }

    /// `class(*args)` of a builtin exception class.
    pub fn exception_with(&self, class: &Ref<Class>, args: Vec<Value>) -> Value {
        // `OSError(errno, strerror)` has both as fields too.
        let fields = match &args[..] {
            [errno, strerror] if class.is_subclass(&self.exceptions.os_error) => {
                Some([("errno", errno.clone()), ("strerror", strerror.clone())])
            }
            _ => None,
        };
        let state = Value::Exception(Ref::new(ExceptionState::new(args)));
        let instance = Ref::new(crate::instance::Instance::new(class.clone(), state));
        for (name, value) in fields.into_iter().flatten() {
            instance.set(&self.intern(name), value);
        }
        Value::Instance(instance)
    }

    /// A builtin exception class by its name.
    pub fn exception_class(&self, name: &str) -> Option<Ref<Class>> {
        self.exceptions.all().into_iter().find(|class| class.name.as_str() == name).cloned()
    }
}
