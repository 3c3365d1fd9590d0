//! The run bar: start, stop, step, and how to run.

use gloo_timers::callback::Timeout;
use gloo_utils::window;
use interleave_run::{Driver, MAX_CORES, Policy, Refused, Settings};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::exploration::SCHEDULES;
use crate::format;
use crate::hooks::{Engine, link_to};
use crate::state::{Action, Notice, State, Status};

/// Properties of [`RunBar`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The page's state.
    pub state: State,
    /// To change it.
    pub dispatch: Callback<Action>,
    /// To run.
    pub engine: Engine,
}

/// One line that is always visible.
#[component]
pub fn RunBar(Props { state, dispatch, engine }: &Props) -> Html {
    let on_engine = |action: fn(&Engine, &State)| {
        let (engine, state) = (engine.clone(), state.clone());
        Callback::from(move |_: MouseEvent| action(&engine, &state))
    };
    let status = state.run.status;
    let simulated = state.settings.driver == Driver::Sim;
    let step_why = (!simulated).then_some("Only the simulator can be stepped.");
    let sheet = {
        let (dispatch, open) = (dispatch.clone(), !state.view.sheet);
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::OpenSheet(open)))
    };
    let back_why = state.back_unavailable();
    let step_by_key = {
        let (engine, state) = (engine.clone(), state.clone());
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => engine.step(&state),
                "ArrowLeft" | "ArrowUp" => engine.back(&state),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let sweep_why = state.ranges().is_empty().then_some("This program has no parameter to vary.");
    let sweep = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::Sweep))
    };
    let sheet_open = state.view.sheet;
    html! {
        <footer class="run-bar" aria-label="Run">
            <div class="run-main">
                <button
                    type="button"
                    class="button primary"
                    data-testid="run"
                    title="Ctrl-Enter"
                    disabled={state.missing.is_some()}
                    onclick={on_engine(Engine::run)}
                >
                    {if status == Status::Paused { "Continue" } else { "Run" }}
                </button>
                <button
                    type="button"
                    class="button"
                    data-testid="stop"
                    title="Esc"
                    disabled={!status.is_active()}
                    onclick={on_engine(Engine::stop)}
                >
                    {"Stop"}
                </button>
                <span class="why">
                    <button
                        type="button"
                        class="button"
                        data-testid="back"
                        title="To where the run was before the step (Shift-F10)"
                        disabled={back_why.is_some() || state.missing.is_some()}
                        onclick={on_engine(Engine::back)}
                        onkeydown={step_by_key.clone()}
                    >
                        {"Back"}
                    </button>
                    {reason("back-reason", back_why)}
                </span>
                <span class="why">
                    <button
                        type="button"
                        class="button"
                        data-testid="step"
                        title="One line (F10)"
                        disabled={!simulated || state.missing.is_some()}
                        onclick={on_engine(Engine::step)}
                        onkeydown={step_by_key}
                    >
                        {"Step"}
                    </button>
                    {reason("step-reason", step_why)}
                </span>
                <StatusText state={state.clone()} dispatch={dispatch.clone()} />
                <button
                    type="button"
                    class="button sheet-button"
                    aria-expanded={if sheet_open { "true" } else { "false" }}
                    aria-controls="run-settings"
                    onclick={sheet}
                >
                    {"Settings"}
                </button>
            </div>
            <div class={classes!("run-settings", sheet_open.then_some("open"))} id="run-settings">
                <span class="why">
                    <button
                        type="button"
                        class="button"
                        data-testid="explore"
                        title={format!("Runs the program under {SCHEDULES} schedules and lists everything that happens")}
                        disabled={!simulated || state.missing.is_some()}
                        onclick={on_engine(Engine::explore)}
                    >
                        {"Try schedules"}
                    </button>
                    {reason("explore-reason", (!simulated).then_some("Only the simulator can try schedules."))}
                </span>
                <span class="why">
                    <button
                        type="button"
                        class="button"
                        data-testid="sweep"
                        title="Runs the program once for each value of a parameter and compares how long it takes"
                        disabled={sweep_why.is_some() || state.run.is_sweeping() || state.missing.is_some()}
                        onclick={sweep}
                    >
                        {"Sweep"}
                    </button>
                    {reason("sweep-reason", sweep_why)}
                </span>
                <Choices
                    settings={state.settings.clone()}
                    gil_why={state.gil_unavailable()}
                    dispatch={dispatch.clone()}
                />
                <Links state={state.clone()} dispatch={dispatch.clone()} />
            </div>
        </footer>
    }
}

/// Why a control cannot be used: shown when the visitor points at it.
fn reason(testid: &'static str, why: Option<impl Into<AttrValue>>) -> Html {
    why.map_or_else(Html::default, |why| {
        html! { <span class="reason" role="note" data-testid={testid}>{why.into()}</span> }
    })
}

#[derive(PartialEq, Properties)]
struct ChipProps {
    dispatch: Callback<Action>,
}

/// Runs repeat a schedule, until the visitor does not want it any more.
#[component]
fn Chip(ChipProps { dispatch }: &ChipProps) -> Html {
    let dispatch = dispatch.clone();
    html! {
        <span
            class="chip"
            data-testid="replaying"
            title="Run and Step repeat a stored schedule, on one core. Cores and policy do not count meanwhile."
        >
            {"Replay"}
            <button
                type="button"
                class="quiet"
                data-testid="leave-replay"
                aria-label="Leave the replayed schedule"
                title="Leave the schedule"
                onclick={move |_: MouseEvent| dispatch.emit(Action::LeaveReplay)}
            >
                {"×"}
            </button>
        </span>
    }
}

#[derive(PartialEq, Properties)]
struct StatusProps {
    state: State,
    dispatch: Callback<Action>,
}

#[component]
fn StatusText(StatusProps { state, dispatch }: &StatusProps) -> Html {
    let run = &state.run;
    let seconds = |seconds: f64| format::time((seconds.max(0.0) * 1e9).round() as u64);
    let kind = if run.driver == Driver::Sim { "simulated" } else { "measured" };
    let text = match run.status {
        Status::Idle => "Ready".to_owned(),
        _ if run.rewound.is_some() => "Going back".to_owned(),
        status if run.sweeps && status != Status::Failed => {
            state.sweep.as_ref().map_or_else(String::new, |sweep| sweep.progress(run.status.is_active()))
        }
        Status::Loading => "Loading the engine".to_owned(),
        Status::Running if run.explores => "Trying schedules".to_owned(),
        Status::Stopped | Status::Finished
            if run.explores && (run.summary.stopped || run.exit == Some(0)) =>
        {
            state.exploration.progress()
        }
        Status::Running => "Running".to_owned(),
        Status::Paused => format!("Paused at {}", format::time(run.timeline.read().end)),
        Status::Failed => "Failed".to_owned(),
        Status::Stopped => "Stopped".to_owned(),
        Status::Finished => {
            let time = format!("{} {kind}", seconds(run.summary.seconds));
            match run.exit {
                Some(0) | None => format!("Finished, {time}"),
                // It was ended for that, not by a signal.
                Some(_) if run.summary.deadlock.is_some() => format!("Deadlock, {time}"),
                Some(status) => format!("Exit status {status}, {time}"),
            }
        }
    };
    // After the end: how many took part.
    let workers = if run.status.is_active() { run.workers } else { run.summary.workers };
    html! {
        <span class="status">
            <span
                role="status"
                data-testid="status"
                data-state={run.status.name()}
                data-exit={run.exit.map(|exit| exit.to_string())}
                title={text.clone()}
            >
                {text}
            </span>
            if state.replay.is_some() {
                <Chip dispatch={dispatch.clone()} />
            }
            // A simulation is one; a chip needs its place.
            <span class="worker-count" hidden={workers == 0 || state.replay.is_some()}>
                <span data-testid="worker-count">{workers}</span>{if workers == 1 { " Web Worker" } else { " Web Workers" }}
            </span>
            // Shown where the results stand below the code.
            <button
                type="button"
                class="quiet to-results"
                data-testid="to-results"
                hidden={run.status == Status::Idle}
                onclick={|_: MouseEvent| show_results()}
            >
                {"See results"}
            </button>
        </span>
    }
}

fn show_results() {
    if let Some(results) = gloo_utils::document().query_selector(".results").ok().flatten() {
        results.scroll_into_view();
    }
}

#[derive(PartialEq, Properties)]
struct ChoicesProps {
    settings: Settings,
    gil_why: Option<String>,
    dispatch: Callback<Action>,
}

#[component]
fn Choices(ChoicesProps { settings, gil_why, dispatch }: &ChoicesProps) -> Html {
    let change = |key: &'static str, title: &'static str| {
        let (dispatch, settings) = (dispatch.clone(), settings.clone());
        move |value: &str| {
            let mut settings = settings.clone();
            let read = match (key, value.trim()) {
                // Another one each time.
                ("seed", "") => {
                    settings.seed = None;
                    Ok(true)
                }
                (key, value) => settings.read(key, value),
            };
            match read {
                Ok(_) => dispatch.emit(Action::SetSettings(settings)),
                Err(Refused { allowed }) => {
                    let text = format!("{title} cannot be {}: allowed is {allowed}.", value.trim());
                    let remedy = "The value before is kept.".into();
                    dispatch.emit(Action::Say(Notice { error: true, text, remedy }));
                }
            }
        }
    };
    let (set_driver, set_gil) = (change("driver", "Driver"), change("gil", "GIL"));
    let (set_cores, set_seed) = (change("cores", "Cores"), change("seed", "Seed"));
    let set_policy = change("policy", "Policy");
    let real = !settings.driver.is_simulated();
    let cores_why = real.then_some("Web Workers run on the cores of this machine.");
    let policy_why = real.then_some("With Web Workers the browser decides who runs next.");
    let selected = |event: &Event| event.target_unchecked_into::<HtmlSelectElement>().value();
    let typed = |event: &Event| event.target_unchecked_into::<HtmlInputElement>().value();
    let gil_on = settings.gil || gil_why.is_some();
    let kept = (settings.cores.to_string(), settings.seed.map(|seed| seed.to_string()).unwrap_or_default());
    let (cores, seed) = kept.clone();
    html! {
        <>
            <label class="setting">
                <span class="spare">{"Driver"}</span>
                <select data-testid="driver" onchange={move |event: Event| set_driver(&selected(&event))}>
                    { for Driver::OF_PAGE.map(|driver| html! {
                        <option value={driver.name()} selected={settings.driver == driver}>{driver.label()}</option>
                    }) }
                </select>
            </label>
            <label class="setting why">
                <span title="Global interpreter lock: threads of one process take turns">{"GIL"}</span>
                <span class="switch">
                    <input
                        type="checkbox"
                        role="switch"
                        data-testid="gil"
                        checked={gil_on}
                        disabled={gil_why.is_some()}
                        onchange={move |event: Event| {
                            let on = event.target_unchecked_into::<HtmlInputElement>().checked();
                            set_gil(if on { "on" } else { "off" });
                        }}
                    />
                    <span aria-hidden="true">{if gil_on { "on" } else { "off" }}</span>
                </span>
                {reason("gil-reason", gil_why.clone())}
            </label>
            <label class="setting why">
                <span title="Virtual processor cores">{"Cores"}</span>
                <input
                    type="number"
                    data-testid="cores"
                    min="1"
                    max={MAX_CORES.to_string()}
                    value={cores}
                    disabled={cores_why.is_some()}
                    onchange={move |event: Event| {
                        set_cores(&typed(&event));
                        put_right(&event, &kept.0);
                    }}
                />
                {reason("cores-reason", cores_why)}
            </label>
            <label class="setting" title="The same seed gives the same run in the simulator; empty: another one each time">
                <span class="scarce">{"Seed"}</span>
                <input
                    class="seed"
                    type="text"
                    inputmode="numeric"
                    data-testid="seed"
                    placeholder="any seed"
                    value={seed}
                    onchange={move |event: Event| {
                        set_seed(&typed(&event));
                        put_right(&event, &kept.1);
                    }}
                />
            </label>
            <label class="setting why">
                <span class="scarce" title="Who runs next">{"Policy"}</span>
                <select
                    title="Policy: who runs next"
                    data-testid="policy"
                    disabled={policy_why.is_some()}
                    onchange={move |event: Event| set_policy(&selected(&event))}
                >
                    { for Policy::ALL.map(|policy| html! {
                        <option value={policy.name()} selected={settings.policy == policy}>{policy.label()}</option>
                    }) }
                </select>
                {reason("policy-reason", policy_why)}
            </label>
        </>
    }
}

/// Shows the kept value again in a field whose value was refused: for the page nothing changed, so it would not.
fn put_right(event: &Event, kept: &str) {
    let input = event.target_unchecked_into::<HtmlInputElement>();
    let refused = input.value().trim().parse::<u64>().is_err() && !input.value().trim().is_empty();
    if refused || !input.check_validity() {
        input.set_value(kept);
    }
}

#[derive(PartialEq, Properties)]
struct LinksProps {
    state: State,
    dispatch: Callback<Action>,
}

#[component]
fn Links(LinksProps { state, dispatch }: &LinksProps) -> Html {
    let copied = use_state_eq(|| None::<&'static str>);
    let copy = |what: &'static str, text: String| {
        let (copied, dispatch) = (copied.clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| {
            let (copied, dispatch, text) = (copied.clone(), dispatch.clone(), text.clone());
            spawn_local(async move {
                let done = JsFuture::from(window().navigator().clipboard().write_text(&text)).await;
                if done.is_ok() {
                    copied.set(Some(what));
                    Timeout::new(2_000, move || copied.set(None)).forget();
                } else {
                    let remedy = "This browser does not let the page copy it for you.".into();
                    dispatch.emit(Action::Say(Notice { error: false, text, remedy }));
                }
            });
        })
    };
    let link = state.link();
    let embed = format!(
        "<iframe src=\"{}\" title=\"{} – Interleave\" width=\"100%\" height=\"560\" style=\"border:0\" \
         allow=\"cross-origin-isolated; clipboard-write\" loading=\"lazy\"></iframe>",
        link_to(&link, true),
        state.lesson.title.replace('"', "&quot;"),
    );
    let label = |what: &'static str| if *copied == Some(what) { "Copied" } else { what };
    html! {
        <span class="links" aria-live="polite">
            if !state.view.embed {
                <button
                    type="button"
                    class="quiet"
                    data-testid="share"
                    title="Copies a link to this lesson as it is now"
                    onclick={copy("Share", link_to(&link, false))}
                >
                    {label("Share")}
                </button>
                <button
                    type="button"
                    class="quiet"
                    data-testid="embed"
                    title="Copies HTML that shows this lesson inside another page"
                    onclick={copy("Embed", embed)}
                >
                    {label("Embed")}
                </button>
            }
        </span>
    }
}
