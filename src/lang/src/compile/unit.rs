//! One block under construction: its instructions with symbolic jumps, its registers, its tables.

use super::block::Block;
use super::flow::{Bound, Flow, join};
use crate::bytecode::{CallShape, Code, CodeKind, Constant, FunctionSpec, Op, Reg, Span};
use crate::symbols::ScopeId;
use std::collections::HashMap;
use std::sync::Arc;

/// A place in the code that jumps name before its position is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label(u32);

/// A stretch of code under one handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RegionId(u32);

struct Region {
    handler: Label,
    exc: Reg,
}

pub(super) enum Item {
    Label(Label),
    Op { op: Op, target: Option<Label>, span: Span, region: Option<RegionId> },
}

/// See the module's comment.
pub(super) struct Unit<'a> {
    pub(super) scope: ScopeId,
    pub(super) code: Code,
    pub(super) items: Vec<Item>,
    /// What is bound where control comes to each label.
    incoming: Vec<Flow>,
    regions: Vec<Region>,
    /// The handler that covers what is emitted now.
    pub(super) region: Option<RegionId>,
    pub(super) flow: Flow,
    /// Locals that a `del` or the end of an `except` clause may unbind.
    pub(super) may_unbind: Bound,
    /// Register of each local and free variable.
    pub(super) variables: HashMap<String, Reg>,
    pub(super) first_temp: Reg,
    pub(super) next_temp: Reg,
    /// Temporaries from here on are empty, as far as code that runs from top to bottom goes.
    used_temps: Reg,
    /// Too many registers were asked for.
    pub(super) overflow: bool,
    constants: HashMap<String, u32>,
    /// What a `return`, `break` or `continue` must undo on its way out, innermost last.
    pub(super) blocks: Vec<Block<'a>>,
}

impl<'a> Unit<'a> {
    pub(super) fn new(scope: ScopeId, name: &str, qualname: String, kind: CodeKind) -> Self {
        Self {
            scope,
            code: Code {
                name: name.to_owned(),
                qualname,
                kind,
                generator: false,
                asynchronous: None,
                doc: None,
                first_line: 1,
                positional_only: 0,
                positional: 0,
                keyword_only: 0,
                varargs: false,
                varkeywords: false,
                locals: Vec::new(),
                free: Vec::new(),
                registers: 0,
                ops: Vec::new(),
                spans: Vec::new(),
                handlers: Vec::new(),
                constants: Vec::new(),
                names: Vec::new(),
                sites: Vec::new(),
                call_shapes: Vec::new(),
                functions: Vec::new(),
                children: Vec::new(),
            },
            items: Vec::new(),
            incoming: Vec::new(),
            regions: Vec::new(),
            region: None,
            flow: Some(Bound::default()),
            may_unbind: Bound::default(),
            variables: HashMap::new(),
            first_temp: 0,
            next_temp: 0,
            used_temps: 0,
            overflow: false,
            constants: HashMap::new(),
            blocks: Vec::new(),
        }
    }

    /// Adds an instruction; drops it where control cannot come.
    pub(super) fn emit(&mut self, op: Op, span: Span) {
        if self.flow.is_none() {
            return;
        }
        self.push(op, None, span);
        if matches!(
            op,
            Op::Return { .. }
                | Op::Raise { .. }
                | Op::RaiseFrom { .. }
                | Op::RaiseCurrent
                | Op::Reraise { .. }
                | Op::RaiseAssertion { .. }
        ) {
            self.flow = None;
        }
    }

    fn push(&mut self, op: Op, target: Option<Label>, span: Span) {
        self.items.push(Item::Op { op, target, span, region: self.region });
        if let Some(region) = self.region
            && op.may_raise()
        {
            // Control may come to the handler; what is bound there, the statement knows.
            let handler = self.regions[region.0 as usize].handler;
            self.incoming[handler.index()].get_or_insert_default();
        }
    }

    /// Puts the label of a handler here, where `entry` is bound if any instruction of its region may raise.
    pub(super) fn place_handler(&mut self, handler: Label, entry: Flow) {
        self.items.push(Item::Label(handler));
        self.flow = self.incoming[handler.index()].as_ref().and(entry);
    }

    /// Adds a jump.
    pub(super) fn jump(&mut self, op: Op, target: Label, span: Span) {
        if self.flow.is_none() {
            return;
        }
        self.push(op, Some(target), span);
        let incoming = &mut self.incoming[target.0 as usize];
        *incoming = join(incoming, &self.flow);
        if matches!(op, Op::Jump { .. }) {
            self.flow = None;
        }
    }

    pub(super) fn label(&mut self) -> Label {
        self.incoming.push(None);
        Label(self.incoming.len() as u32 - 1)
    }

    /// Puts a label here.
    pub(super) fn place(&mut self, label: Label) {
        self.items.push(Item::Label(label));
        self.flow = join(&self.flow, &self.incoming[label.0 as usize]);
    }

    /// What is bound wherever control may come again from later code.
    pub(super) fn settled(&self, flow: &Flow) -> Flow {
        flow.clone().map(|mut bound| {
            bound.subtract(&self.may_unbind);
            bound
        })
    }

    pub(super) fn new_region(&mut self, handler: Label, exc: Reg) -> RegionId {
        self.regions.push(Region { handler, exc });
        RegionId(self.regions.len() as u32 - 1)
    }

    // ---- registers

    pub(super) fn alloc(&mut self) -> Reg {
        self.alloc_run(1)
    }

    /// Consecutive temporaries.
    pub(super) fn alloc_run(&mut self, count: usize) -> Reg {
        let base = self.next_temp;
        // The highest register is `NO_REG`.
        match u16::try_from(usize::from(base) + count) {
            Ok(next) if next < u16::MAX => self.next_temp = next,
            _ => self.overflow = true,
        }
        self.code.registers = self.code.registers.max(self.next_temp);
        self.used_temps = self.used_temps.max(self.next_temp);
        base
    }

    /// Empties what earlier statements have left in temporaries. A name that is no register was loaded into one, and what
    /// it stood for shall go with the name.
    pub(super) fn empty_temps(&mut self, span: Span) {
        for reg in self.next_temp..self.used_temps {
            self.emit(Op::Unbind { reg }, span);
        }
        self.used_temps = self.next_temp;
    }

    pub(super) fn is_temp(&self, reg: Reg) -> bool {
        reg >= self.first_temp
    }

    // ---- tables

    pub(super) fn constant(&mut self, constant: Constant) -> u32 {
        // The debug text tells `0.0` from `-0.0` and `1` from `True`, which equality of Python values would not.
        let key = format!("{constant:?}");
        let next = self.code.constants.len() as u32;
        *self.constants.entry(key).or_insert_with(|| {
            self.code.constants.push(constant);
            next
        })
    }

    pub(super) fn site(&mut self, name: &str) -> u32 {
        self.code.sites.push(name.to_owned());
        self.code.sites.len() as u32 - 1
    }

    pub(super) fn import_name(&mut self, name: String) -> u16 {
        let index = self.code.names.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.code.names.push(name);
            self.code.names.len() - 1
        });
        self.narrow(index)
    }

    pub(super) fn call_shape(&mut self, shape: CallShape) -> u16 {
        let index = self.code.call_shapes.iter().position(|known| *known == shape).unwrap_or_else(|| {
            self.code.call_shapes.push(shape);
            self.code.call_shapes.len() - 1
        });
        self.narrow(index)
    }

    pub(super) fn function(&mut self, mut spec: FunctionSpec, code: Arc<Code>) -> u16 {
        spec.code = self.code.children.len() as u32;
        self.code.children.push(code);
        self.code.functions.push(spec);
        self.narrow(self.code.functions.len() - 1)
    }

    /// An index that must fit into an operand; if not, the block is refused at the end.
    pub(super) fn narrow(&mut self, index: usize) -> u16 {
        u16::try_from(index).unwrap_or_else(|_| {
            self.overflow = true;
            0
        })
    }

    // ---- the end

    /// Resolves the jumps and lays out the exception table.
    pub(super) fn finish(mut self) -> Code {
        drop_jumps_to_next(&mut self.items);
        let (positions, far) = super::layout::layout(&self.items, self.incoming.len());
        let mut code = self.code;
        let mut regions = Vec::new();
        for (item, far) in self.items.into_iter().zip(far) {
            let Item::Op { op, target, span, region } = item else { continue };
            let before = code.ops.len();
            match target {
                None => code.ops.push(op),
                Some(target) => {
                    super::layout::push_jump(&mut code.ops, op, positions[target.0 as usize], far)
                }
            }
            for _ in before..code.ops.len() {
                code.spans.push(span);
                regions.push(region);
            }
        }
        super::layout::push_handlers(&mut code, &regions, |id: RegionId| {
            let region = &self.regions[id.0 as usize];
            // Where nothing can raise, the handler was left out.
            self.incoming[region.handler.index()].as_ref()?;
            Some((positions[region.handler.index()], region.exc))
        });
        code
    }
}

impl Label {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

fn drop_jumps_to_next(items: &mut Vec<Item>) {
    let mut keep = vec![true; items.len()];
    for (index, item) in items.iter().enumerate() {
        if let Item::Op { op: Op::Jump { .. }, target: Some(target), .. } = item {
            let mut following = items[index + 1..].iter();
            keep[index] = !following
                .by_ref()
                .map_while(|next| match next {
                    Item::Label(label) => Some(label),
                    Item::Op { .. } => None,
                })
                .any(|label| label == target);
        }
    }
    let mut keep = keep.into_iter();
    items.retain(|_| keep.next().expect("one flag per item"));
}
