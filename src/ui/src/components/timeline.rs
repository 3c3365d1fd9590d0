//! The picture of a run: a lane per worker and per resource, messages as arrows.
//!
//! State is told by form, the worker by colour: starting up is an outline, running solid, ready a thin line, waiting hatched,
//! sleeping dotted; a lane ends round (finished), with a cross (killed) or with an exclamation mark (an exception).

use gloo_events::{EventListener, EventListenerOptions};
use interleave_analysis::{ResourceLane, Timeline as Run, WorkerLane};
use interleave_run::Driver;
use interleave_trace::State;
use wasm_bindgen::JsCast;
use web_sys::{Element, WheelEvent};
use yew::prelude::*;

use crate::components::output::OUTDATED;
use crate::components::timeline_table::TimelineTable;
use crate::components::{color, worker_class};
use crate::drawing::{Bar, Drag, Window, axis, bars, shapes};
use crate::format;
use crate::hooks::{use_scroll, use_width};
use crate::shared::Growing;
use crate::state::{Action, Status};

/// Properties of [`Timeline`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The run.
    pub timeline: Growing<Run>,
    /// How it stands.
    pub status: Status,
    /// Who executed it.
    pub driver: Driver,
    /// The selected moment.
    pub moment: Option<u64>,
    /// The program or the settings are others since.
    pub outdated: bool,
    /// To select a moment.
    pub dispatch: Callback<Action>,
}

const LABELS: f64 = 104.0;
const WORKER_HEIGHT: f64 = 28.0;
const RESOURCE_HEIGHT: f64 = 22.0;
/// Half the height of a bar.
const HALF: f64 = 7.0;
/// More arrows than this are no picture.
const MAX_ARROWS: usize = 150;
/// Up to so many lanes are drawn whether they are in view or not: they are printed too.
const MOST_LANES: usize = 100;
/// Of so many workers at most a sentence tells the names.
const MOST_NAMES: usize = 20;

/// The timeline panel.
#[component]
pub fn Timeline(props: &Props) -> Html {
    let shared = &props.timeline;
    let run = &*shared.read();
    let body = use_node_ref();
    let picture = use_node_ref();
    let width = use_width(&body);
    let view = use_scroll(&body);
    let zoom = use_state_eq(|| None::<(u64, u64)>);
    let pinned = use_state_eq(|| None::<u64>);
    let lane_under = use_state_eq(|| None::<usize>);
    let as_text = use_state_eq(|| false);
    let drag = use_mut_ref(Drag::default);

    let whole = Window::whole(run.end, (width - LABELS - 8.0).max(50.0));
    let window = match *zoom {
        Some((start, end)) => Window { start, end, width: whole.width },
        None => whole,
    };
    {
        // Another run starts with the whole picture.
        let (zoom, pinned) = (zoom.clone(), pinned.clone());
        use_effect_with(run.end == 0, move |_| {
            zoom.set(None);
            pinned.set(None);
        });
    }
    let set_window = {
        let zoom = zoom.clone();
        move |window: Window| zoom.set((window != whole).then_some((window.start, window.end)))
    };
    {
        // Yew listens passively for the wheel; to zoom, the page's own zoom must be prevented.
        let (body, set_window) = (body.clone(), set_window.clone());
        use_effect_with((window.start, window.end, whole.end, whole.width.to_bits()), move |_| {
            let listener = body.cast::<Element>().map(|element| {
                let options = EventListenerOptions::enable_prevent_default();
                let target = element.clone();
                EventListener::new_with_options(&element, "wheel", options, move |event| {
                    let Some(event) = event.dyn_ref::<WheelEvent>() else { return };
                    let x = f64::from(event.client_x()) - target.get_bounding_client_rect().left() - LABELS;
                    if event.ctrl_key() || event.meta_key() {
                        event.prevent_default();
                        set_window(window.zoomed((event.delta_y() / 300.0).exp(), x, &whole));
                    } else if event.shift_key() || event.delta_x().abs() > event.delta_y().abs() {
                        event.prevent_default();
                        let distance = if event.shift_key() { event.delta_y() } else { event.delta_x() };
                        set_window(window.moved(distance / whole.width, &whole));
                    }
                })
            });
            move || drop(listener)
        });
    }
    let zoom_by = |factor: f64| {
        let set_window = set_window.clone();
        move |_: MouseEvent| set_window(window.zoomed(factor, whole.width / 2.0, &whole))
    };
    let fit = {
        let zoom = zoom.clone();
        move |_: MouseEvent| zoom.set(None)
    };
    let toggle_text = {
        let as_text = as_text.clone();
        Callback::from(move |_: MouseEvent| as_text.set(!*as_text))
    };

    let resources: Vec<&ResourceLane> = run.used_resources().collect();
    let names = if resources.is_empty() { Vec::new() } else { run.short_names() };
    let lanes = run.workers.len();
    let height = lanes as f64 * WORKER_HEIGHT + resources.len() as f64 * RESOURCE_HEIGHT + 10.0;

    // Of thousands of lanes those are drawn that are in view.
    let below = lanes as f64 * WORKER_HEIGHT + 6.0;
    let shown = |count: usize, height: f64, above: f64| {
        let (first, last) = ((view.start - above) / height, ((view.end - above) / height).ceil());
        let every = lanes + resources.len() <= MOST_LANES;
        if every {
            0..count
        } else {
            (first.max(0.0) as usize).min(count)..(last.max(0.0) as usize).min(count)
        }
    };
    let (workers_shown, resources_shown) =
        (shown(lanes, WORKER_HEIGHT, 0.0), shown(resources.len(), RESOURCE_HEIGHT, below));

    // --- the pointer and the keys select a moment ---
    let place = {
        let picture = picture.clone();
        move |event: &MouseEvent| {
            let area = picture.cast::<Element>().map(|picture| picture.get_bounding_client_rect());
            let (left, top) = area.map_or((0.0, 0.0), |area| (area.left(), area.top()));
            (f64::from(event.client_x()) - left - LABELS, f64::from(event.client_y()) - top)
        }
    };
    let onpointerdown = {
        let (drag, place) = (drag.clone(), place.clone());
        Callback::from(move |event: PointerEvent| {
            if event.button() == 0 {
                drag.borrow_mut().begin(event.pointer_id(), place(&event).0, window);
            }
        })
    };
    let onpointerup = {
        let drag = drag.clone();
        Callback::from(move |event: PointerEvent| drag.borrow_mut().end(event.pointer_id(), window))
    };
    let onpointermove = {
        let (dispatch, lane_under, place) = (props.dispatch.clone(), lane_under.clone(), place.clone());
        let (drag, picture, set_window) = (drag.clone(), picture.clone(), set_window.clone());
        Callback::from(move |event: PointerEvent| {
            let (x, y) = place(&event);
            if let Some(next) = drag.borrow_mut().moved(event.pointer_id(), x, &whole) {
                if let Some(picture) = picture.cast::<Element>() {
                    // A pointer that is gone already needs none.
                    let _ = picture.set_pointer_capture(event.pointer_id());
                }
                return set_window(next);
            }
            let lane = (y / WORKER_HEIGHT).floor();
            lane_under.set((lane >= 0.0 && (lane as usize) < lanes).then_some(lane as usize));
            if x >= 0.0 {
                dispatch.emit(Action::SetMoment(Some(window.time(x))));
            }
        })
    };
    let onpointerleave = {
        let (dispatch, lane_under, pinned) = (props.dispatch.clone(), lane_under.clone(), pinned.clone());
        Callback::from(move |_: PointerEvent| {
            lane_under.set(None);
            dispatch.emit(Action::SetMoment(*pinned));
        })
    };
    let onclick = {
        let (dispatch, pinned) = (props.dispatch.clone(), pinned.clone());
        Callback::from(move |event: MouseEvent| {
            // The end of a drag selects nothing.
            if drag.borrow_mut().take_moved() {
                return;
            }
            let (x, _) = place(&event);
            let time = window.time(x);
            let near = pinned.is_some_and(|other| (window.x(other) - x).abs() < 4.0);
            let next = (x >= 0.0 && !near).then_some(time);
            pinned.set(next);
            dispatch.emit(Action::SetMoment(next));
        })
    };
    let onkeydown = {
        let (dispatch, pinned, run) = (props.dispatch.clone(), pinned.clone(), shared.clone());
        let (set_window, now) = (set_window.clone(), props.moment);
        Callback::from(move |event: KeyboardEvent| {
            let run = run.read();
            let select = |time: Option<u64>| {
                pinned.set(time);
                dispatch.emit(Action::SetMoment(time));
            };
            let starts =
                || run.workers.iter().flat_map(|lane| lane.segments.iter().map(|segment| segment.start));
            match event.key().as_str() {
                "ArrowRight" => {
                    let after = now.map_or(0, |now| now + 1);
                    select(starts().filter(|time| *time >= after).min().or(now));
                }
                "ArrowLeft" => {
                    let before = now.unwrap_or(run.end + 1);
                    select(starts().filter(|time| *time < before).max().or(now));
                }
                "Home" => select(Some(0)),
                "End" => select(Some(run.end)),
                "Escape" if now.is_some() => select(None),
                "+" | "=" => set_window(window.zoomed(0.5, whole.x(now.unwrap_or(run.end / 2)), &whole)),
                "-" => set_window(window.zoomed(2.0, whole.width / 2.0, &whole)),
                "0" => set_window(whole),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };

    let kind = props.driver.times();
    let readout = readout(run, props.moment, *lane_under);
    let ticks = axis(&window, 84.0);
    let empty = run.workers.is_empty();
    html! {
        <section class="panel timeline" aria-label="Timeline">
            <div class="panel-head">
                <h2>{"Timeline"}</h2>
                <span class="faint">{if empty { "" } else { kind }}</span>
                if run.thinned {
                    <span class="faint" title="Of the beginning of this long run, only some of the short states, holds and messages are kept.">
                        {"thinned out"}
                    </span>
                }
                if props.outdated {
                    <span class="outdated" data-testid="timeline-outdated" title={OUTDATED}>{"before your change"}</span>
                }
                <span class="zoom">
                    <button type="button" class="quiet" aria-label="Zoom out" disabled={empty} onclick={zoom_by(2.0)}>{"−"}</button>
                    <button type="button" class="quiet" aria-label="Zoom in" disabled={empty} onclick={zoom_by(0.5)}>{"+"}</button>
                    <button type="button" class="quiet" disabled={zoom.is_none()} onclick={fit}>{"Fit"}</button>
                    <button
                        type="button"
                        class="quiet"
                        data-testid="timeline-as-text"
                        aria-pressed={if *as_text { "true" } else { "false" }}
                        disabled={empty}
                        onclick={toggle_text}
                    >
                        {"As text"}
                    </button>
                </span>
            </div>
            <p class="readout" aria-live="off">{readout}</p>
            <div class="panel-body" ref={body} tabindex={as_text.then_some("0")} data-testid="timeline" data-workers={lanes.to_string()} data-end={run.end.to_string()}>
                if *as_text && !empty {
                    <TimelineTable timeline={shared.clone()} />
                } else if width > 0.0 {
                    <svg class="axis" width={width.to_string()} height="22" aria-hidden="true">
                        <g transform={format!("translate({LABELS} 0)")}>
                            <line x1="0" x2={whole.width.to_string()} y1="21.5" y2="21.5" />
                            { for ticks.ticks.iter().filter(|_| !empty).map(|(x, text)| html! {
                                <g>
                                    <line x1={px(*x)} x2={px(*x)} y1="16" y2="22" />
                                    <text x={px(*x)} y="12" text-anchor={if *x < 8.0 { "start" } else { "middle" }}>{text}</text>
                                </g>
                            }) }
                        </g>
                        <text x="0" y="12">{if empty { "" } else { ticks.unit }}</text>
                    </svg>
                    if empty {
                        <Placeholder width={whole.width} status={props.status} />
                    } else {
                        <svg
                            class={classes!("lanes", zoom.is_some().then_some("zoomed"))}
                            ref={picture}
                            width={width.to_string()}
                            height={height.to_string()}
                            tabindex="0"
                            role="img"
                            aria-label={describe(run)}
                            {onpointerdown}
                            {onpointermove}
                            onpointerup={onpointerup.clone()}
                            onpointercancel={onpointerup}
                            {onpointerleave}
                            {onclick}
                            {onkeydown}
                        >
                            <Patterns />
                            { for ticks.ticks.iter().map(|(x, _)| html! {
                                <line class="grid" x1={px(LABELS + x)} x2={px(LABELS + x)} y1="0" y2={px(height)} />
                            }) }
                            { for workers_shown.map(|at| (at, &run.workers[at])).map(|(at, lane)| {
                                let y = at as f64 * WORKER_HEIGHT;
                                let key = format!("{}-{}", lane.worker.pid, lane.worker.thread);
                                html! { <g {key} transform={format!("translate(0 {y})")}>{worker_lane(run, lane, at, &window)}</g> }
                            }) }
                            { for resources_shown.map(|at| (at, resources[at])).map(|(at, lane)| {
                                let y = below + at as f64 * RESOURCE_HEIGHT;
                                let key = format!("r{}-{}", lane.resource.pid, lane.resource.id);
                                html! { <g {key} transform={format!("translate(0 {y})")}>{resource_lane(run, lane, &names, &window)}</g> }
                            }) }
                            {arrows(run, &window)}
                            if let Some(moment) = props.moment.filter(|time| (window.start..=window.end).contains(time)) {
                                <line
                                    class="cursor"
                                    x1={px(LABELS + window.x(moment))}
                                    x2={px(LABELS + window.x(moment))}
                                    y1="0"
                                    y2={px(height)}
                                />
                            }
                        </svg>
                    }
                }
            </div>
            <Legend />
        </section>
    }
}

fn px(number: f64) -> String {
    format!("{number:.1}")
}

/// The line above the lanes: what is under the pointer.
fn readout(run: &Run, moment: Option<u64>, lane: Option<usize>) -> String {
    let Some(time) = moment else { return String::new() };
    let about = |lane: &WorkerLane| {
        let segment = lane.segment_at(time)?;
        let line = lane.place_at(time).map_or_else(String::new, |(_, line)| format!(", line {line}"));
        let name = run.worker_name(lane.worker);
        let state = run.describe(&segment.state);
        Some(format!("{name}: {state} since {}{line}", format::time(segment.start)))
    };
    match lane.and_then(|lane| run.workers.get(lane)) {
        Some(lane) => {
            format!("{} · {}", format::time(time), about(lane).unwrap_or_else(|| "not started".into()))
        }
        None => {
            let running = run
                .workers
                .iter()
                .filter(|lane| lane.segment_at(time).is_some_and(|segment| segment.state == State::Running));
            let names: Vec<String> =
                running.take(MOST_NAMES).map(|lane| run.worker_name(lane.worker)).collect();
            let who = if names.is_empty() {
                "nobody runs".into()
            } else {
                format!("running: {}", names.join(", "))
            };
            format!("{} · {who}", format::time(time))
        }
    }
}

/// The picture in a sentence, for those who cannot see it.
fn describe(run: &Run) -> String {
    format!(
        "{} over {}. Choose “As text” for the whole, “Numbers” for how much ran at once.",
        format::count(run.workers.len(), "worker"),
        format::time(run.end),
    )
}

fn label(text: &str, middle: f64) -> Html {
    // What does not fit is cut; the title has it all.
    let shown = format::fit(text, 15);
    html! { <text class="label" x="0" y={px(middle + 4.0)}><title>{text}</title>{shown}</text> }
}

fn rectangles<T>(bars: &[Bar<T>], middle: f64, half: f64) -> String {
    bars.iter()
        .map(|bar| {
            let width = (bar.to - bar.from).max(0.8);
            format!("M{:.1} {:.1}h{width:.1}v{:.1}h-{width:.1}z", bar.from, middle - half, 2.0 * half)
        })
        .collect()
}

fn lines<T>(bars: &[Bar<T>], middle: f64) -> String {
    bars.iter().map(|bar| format!("M{:.1} {middle:.1}H{:.1}", bar.from, bar.to.max(bar.from + 0.8))).collect()
}

fn worker_lane(run: &Run, lane: &WorkerLane, position: usize, window: &Window) -> Html {
    let middle = WORKER_HEIGHT / 2.0;
    let shapes = shapes(&lane.segments, run.end, window);
    let waiting_for = |bar: &Bar<Option<State>>| {
        let text = match bar.about.as_ref()? {
            State::Blocked { on } => run.resource_name(*on),
            State::Joining { worker } => run.worker_name(*worker),
            State::Reading => "input".to_owned(),
            _ => return None,
        };
        // About six pixels a letter.
        (text.chars().count() as f64 * 6.0 + 8.0 < bar.to - bar.from).then_some(text)
    };
    html! {
        <>
            {label(&run.worker_name(lane.worker), middle)}
            <g class={classes!("lane", worker_class(position))} transform={format!("translate({LABELS} 0)")}>
                <path class="ready" d={lines(&shapes.ready, middle)} />
                <path class="starting" d={rectangles(&shapes.starting, middle, HALF - 3.0)} />
                <path class="sleeping" d={lines(&shapes.sleeping, middle)} />
                <path
                    class="waiting"
                    d={rectangles(&shapes.waiting, middle, HALF)}
                    style={format!("fill: url(#hatch-{})", position % 8)}
                />
                <path class="running" d={rectangles(&shapes.running, middle, HALF)} />
                if position >= 8 {
                    <path d={rectangles(&shapes.running, middle, HALF)} style="fill: url(#stripe)" />
                }
                { for shapes.waiting.iter().filter_map(|bar| {
                    let text = waiting_for(bar)?;
                    let x = px(f64::midpoint(bar.from, bar.to));
                    Some(html! { <text class="waits-for" {x} y={px(middle + 3.5)} text-anchor="middle">{text}</text> })
                }) }
                if let Some((x, state)) = &shapes.end {
                    {end_mark(*x, middle, state)}
                }
            </g>
        </>
    }
}

fn end_mark(x: f64, middle: f64, state: &State) -> Html {
    match state {
        State::Killed => {
            let d = format!("M{:.1} {:.1}l9 9m0 -9l-9 9", x - 1.0, middle - 4.5,);
            html! { <path class="killed" {d} /> }
        }
        State::Raised => exclamation(x + 2.0, middle),
        _ => {
            let d = format!("M{x:.1} {:.1}a{HALF} {HALF} 0 0 1 0 {:.1}z", middle - HALF, 2.0 * HALF);
            html! { <path class="finished" {d} /> }
        }
    }
}

/// A square with an exclamation mark: an exception that nobody caught.
fn exclamation(x: f64, middle: f64) -> Html {
    let d = format!("M{:.1} {:.1}v6m0 2v2", x + 6.0, middle - 5.0);
    html! {
        <g class="raised">
            <rect x={px(x)} y={px(middle - HALF)} width="12" height="14" />
            <path {d} />
        </g>
    }
}

fn resource_lane(run: &Run, lane: &ResourceLane, names: &[String], window: &Window) -> Html {
    let middle = RESOURCE_HEIGHT / 2.0;
    let half = 5.0;
    let visible = |start: u64, end: u64| end >= window.start && start <= window.end;
    // Ticks closer than a pixel are one tick.
    let mut last = f64::NEG_INFINITY;
    let ticks: Vec<(f64, f64, usize)> = lane
        .waits
        .iter()
        .take_while(|wait| wait.start <= window.end)
        .filter(|wait| visible(wait.start, wait.end.unwrap_or(run.end)))
        .filter_map(|wait| {
            let from = window.x(wait.start.max(window.start));
            let to = window.x(wait.end.unwrap_or(run.end).min(window.end));
            let far = from - last > 1.0 || to - from > 1.0;
            last = from.max(last);
            far.then(|| (from, to, run.position(wait.worker).unwrap_or(0)))
        })
        .take(1_000)
        .collect();
    html! {
        <>
            {label(&run.resource_name(lane.resource), middle)}
            <g transform={format!("translate({LABELS} 0)")}>
                <line class="resource-base" x1="0" x2={px(window.width)} y1={px(middle)} y2={px(middle)} />
                { for bars(&lane.holds, run.end, window).into_iter().map(|bar| {
                    let position = bar.about.and_then(|worker| run.position(worker));
                    let class = position.map_or_else(|| classes!("many"), worker_class);
                    let name = position.and_then(|at| names.get(at)).cloned().unwrap_or_default();
                    let wide = bar.to - bar.from > name.chars().count() as f64 * 7.0 + 6.0;
                    html! {
                        <g class={classes!("hold", class)}>
                            <path d={rectangles(std::slice::from_ref(&bar), middle, half)} />
                            if wide {
                                <text x={px(f64::midpoint(bar.from, bar.to))} y={px(middle + 3.5)} text-anchor="middle">{name}</text>
                            }
                        </g>
                    }
                }) }
                { for ticks.into_iter().map(|(from, to, position)| {
                    let d = format!(
                        "M{from:.1} {:.1}v6m0 -2H{to:.1}",
                        middle + half,
                    );
                    html! { <path class={classes!("wait-tick", worker_class(position))} {d} /> }
                }) }
            </g>
        </>
    }
}

fn arrows(run: &Run, window: &Window) -> Html {
    let middle = |position: usize| position as f64 * WORKER_HEIGHT + WORKER_HEIGHT / 2.0;
    let found: Vec<_> = run
        .messages
        .iter()
        .filter_map(|message| {
            let ((from, sent), (to, received)) = (message.sent?, message.received?);
            let visible = received >= window.start && sent <= window.end;
            let (from, to) = (run.position(from)?, run.position(to)?);
            (visible && from != to).then_some((message, from, sent, to, received))
        })
        .take(MAX_ARROWS + 1)
        .collect();
    if found.len() > MAX_ARROWS {
        let text = format!("more than {MAX_ARROWS} messages: zoom in to see the arrows");
        return html! { <text class="too-many" x={px(LABELS + window.width)} y="10" text-anchor="end">{text}</text> };
    }
    found
        .into_iter()
        .map(|(message, from, sent, to, received)| {
            let (x0, x1) = (LABELS + window.x(sent).max(0.0), LABELS + window.x(received).min(window.width));
            let (y0, y1) = (middle(from), middle(to));
            // From the edge of one bar to the edge of the other.
            let down = if y1 > y0 { 1.0 } else { -1.0 };
            let (y0, y1) = (y0 + down * HALF, y1 - down * (HALF + 1.0));
            let title = format!(
                "message {} through {}: sent at {}, received at {}",
                message.number + 1,
                run.resource_name(message.channel),
                format::time(sent),
                format::time(received),
            );
            html! {
                <g class="message" style={format!("--worker: {}", color(from))}>
                    <title>{title}</title>
                    <line x1={px(x0)} y1={px(y0)} x2={px(x1)} y2={px(y1)} marker-end="url(#arrow)" />
                    <circle cx={px(x0)} cy={px(y0)} r="2" />
                </g>
            }
        })
        .collect()
}

/// Hatches in every colour, the stripe of the ninth worker and the head of arrows.
#[component]
fn Patterns() -> Html {
    html! {
        <defs>
            { for (0..8).map(|color| html! {
                <pattern
                    id={format!("hatch-{color}")}
                    width="5"
                    height="5"
                    patternUnits="userSpaceOnUse"
                    patternTransform="rotate(45)"
                >
                    <rect width="5" height="5" style="fill: var(--surface)" />
                    <rect width="1.6" height="5" style={format!("fill: var(--w{color})")} />
                </pattern>
            }) }
            <pattern id="stripe" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
                <rect width="2.4" height="8" style="fill: var(--surface)" />
            </pattern>
            <marker id="arrow" viewBox="0 0 6 6" refX="5" refY="3" markerWidth="6" markerHeight="6" orient="auto">
                <path d="M0 0L6 3L0 6z" style="fill: var(--soft)" />
            </marker>
        </defs>
    }
}

#[derive(PartialEq, Properties)]
struct PlaceholderProps {
    width: f64,
    status: Status,
}

/// The place of the lanes before the first event.
#[component]
fn Placeholder(PlaceholderProps { width, status }: &PlaceholderProps) -> Html {
    let text = match status {
        Status::Loading => "The engine is starting.",
        Status::Running | Status::Paused => "",
        _ => "Run the program to see who works, who waits and who talks to whom.",
    };
    html! {
        <>
            <svg class="lanes empty" width={px(width + LABELS)} height={px(3.0 * WORKER_HEIGHT)} aria-hidden="true">
                { for (0..3).map(|at| {
                    let y = px((f64::from(at) + 0.5) * WORKER_HEIGHT);
                    html! { <line class="grid" x1={px(LABELS)} x2={px(LABELS + width)} y1={y.clone()} y2={y} /> }
                }) }
            </svg>
            <p class="faint">{text}</p>
        </>
    }
}

/// What the forms mean.
#[component]
fn Legend() -> Html {
    let item = |name: &'static str, sample: Html| {
        html! { <li><svg class="lane w7" width="18" height="14" aria-hidden="true">{sample}</svg>{name}</li> }
    };
    html! {
        <ul class="legend" aria-label="Legend">
            {item("starting", html! { <path class="starting" d="M1 4h16v6h-16z" /> })}
            {item("running", html! { <path class="running" d="M0 2h20v10h-20z" /> })}
            {item("ready", html! { <path class="ready" d="M0 7H20" /> })}
            {item("waiting", html! {
                <>
                    <defs>
                        <pattern id="hatch-legend" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                            <rect width="1.6" height="5" style="fill: var(--w7)" />
                        </pattern>
                    </defs>
                    <path class="waiting" d="M1 2h16v10h-16z" style="fill: url(#hatch-legend)" />
                </>
            })}
            {item("sleeping", html! { <path class="sleeping" d="M2 7H18" /> })}
            {item("finished", html! { <><path class="running" d="M0 2h12v10h-12z" /><path class="finished" d="M12 2a5 5 0 0 1 0 10z" /></> })}
            {item("raised", html! { <><path class="running" d="M0 2h4v10h-4z" />{exclamation(6.0, 7.0)}</> })}
            {item("killed", html! { <><path class="running" d="M0 2h8v10h-8z" /><path class="killed" d="M10 3l8 8m0 -8l-8 8" /></> })}
        </ul>
    }
}
