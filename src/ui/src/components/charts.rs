//! How long the program takes at several values of something.

use interleave_run::Driver;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::format;
use crate::state::Action;
use crate::sweep::{Point, Range, Sweep, words};

/// Properties of [`Charts`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What can be varied.
    pub ranges: Vec<Range>,
    /// Which of them is chosen.
    pub chosen: usize,
    /// The latest sweep.
    pub sweep: Option<Sweep>,
    /// It is under way.
    pub active: bool,
    /// The program or the settings are others since.
    pub outdated: bool,
    /// To choose and to run.
    pub dispatch: Callback<Action>,
}

/// A choice, and bars with their numbers.
#[component]
pub fn Charts(Props { ranges, chosen, sweep, active, outdated, dispatch }: &Props) -> Html {
    let choose = {
        let (dispatch, ranges) = (dispatch.clone(), ranges.clone());
        move |event: Event| {
            let at = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            if let Some(range) = ranges.get(at as usize) {
                dispatch.emit(Action::ChooseAxis(range.axis.clone()));
            }
        }
    };
    let start = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.emit(Action::Sweep)
    };
    html! {
        <div class="sweep" data-testid="charts">
            <p class="sweep-head">
                <label class="setting">
                    <span>{"Sweep over"}</span>
                    <select data-testid="sweep-over" onchange={choose}>
                        { for ranges.iter().enumerate().map(|(at, range)| html! {
                            <option selected={at == *chosen}>{&range.label}</option>
                        }) }
                    </select>
                </label>
                <button type="button" class="button" data-testid="sweep-start" disabled={ranges.is_empty() || *active} onclick={start}>
                    {"Sweep"}
                </button>
                if *outdated {
                    <span class="outdated" data-testid="sweep-outdated" title="The program or its settings are others since: sweep again.">
                        {"before your change"}
                    </span>
                }
            </p>
            {match sweep {
                Some(sweep) => results(sweep, *active, dispatch),
                None => html! {
                    <p class="faint">{"A sweep runs the program once for each value and compares how long it takes."}</p>
                },
            }}
        </div>
    }
}

fn results(sweep: &Sweep, active: bool, dispatch: &Callback<Action>) -> Html {
    let (time, how) = match sweep.settings.driver {
        Driver::Sim => ("Simulated time", ""),
        Driver::Web | Driver::Native => ("Measured time", "The faster of two runs"),
    };
    html! {
        <table>
            <thead>
                <tr>
                    <th>{&sweep.range.label}</th>
                    <th colspan="2" title={how}>{time}</th>
                    <th title="How many times faster than with the first value">{"Speed-up"}</th>
                    <th title="How many workers ran at once, on average">{"Ran at once"}</th>
                </tr>
            </thead>
            <tbody>{ for (0..sweep.range.values.len()).map(|at| row(sweep, at, active, dispatch)) }</tbody>
        </table>
    }
}

fn row(sweep: &Sweep, at: usize, active: bool, dispatch: &Callback<Action>) -> Html {
    let value = words(&sweep.range.values[at]);
    let running = active && sweep.current() == Some(at);
    let run = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.emit(Action::RunSwept(at))
    };
    let title = format!("Run with {} = {value}", sweep.range.label);
    html! {
        <tr data-testid="swept" aria-current={running.then_some("step")}>
            <th scope="row"><button type="button" class="quiet" {title} disabled={active} onclick={run}>{&value}</button></th>
            {match sweep.points.get(at) {
                Some(Point::Ended { time, at_once }) => html! {
                    <>
                        <td class="bar"><i style={format!("width:{:.1}%", 100.0 * *time as f64 / sweep.longest().max(1) as f64)}></i></td>
                        <td>{format::time(*time)}</td>
                        <td>{sweep.speed_up(at).map(format::short).unwrap_or_default()}</td>
                        <td>{format::short(*at_once)}</td>
                    </>
                },
                Some(Point::Failed(how)) => html! { <td class="bad" colspan="4">{how}</td> },
                None => html! { <td class="faint" colspan="4">{if running { "Running" } else { "" }}</td> },
            }}
        </tr>
    }
}
