//! What can happen: the outcomes of many schedules.

use interleave_protocol::{Ending, Excerpt, Outcome, Race};
use yew::prelude::*;

use crate::exploration::{Exploration, SCHEDULES, ended_well, headline, race_headline};
use crate::format;
use crate::state::Action;

/// Properties of [`Outcomes`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What was found.
    pub exploration: Exploration,
    /// More is being tried.
    pub active: bool,
    /// To replay.
    pub dispatch: Callback<Action>,
}

/// A sentence and a list.
#[component]
pub fn Outcomes(Props { exploration, active, dispatch }: &Props) -> Html {
    let found = &*exploration.found;
    if !active && found.schedules == 0 {
        return html! {
            <p class="faint">{format!("“Try schedules” runs the program under {SCHEDULES} schedules in the simulator; everything that happened is listed here.")}</p>
        };
    }
    html! {
        <div class="outcomes" data-testid="outcomes">
            if *active {
                <p class="progress">
                    <progress max={SCHEDULES.to_string()} value={found.tried.to_string()} aria-label="Schedules tried"></progress>
                    <span data-testid="progress">{exploration.progress()}</span>
                </p>
            } else {
                <p data-testid="verdict">{exploration.verdict()}</p>
            }
            if exploration.outdated {
                <p class="faint">{"The program or its settings have changed since. Try schedules again to replay one."}</p>
            }
            if !found.races.is_empty() {
                <h3>{"Variables that workers share without order"}</h3>
                <ol>{ for found.races.iter().map(|race| race_item(exploration, race, dispatch)) }</ol>
                if found.more_races > 0 {
                    <p class="faint">{format!("{} not listed.", format::count(found.more_races as usize, "more race"))}</p>
                }
                <h3>{"Outcomes"}</h3>
            }
            <ol>
                { for found.outcomes.iter().enumerate().map(|(at, outcome)| item(exploration, at, outcome, dispatch)) }
            </ol>
            if found.more > 0 {
                <p class="faint">{format!("{} not listed.", match found.more {
                    1 => "1 more outcome is".to_owned(),
                    more => format!("{more} more outcomes are"),
                })}</p>
            }
        </div>
    }
}

fn item(exploration: &Exploration, at: usize, outcome: &Outcome, dispatch: &Callback<Action>) -> Html {
    let title = headline(outcome);
    html! {
        <li data-testid="outcome">
            <div class="outcome-head">
                <b class={(!ended_well(outcome)).then_some("bad")}>{&title}</b>
                <span class="share" aria-hidden="true"><i style={format!("width:{:.1}%", 100.0 * exploration.share(outcome.runs))}></i></span>
                <span>{exploration.runs(outcome.runs)}</span>
                <span class="faint">{format::count(outcome.preemptions as usize, "preemption")}</span>
                {replay(exploration, &format!("Replay {}: {title}", at + 1), &outcome.schedule, dispatch)}
            </div>
            {match &outcome.ending {
                Ending::Exit(_) => Html::default(),
                // The headline is there already.
                Ending::Deadlock(text) => html! {
                    <>
                        { for text.text.lines().skip(1).map(|sentence| html! { <p>{sentence}</p> }) }
                        if text.cut { <p class="faint">{"More workers wait."}</p> }
                    </>
                },
                Ending::Limit(sentence) => html! { <p>{sentence}</p> },
            }}
            {excerpt(&outcome.output, None, "", "The output goes on.")}
            {excerpt(&outcome.errors, Some("bad"), "The errors begin earlier.", "")}
        </li>
    }
}

fn race_item(exploration: &Exploration, race: &Race, dispatch: &Callback<Action>) -> Html {
    let title = race_headline(race);
    html! {
        <li data-testid="race">
            <div class="outcome-head">
                <b class={race.lost_update.then_some("bad")}>{&title}</b>
                <span title="Runs that were watched: every read and write of a variable, and what orders them">
                    {format!("in {} of {}", race.runs, format::count(exploration.found.watched as usize, "watched run"))}
                </span>
                {replay(exploration, &format!("Replay: {title}"), &race.schedule, dispatch)}
            </div>
            <p>{&race.sentence}</p>
        </li>
    }
}

/// A button that repeats a schedule.
fn replay(exploration: &Exploration, label: &str, schedule: &str, dispatch: &Callback<Action>) -> Html {
    let why = if exploration.outdated {
        Some("The program or its settings have changed since.")
    } else if schedule.is_empty() {
        Some("This schedule is too long to be handed on.")
    } else {
        None
    };
    let replay = {
        let (dispatch, schedule) = (dispatch.clone(), schedule.to_owned());
        move |_: MouseEvent| dispatch.emit(Action::Replay(schedule.clone()))
    };
    html! {
        <button
            type="button"
            class="quiet"
            data-testid="replay"
            aria-label={label.to_owned()}
            title={why.unwrap_or("Runs the schedule with the fewest preemptions that led here")}
            disabled={why.is_some()}
            onclick={replay}
        >
            {"Replay"}
        </button>
    }
}

/// What is left of a text, and where there is more of it.
fn excerpt(
    excerpt: &Excerpt,
    class: Option<&'static str>,
    before: &'static str,
    after: &'static str,
) -> Html {
    let note = |note: &'static str| {
        html! { if excerpt.cut && !note.is_empty() { <p class="faint">{note}</p> } }
    };
    html! {
        <>
            {note(before)}
            if !excerpt.text.is_empty() { <pre {class}>{&excerpt.text}</pre> }
            {note(after)}
        </>
    }
}
