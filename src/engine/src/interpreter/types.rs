//! The builtin types of an interpreter.

use interleave_lang::bytecode::Asynchronous;

use crate::class::{Class, flag, linearize};
use crate::dict::ViewKind;
use crate::exception::Exceptions;
use crate::lock::LockKind;
use crate::reference::Ref;
use crate::string::NameTable;
use crate::value::Value;

macro_rules! types {
    ($int:ident $bool:ident; $($field:ident $name:literal $flags:expr),* $(,)?) => {
        /// The builtin types. Each is documented by its Python name.
        #[allow(missing_docs)]
        pub struct Types {
            pub object: Ref<Class>,
            pub $bool: Ref<Class>,
            $(pub $field: Ref<Class>,)*
        }

        impl Types {
            /// All types with their names.
            pub fn all(&self) -> Vec<&Ref<Class>> {
                vec![&self.object, &self.$bool, $(&self.$field,)*]
            }
        }

        fn make_types(make: &mut dyn FnMut(&str, Option<&Ref<Class>>, u32) -> Ref<Class>) -> Types {
            let object = make("object", None, 0);
            $(let $field = make($name, Some(&object), $flags);)*
            let $bool = make("bool", Some(&$int), flag::FINAL);
            Types { object, $bool, $($field,)* }
        }
    };
}

types! {
    int bool;
    type_ "type" flag::METACLASS,
    none_type "NoneType" flag::FINAL,
    ellipsis "ellipsis" flag::FINAL,
    not_implemented "NotImplementedType" flag::FINAL,
    int "int" 0,
    float "float" 0,
    complex "complex" 0,
    str "str" 0,
    bytes "bytes" 0,
    bytearray "bytearray" 0,
    memoryview "memoryview" flag::FINAL,
    array "array" 0,
    tuple "tuple" 0,
    list "list" 0,
    dict "dict" 0,
    dict_keys "dict_keys" flag::FINAL,
    dict_values "dict_values" flag::FINAL,
    dict_items "dict_items" flag::FINAL,
    odict_keys "odict_keys" flag::FINAL,
    odict_values "odict_values" flag::FINAL,
    odict_items "odict_items" flag::FINAL,
    set "set" 0,
    frozenset "frozenset" 0,
    range "range" flag::FINAL,
    slice "slice" flag::FINAL,
    function "function" flag::FINAL,
    builtin_function "builtin_function_or_method" flag::FINAL,
    method_descriptor "method_descriptor" flag::FINAL,
    method "method" flag::FINAL,
    cell "cell" flag::FINAL,
    module "module" 0,
    generator "generator" flag::FINAL,
    coroutine "coroutine" flag::FINAL,
    async_generator "async_generator" flag::FINAL,
    async_generator_asend "async_generator_asend" flag::FINAL,
    async_generator_athrow "async_generator_athrow" flag::FINAL,
    property "property" 0,
    staticmethod "staticmethod" 0,
    classmethod "classmethod" 0,
    member "getset_descriptor" flag::FINAL,
    slot "member_descriptor" flag::FINAL,
    mappingproxy "mappingproxy" flag::FINAL,
    super_ "super" 0,
    code "code" flag::FINAL,
    frame "frame" flag::FINAL,
    traceback "traceback" flag::FINAL,
    exception_state "exception_state" flag::FINAL,
    lock "lock" flag::FINAL,
    rlock "RLock" flag::FINAL,
    handle "Handle" 0,
    list_iterator "list_iterator" flag::FINAL,
    list_reverseiterator "list_reverseiterator" flag::FINAL,
    tuple_iterator "tuple_iterator" flag::FINAL,
    range_iterator "range_iterator" flag::FINAL,
    str_iterator "str_iterator" flag::FINAL,
    bytes_iterator "bytes_iterator" flag::FINAL,
    memory_iterator "memory_iterator" flag::FINAL,
    arrayiterator "arrayiterator" flag::FINAL,
    dict_keyiterator "dict_keyiterator" flag::FINAL,
    dict_valueiterator "dict_valueiterator" flag::FINAL,
    dict_itemiterator "dict_itemiterator" flag::FINAL,
    dict_reversekeyiterator "dict_reversekeyiterator" flag::FINAL,
    set_iterator "set_iterator" flag::FINAL,
    callable_iterator "callable_iterator" flag::FINAL,
    iterator "iterator" flag::FINAL,
    enumerate "enumerate" 0,
    zip "zip" 0,
    map "map" 0,
    filter "filter" 0,
    reversed "reversed" 0,
}

impl Types {
    /// The class of a value.
    #[inline]
    pub fn class_of<'a>(&'a self, value: &'a Value) -> &'a Ref<Class> {
        match value {
            Value::Unbound | Value::None => &self.none_type,
            Value::Ellipsis => &self.ellipsis,
            Value::NotImplemented => &self.not_implemented,
            Value::Bool(_) => &self.bool,
            Value::Int(_) | Value::BigInt(_) => &self.int,
            Value::Float(_) => &self.float,
            Value::Str(_) => &self.str,
            Value::Bytes(_) => &self.bytes,
            Value::ByteArray(_) => &self.bytearray,
            Value::Array(_) => &self.array,
            Value::Tuple(_) => &self.tuple,
            Value::List(_) => &self.list,
            Value::Dict(_) => &self.dict,
            Value::DictView(view) => match (view.kind, view.ordered) {
                (ViewKind::Keys, false) => &self.dict_keys,
                (ViewKind::Values, false) => &self.dict_values,
                (ViewKind::Items, false) => &self.dict_items,
                (ViewKind::Keys, true) => &self.odict_keys,
                (ViewKind::Values, true) => &self.odict_values,
                (ViewKind::Items, true) => &self.odict_items,
            },
            Value::Set(_) => &self.set,
            Value::FrozenSet(_) => &self.frozenset,
            Value::Range(_) => &self.range,
            Value::Slice(_) => &self.slice,
            Value::Iterator(iterator) => &iterator.class,
            Value::Function(_) => &self.function,
            Value::NativeFunction(function) => {
                if function.owner.is_some() {
                    &self.method_descriptor
                } else {
                    &self.builtin_function
                }
            }
            Value::BoundMethod(method) => {
                if matches!(method.function, Value::NativeFunction(_)) {
                    &self.builtin_function
                } else {
                    &self.method
                }
            }
            Value::Class(class) => class.metaclass.as_ref().unwrap_or(&self.type_),
            Value::Instance(instance) => &instance.class,
            Value::Cell(_) => &self.cell,
            Value::Module(_) => &self.module,
            Value::Generator(generator) => match generator.function.code.code.asynchronous {
                None => &self.generator,
                Some(Asynchronous::Coroutine) => &self.coroutine,
                Some(Asynchronous::Generator) => &self.async_generator,
            },
            Value::Property(_) => &self.property,
            Value::StaticMethod(_) => &self.staticmethod,
            Value::ClassMethod(_) => &self.classmethod,
            Value::Member(_) => &self.member,
            Value::Super(_) => &self.super_,
            Value::Code(_) => &self.code,
            Value::Frame(_) => &self.frame,
            Value::Traceback(_) => &self.traceback,
            Value::Exception(_) => &self.exception_state,
            Value::Lock(lock) => match lock.kind() {
                LockKind::Lock => &self.lock,
                LockKind::RLock => &self.rlock,
            },
            Value::Handle(_) => &self.handle,
            Value::Native(object) => &object.class,
        }
    }
}

/// Makes all builtin classes, still without attributes.
pub(super) fn make(names: &NameTable) -> (Types, Exceptions) {
    let module = names.intern("__module__");
    let builtins = names.intern("builtins");
    let mut make = |name: &str, base: Option<&Ref<Class>>, flags: u32| {
        let bases: Vec<_> = base.into_iter().cloned().collect();
        let ancestors = linearize(&bases).unwrap_or_default();
        let class = Class::new(names.intern(name), bases, ancestors, None, flags | flag::BUILTIN);
        if let Some(base) = base {
            base.add_subclass(&class);
        }
        class.set(&module, builtins.to_value());
        class
    };
    let types = make_types(&mut make);
    let exceptions = Exceptions::new(&types.object, &mut |name, base, flags| make(name, Some(base), flags));
    // The only one with two bases.
    let group = &exceptions.exception_group;
    let bases = vec![exceptions.base_exception_group.clone(), exceptions.exception.clone()];
    *group.ancestors.lock() = linearize(&bases).unwrap_or_default();
    *group.bases.lock() = bases;
    exceptions.exception.add_subclass(group);
    (types, exceptions)
}
