//! What the program wrote: in one stream or by worker, each part in its worker's colour. Beside it, the variables.
//!
//! Time and writer stand before a line as generated content, so that the text of the panel is the program's text and
//! nothing else: for copying, and for tests.

use gloo_timers::callback::Timeout;
use interleave_analysis::{Line, Tail, Timeline};
use interleave_run::Driver;
use interleave_trace::{TextStream, Worker};
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use crate::components::variables::VariablesView;
use crate::components::{Tab, Tabs, WorkerName, worker_class};
use crate::format;
use crate::shared::Growing;
use crate::state::{self, Action, Status};
use crate::variables::Inspection;

/// Properties of [`Output`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Where the text is.
    pub timeline: Growing<Timeline>,
    /// How the run stands.
    pub status: Status,
    /// Who executes the run, or will.
    pub driver: Driver,
    /// The variables at its latest pause.
    pub inspection: Option<Inspection>,
    /// The program or the settings are others since.
    pub outdated: bool,
    /// Who waits for input.
    pub reader: Option<Worker>,
    /// Which tab.
    pub tab: state::Output,
    /// To change the tab.
    pub dispatch: Callback<Action>,
    /// A line for `input()`.
    pub answer: Callback<String>,
}

/// Results are of another program.
pub const OUTDATED: &str = "The program or its settings are others since: run it again.";

/// Milliseconds after which the end of a run is drawn with all the lines that are shown then.
const SETTLES_MS: u32 = 150;
/// So many workers are drawn at most, each with its lines.
const MOST_WRITERS: usize = 100;
/// So many lines, and so many bytes, are drawn; of more, the first ones are left out until asked for.
const MOST: (usize, usize) = (500, 1 << 17);
/// While the program runs: more could not be drawn as often as there is something new.
const MOST_RUNNING: (usize, usize) = (100, 1 << 13);

/// The output panel.
#[component]
pub fn Output(props: &Props) -> Html {
    let timeline = &*props.timeline.read();
    let all = use_state_eq(|| false);
    let scroller = use_node_ref();
    {
        // The newest line stays in view, unless the visitor scrolled up.
        let scroller = scroller.clone();
        let at_end = scroller.cast::<Element>().is_none_or(|element| {
            element.scroll_height() - element.scroll_top() - element.client_height() < 30
        });
        let deps = (timeline.chunks.len(), props.reader, props.tab);
        use_effect_with(deps, move |_| {
            if let Some(element) = scroller.cast::<Element>().filter(|_| at_end) {
                element.set_scroll_top(element.scroll_height());
            }
        });
    }
    let select = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |tab| dispatch.emit(Action::ShowOutput(tab)))
    };
    let tabs = vec![
        Tab { value: state::Output::Merged, label: "merged".into(), testid: "tab-merged" },
        Tab { value: state::Output::ByWorker, label: "by worker".into(), testid: "tab-by-worker" },
        Tab { value: state::Output::Variables, label: "Variables".into(), testid: "tab-variables" },
    ];
    let show_all = {
        let all = all.clone();
        Callback::from(move |_: MouseEvent| all.set(true))
    };
    let variables = props.tab == state::Output::Variables;
    let by_worker = props.tab == state::Output::ByWorker;
    let running = matches!(props.status, Status::Running);
    let settled = use_state_eq(|| false);
    {
        let settled = settled.clone();
        use_effect_with(running, move |running| {
            if *running {
                settled.set(false);
            }
            let timer = (!running).then(|| Timeout::new(SETTLES_MS, move || settled.set(true)));
            move || drop(timer)
        });
    }
    // The end of a run is told before its many lines are drawn.
    let running = running || !*settled;
    let (lines, bytes) = if running { MOST_RUNNING } else { MOST };
    let mut writers = if by_worker { timeline.tails(lines, bytes) } else { Vec::new() };
    writers.truncate(MOST_WRITERS);
    let Tail { hidden, cut, lines } = match (props.tab, *all && !running) {
        (state::Output::Merged, true) => Tail { lines: timeline.lines(), ..Tail::default() },
        (state::Output::Merged, false) => timeline.tail(lines, bytes),
        _ => Tail::default(),
    };
    let ask = props.reader.map(|_| html! { <Ask answer={props.answer.clone()} /> });
    let empty = timeline.chunks.is_empty();
    let hint = match props.status {
        Status::Idle => "What the program prints appears here.",
        Status::Finished | Status::Stopped if empty => "The program printed nothing.",
        _ => "",
    };
    html! {
        <section class="panel output" aria-label="Output and variables">
            <div class="panel-head">
                <h2>{"Output"}</h2>
                <Tabs<state::Output> label="Output" {tabs} current={props.tab} onselect={select} />
                if props.outdated {
                    <span class="outdated" data-testid="outdated" title={OUTDATED}>
                        {"before your change"}
                    </span>
                }
            </div>
            if variables {
                <div key="variables" class="panel-body" tabindex="0" role="group" aria-label="Variables">
                    <VariablesView
                        timeline={props.timeline.clone()}
                        inspection={props.inspection.clone()}
                        status={props.status}
                        driver={props.driver}
                    />
                    {ask}
                </div>
            } else {
                <div key="output" class="panel-body" ref={scroller} tabindex="0" role="group" aria-label="Output">
                    if timeline.lines_dropped > 0 {
                        <p class="faint">{format!("{} of the beginning are not kept.", format::count(timeline.lines_dropped, "line"))}</p>
                    }
                    if hidden > 0 && running {
                        <p class="faint">{format!("{} before these.", format::count(hidden, "line"))}</p>
                    } else if hidden > 0 || cut {
                        <button type="button" class="quiet" onclick={show_all}>
                            {if hidden > 0 { format!("Show {} before", format::count(hidden, "line")) } else { "Show the whole line".into() }}
                        </button>
                    }
                    if by_worker {
                        <div class="by-worker" data-testid="output-by-worker" data-hint={hint}>
                            { for writers.iter().map(|(worker, Tail { hidden, lines, .. })| html! {
                                <section key={format!("{}-{}", worker.pid, worker.thread)}>
                                    <h3><WorkerName timeline={props.timeline.clone()} worker={*worker} /></h3>
                                    if *hidden > 0 {
                                        <p class="faint">{format!("{} before these.", format::count(*hidden, "line"))}</p>
                                    }
                                    <pre>{ for lines.iter().map(|line| draw(line, timeline, false)) }</pre>
                                </section>
                            }) }
                        </div>
                    } else {
                        <pre data-testid="output" data-hint={hint}>
                            { for lines.iter().map(|line| draw(line, timeline, true)) }
                        </pre>
                    }
                    {ask}
                </div>
            }
        </section>
    }
}

fn draw(line: &Line, timeline: &Timeline, named: bool) -> Html {
    let milliseconds = format!("{:.2} ms", line.time as f64 / 1e6);
    let first = line.pieces.first().map(|piece| piece.worker);
    let position = first.and_then(|worker| timeline.position(worker)).unwrap_or(0);
    let who = first.filter(|_| named).map(|worker| format::fit(&timeline.worker_name(worker), 14));
    html! {
        <span class={classes!("line", worker_class(position))} data-time={milliseconds} data-who={who}>
            { for line.pieces.iter().map(|piece| {
                let position = timeline.position(piece.worker).unwrap_or(0);
                let error = piece.stream == TextStream::Stderr;
                html! {
                    <span class={classes!("piece", worker_class(position), error.then_some("stderr"))}>{&piece.text}</span>
                }
            }) }
        </span>
    }
}

#[derive(PartialEq, Properties)]
struct AskProps {
    answer: Callback<String>,
}

/// The field for a line of input.
#[component]
fn Ask(AskProps { answer }: &AskProps) -> Html {
    let field = use_node_ref();
    {
        let field = field.clone();
        use_effect_with((), move |()| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                // Focus is a courtesy.
                let _ = field.focus();
            }
        });
    }
    let onsubmit = {
        let (field, answer) = (field.clone(), answer.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(field) = field.cast::<HtmlInputElement>() {
                answer.emit(field.value());
                field.set_value("");
            }
        })
    };
    html! {
        <form class="ask" {onsubmit}>
            <input ref={field} type="text" aria-label="Input for the program" data-testid="input" autocomplete="off" />
            <button class="button" data-testid="input-send">{"Enter"}</button>
        </form>
    }
}
