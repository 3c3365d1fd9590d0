//! `_xml`: elements of XML documents and what reads a document into them (Modules/_elementtree.c, Modules/pyexpat.c).
//! The rest is `lib/_elementtree.py`.

mod element;
mod scanner;
mod tokens;
mod walk;
mod write;

pub(super) use walk::KINDS;

use crate::interpreter::Interpreter;
use crate::native::{Def, ModuleDef, TypeDef};
use crate::objects::Module;
use crate::value::Value;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_xml",
    functions: &[
        Def::any("SubElement", element::subelement),
        Def::new("escape", write::escape, 2),
        Def::new("serialize", write::serialize, 6),
    ],
    setup: Some(setup),
    doc: "Elements and the parser of xml.etree.ElementTree.",
};

fn setup(interpreter: &Interpreter, module: &Module) {
    let add = |name: &str, home: &str, def: &TypeDef| {
        let class = interpreter.new_type(name, home, None, def);
        module.globals.set_name(&interpreter.intern(name), Value::Class(class));
    };
    add("Element", "xml.etree.ElementTree", &element::TYPE);
    add("Scanner", "_xml", &scanner::TYPE);
    add("_element_iterator", "_elementtree", &walk::TYPE);
}
