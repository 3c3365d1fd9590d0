//! What is put off to the next instruction boundary, where Python code can run: finalizers of what was released, and
//! collections of cycles.

use crate::frame::Pending;
use crate::heap::Release;
use crate::interpreter::Interpreter;
use crate::interpreter::deliver::Flow;
use crate::native::{Context, Done, NativeResult, Then, call, call_then, compose, done, none};
use crate::request::Request;
use crate::thread_state::ThreadState;
use crate::value::Value;

impl Interpreter {
    /// Attends to the heap's signal. The top of the stack is a frame between two instructions.
    #[cold]
    pub(crate) fn attend(&self, thread: &mut ThreadState) -> Flow {
        if self.heap.take_short() && crate::memory::is_short() {
            return self.relieve(thread);
        }
        let releases = self.heap.take_releases();
        // What is left to be done makes a signal of its own.
        if !releases.is_empty() {
            if self.heap.take_due() {
                self.heap.signal_due();
            }
            let is_single = matches!(&releases[..], [only] if !matches!(only.object, Value::Generator(_)));
            let result = if is_single {
                let pair = releases.into_iter().flat_map(|release| self.release_pair(release));
                call(self.helper("_finalize_one"), pair.collect())
            } else {
                call(self.helper("_finalize"), vec![self.batch(releases)])
            };
            return self.finish(thread, Pending::Discard, result);
        }
        if self.heap.take_due() {
            let collected = Context { interpreter: self, thread }.collect_cycles();
            return self.finish(thread, Pending::Discard, collected);
        }
        Flow::Run
    }

    /// A call of the handler of a signal, which the module `signal` knows.
    pub(crate) fn call_handler(&self, signal: i32) -> NativeResult {
        let module = self.modules.get_text("signal");
        let handler = module.as_ref().and_then(|module| match module {
            Value::Module(module) => module.globals.get_text("_deliver"),
            _ => None,
        });
        match handler {
            Some(handler) => call(handler, vec![Value::Int(i64::from(signal))]),
            None => none(),
        }
    }

    /// The handler of a signal that came while the thread waited; then it asks again. What the handler raises takes the place
    /// of the answer.
    pub(crate) fn handle_signal(
        &self,
        thread: &mut ThreadState,
        then: Option<Then>,
        again: Option<Request>,
    ) -> NativeResult {
        let signal = thread.signals.pop_front().unwrap_or_default();
        let handler = self.call_handler(signal);
        compose(&mut Context { interpreter: self, thread }, handler, move |ctx, result| {
            match (result, again, then) {
                (Ok(_), Some(again), then) => Ok(Done::Request(Box::new(again), then)),
                (result, _, Some(then)) => then(ctx, result.map(|_| Value::None)),
                (result, _, None) => result.map(|_| Done::Value(Value::None)),
            }
        })
    }

    /// More memory is used than may be: frees cycles, and if that does not help raises `MemoryError`.
    fn relieve(&self, thread: &mut ThreadState) -> Flow {
        // Where few containers are new there is little to be found.
        const WORTH_WHILE: usize = 1000;
        let mut ctx = Context { interpreter: self, thread };
        if self.heap.fresh() > WORTH_WHILE {
            let collected = ctx.collect_cycles();
            if crate::memory::is_short() && matches!(collected, Ok(crate::native::Done::Value(_))) {
                let error = ctx.memory_error();
                return self.raise(ctx.thread, error);
            }
            return self.finish(ctx.thread, Pending::Discard, collected);
        }
        let error = ctx.memory_error();
        self.raise(ctx.thread, error)
    }

    /// What `_finalize` gets.
    fn batch(&self, releases: Vec<Release>) -> Value {
        let pair = |release| Value::tuple(self.release_pair(release));
        Value::list(releases.into_iter().map(pair).collect())
    }

    /// What `_finalize` gets: the function to call (None: the generator's `close`), and the object.
    fn release_pair(&self, release: Release) -> [Value; 2] {
        let Release { callback, object } = release;
        let function = match &object {
            Value::Generator(_) => Value::None,
            object if callback.is_unbound() => {
                self.class_of(object).lookup(&self.names.del).unwrap_or(Value::None)
            }
            _ => callback,
        };
        [function, object]
    }
}

impl Context<'_> {
    /// Frees what only refers to itself, after running its finalizers. The result is the number of objects.
    pub(crate) fn collect_cycles(&mut self) -> NativeResult {
        let heap = &self.interpreter.heap;
        let Some(mut garbage) = heap.find_garbage() else { return done(0) };
        let releases = garbage.take_releases();
        if releases.is_empty() {
            let freed = garbage.free();
            heap.count_collection(freed);
            return done(freed as i64);
        }
        let batch = self.interpreter.batch(releases);
        call_then(self.interpreter.helper("_finalize"), vec![batch], move |ctx, _| {
            let freed = garbage.free();
            ctx.interpreter.heap.count_collection(freed);
            done(freed as i64)
        })
    }
}
