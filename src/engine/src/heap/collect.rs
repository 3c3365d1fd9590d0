//! The collector of cycles: trial deletion, as CPython does it (Modules/gcmodule.c, `deduce_unreachable`; the idea is in
//! Bacon & Rajan, "Concurrent Cycle Collection in Reference Counted Systems", 2001).
//!
//! Each container's count of references is compared with the references that come from other containers. Where more are
//! counted somebody outside refers to it (a frame, a module, a class), and it is alive with all it reaches. The others are
//! garbage: unreachable, though their counts are not zero.
//!
//! There are no generations. A collection looks at everything, and the next one comes when three times as many containers
//! are listed as were left, so that the work stays proportional to what a program makes.

use std::collections::HashMap;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;
use std::sync::atomic::Ordering;

use super::slots::Kind;
use super::trace::{children, counted, empty, is_container};
use super::{Heap, Release, weak};
use crate::class::{AddressHash, Class};
use crate::generator::Generator;
use crate::instance::Instance;
use crate::native::NativeObject;
use crate::objects::{Cell, List};
use crate::reference::{Header, Object, Ref, fact, parallel};
use crate::value::Value;

/// A slot whose object is not looked at.
const FOREIGN: u32 = u32::MAX;
/// Something alive refers to it.
const ALIVE: u32 = u32::MAX - 1;

/// An object that is not counted: it stays where it is while the collector looks at it.
type Uncounted = ManuallyDrop<Value>;

fn uncounted(value: &Value) -> Uncounted {
    // SAFETY: a copy of the bits that is not dropped.
    ManuallyDrop::new(unsafe { std::ptr::read(value) })
}

fn listed_value(kind: Kind, object: NonNull<Header>) -> Uncounted {
    fn value<T: Object>(object: NonNull<Header>, variant: fn(Ref<T>) -> Value) -> Uncounted {
        // SAFETY: the slot says what the object is; not dropped, the reference needs no count.
        ManuallyDrop::new(variant(unsafe { Ref::from_header(object) }))
    }
    match kind {
        Kind::Instance => value::<Instance>(object, Value::Instance),
        Kind::List => value::<List>(object, Value::List),
        Kind::Dict => value(object, Value::Dict),
        Kind::Cell => value::<Cell>(object, Value::Cell),
        Kind::Generator => value::<Generator>(object, Value::Generator),
        Kind::Native => value::<NativeObject>(object, Value::Native),
        Kind::Class => value::<Class>(object, Value::Class),
    }
}

/// The objects looked at, numbered, with the references to each that are not accounted for yet.
struct Graph {
    /// Of listed objects, by slot, from the lowest on.
    listed: Vec<u32>,
    lowest: usize,
    /// Numbers of the others, by address.
    numbers: HashMap<usize, u32, AddressHash>,
    others: Vec<(Uncounted, u32)>,
}

impl Graph {
    fn number(&self, value: &Value) -> Option<usize> {
        let header = value.object_header()?;
        let slot = (header.facts() & fact::SLOT) as usize;
        if slot != 0 {
            let number = slot.wrapping_sub(self.lowest);
            return self.listed.get(number).is_some_and(|refs| *refs != FOREIGN).then_some(number);
        }
        self.numbers.get(&value.address()).map(|number| self.listed.len() + *number as usize)
    }

    fn refs(&mut self, number: usize) -> &mut u32 {
        let listed = self.listed.len();
        if number < listed { &mut self.listed[number] } else { &mut self.others[number - listed].1 }
    }

    /// Adds an object that is not listed.
    fn add(&mut self, value: &Value, refs: u32) {
        self.numbers.insert(value.address(), self.others.len() as u32);
        self.others.push((uncounted(value), refs));
    }

    /// Which of `objects` are garbage, with what only they refer to. Each object's count has `held` references that do
    /// not matter. `closed`: only `objects` are looked at.
    fn garbage(objects: &[Uncounted], held: u32, closed: bool) -> Vec<Value> {
        let slot = |value: &Value| value.object_header().map_or(0, |h| (h.facts() & fact::SLOT) as usize);
        // A heap that was made late has high slots only.
        let slots = || objects.iter().map(|value| slot(value)).filter(|slot| *slot != 0);
        let lowest = slots().min().unwrap_or(0);
        let mut graph = Graph {
            listed: vec![FOREIGN; slots().max().map_or(0, |highest| highest - lowest + 1)],
            lowest,
            numbers: HashMap::with_hasher(AddressHash),
            others: Vec::new(),
        };
        for value in objects {
            let mut refs = value.reference_count() - held;
            if let Value::Class(class) = &**value {
                // A class does not live because its bases know it.
                refs -= class.places_among_subclasses();
            }
            match slot(value) {
                0 => graph.add(value, refs),
                slot => graph.listed[slot - lowest] = refs,
            }
        }
        // References from one to another are accounted for. What is found on the way takes part.
        let (first, mut next) = (graph.others.len(), 0);
        let account = |graph: &mut Graph, value: &Value| {
            children(value, &mut |child| {
                if !is_container(child) {
                    return;
                }
                match graph.number(child) {
                    Some(number) => {
                        let refs = graph.refs(number);
                        *refs = refs.saturating_sub(1);
                    }
                    None if closed || slot(child) != 0 => {}
                    None => graph.add(child, child.reference_count() - 1),
                }
            });
        };
        for value in objects {
            account(&mut graph, value);
        }
        while first + next < graph.others.len() {
            let value = uncounted(&graph.others[first + next].0);
            account(&mut graph, &value);
            next += 1;
        }
        // What has references left is alive, and all that it reaches.
        let mut alive: Vec<Uncounted> = Vec::new();
        let all = |graph: &Graph| -> Vec<Uncounted> {
            let found = graph.others[first..].iter().map(|(value, _)| uncounted(value));
            objects.iter().map(|value| uncounted(value)).chain(found).collect()
        };
        let everything = all(&graph);
        for value in &everything {
            if let Some(number) = graph.number(value)
                && *graph.refs(number) != 0
            {
                if *graph.refs(number) == ALIVE {
                    continue;
                }
                *graph.refs(number) = ALIVE;
                alive.push(uncounted(value));
                while let Some(value) = alive.pop() {
                    children(&value, &mut |child| {
                        if is_container(child)
                            && let Some(number) = graph.number(child)
                            && *graph.refs(number) != ALIVE
                        {
                            *graph.refs(number) = ALIVE;
                            alive.push(uncounted(child));
                        }
                    });
                }
            }
        }
        let dead = everything
            .iter()
            .filter(|value| graph.number(value).is_some_and(|number| *graph.refs(number) != ALIVE));
        dead.map(|value| Value::clone(value)).collect()
    }
}

/// What a collection found.
pub(crate) struct Garbage {
    objects: Vec<Value>,
    /// What is to be run before it is freed.
    releases: Vec<Release>,
    /// Finalizers run: what they make reachable again is spared.
    finalized: bool,
}

impl Garbage {
    fn count(objects: &[Value]) -> usize {
        objects.iter().map(counted).sum()
    }

    /// What is to be run before [`Self::free`].
    pub(crate) fn take_releases(&mut self) -> Vec<Release> {
        self.finalized = !self.releases.is_empty();
        std::mem::take(&mut self.releases)
    }

    /// Frees the garbage, except what finalizers have made reachable again. How many objects were freed.
    pub(crate) fn free(self) -> usize {
        let mut objects = self.objects;
        if self.finalized {
            let before: Vec<Uncounted> = objects.iter().map(uncounted).collect();
            objects = Graph::garbage(&before, 1, true);
        }
        let count = Garbage::count(&objects);
        for object in &objects {
            empty(object);
        }
        drop(objects);
        count
    }
}

impl Heap {
    /// Looks for garbage. Weak references to it are dead afterwards, and what is to be run before it is freed is in
    /// `releases`. `None` if other threads run on and on: later, then.
    pub(crate) fn find_garbage(&self) -> Option<Garbage> {
        let stopped = self.stop_others()?;
        // Where other threads have values although they do not run, these may release objects any moment.
        let held = u32::from(parallel());
        let mut objects: Vec<Uncounted> = Vec::new();
        for shard in &self.shards {
            shard.each(|kind, object| {
                let value = listed_value(kind, object);
                // SAFETY: listed objects have not been freed.
                if held == 0 || unsafe { object.as_ref() }.try_increment() {
                    objects.push(value);
                }
            });
        }
        let garbage = Graph::garbage(&objects, held, false);
        drop(stopped);
        if held > 0 {
            objects.into_iter().map(ManuallyDrop::into_inner).for_each(drop);
        }
        Some(Garbage { releases: releases(&garbage), objects: garbage, finalized: false })
    }

    /// Whether anybody would hear of objects that are freed.
    pub(crate) fn may_finalize(&self) -> bool {
        let mut may = weak::any_callback();
        for shard in &self.shards {
            shard.each(|kind, object| {
                if !may && matches!(kind, Kind::Instance | Kind::Generator) {
                    may = match &*listed_value(kind, object) {
                        Value::Instance(instance) => instance.has_finalizer(),
                        Value::Generator(generator) => generator.has_finalizer(),
                        _ => false,
                    };
                }
            });
        }
        may || parallel()
    }

    /// The next collection comes when three times as many containers are listed.
    fn set_thresholds(&self) {
        let least = self.least_threshold.load(Ordering::Relaxed);
        for shard in &self.shards {
            shard.set_threshold(|live| if least == 0 { usize::MAX } else { (live * 3).max(live + least) });
        }
    }

    /// Whether collections come by themselves, and after how many new containers at least; 0: they do not come.
    pub(crate) fn set_least_threshold(&self, least: usize) {
        self.least_threshold.store(least, Ordering::Relaxed);
        self.set_thresholds();
    }

    /// Lists what is made from now on in order: it is also the order of finalizers.
    pub(crate) fn sort_free(&self) {
        self.shards.iter().for_each(super::Shard::sort_free);
    }

    /// How many containers are listed.
    fn live(&self) -> usize {
        self.shards.iter().map(super::Shard::live).sum()
    }

    /// How many containers there are more than after the last collection.
    pub(crate) fn fresh(&self) -> usize {
        self.live().saturating_sub(self.left.load(Ordering::Relaxed))
    }

    /// A collection is over.
    pub(crate) fn count_collection(&self, freed: usize) {
        self.left.store(self.live(), Ordering::Relaxed);
        self.sort_free();
        self.collections.fetch_add(1, Ordering::Relaxed);
        self.collected.fetch_add(freed, Ordering::Relaxed);
        self.set_thresholds();
    }

    /// How many collections there were, and how many objects they have freed.
    pub(crate) fn statistics(&self) -> (usize, usize) {
        (self.collections.load(Ordering::Relaxed), self.collected.load(Ordering::Relaxed))
    }

    /// All listed objects.
    pub(crate) fn listed(&self) -> Vec<Value> {
        let mut objects = Vec::new();
        for shard in &self.shards {
            shard.each(|kind, object| {
                // SAFETY: listed objects have not been freed.
                if unsafe { object.as_ref() }.try_increment() {
                    objects.push(ManuallyDrop::into_inner(listed_value(kind, object)));
                }
            });
        }
        objects
    }
}

/// Kills the weak references to garbage, and tells what is to be run before it is freed.
fn releases(garbage: &[Value]) -> Vec<Release> {
    let mut releases = Vec::new();
    let has = |value: &Value, fact: u32| value.object_header().is_some_and(|h| h.facts() & fact != 0);
    for value in garbage {
        if has(value, fact::WEAK) {
            if let Some(header) = value.object_header() {
                header.clear_fact(fact::WEAK);
            }
            // A weak reference that is garbage itself is not heard of again.
            let dead = |release: &Release| garbage.iter().any(|value| value.is(&release.object));
            releases.extend(weak::clear(value.address()).into_iter().filter(|release| !dead(release)));
        }
    }
    for value in garbage {
        let finalizable = match value {
            Value::Instance(instance) => instance.has_finalizer(),
            Value::Generator(generator) => generator.has_finalizer(),
            _ => false,
        };
        if finalizable && !has(value, fact::FINALIZED) {
            if let Some(header) = value.object_header() {
                header.set_fact(fact::FINALIZED);
            }
            releases.push(Release { callback: Value::Unbound, object: value.clone() });
        }
    }
    releases
}
