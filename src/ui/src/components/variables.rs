//! The variables of a paused run: of every module and every frame, with what has changed since the pause before.

use interleave_analysis::Timeline;
use interleave_protocol::Scope;
use interleave_run::Driver;
use yew::prelude::*;

use crate::components::WorkerName;
use crate::format;
use crate::shared::Growing;
use crate::state::Status;
use crate::variables::Inspection;

/// Properties of [`VariablesView`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The run.
    pub timeline: Growing<Timeline>,
    /// What its latest pause has shown.
    pub inspection: Option<Inspection>,
    /// How it stands.
    pub status: Status,
    /// Who executes it, or will.
    pub driver: Driver,
}

/// A part for the globals of each process, one for each worker.
#[component]
pub fn VariablesView(Props { timeline, inspection, status, driver }: &Props) -> Html {
    let Some(inspection) = inspection else {
        let hint = match (driver, status) {
            (driver, _) if !driver.is_simulated() => {
                "Only the simulator can show variables: choose it as the driver and press Step."
            }
            (_, Status::Running) => "Press Step to hold the program still: its variables appear here.",
            _ => "Press Step to run the program line by line: the variables of every worker appear here.",
        };
        return html! { <p class="faint" data-testid="variables">{hint}</p> };
    };
    let time = format::time(inspection.time);
    let when = match status {
        Status::Paused => format!("Now, {time}"),
        Status::Running => format!("At the last pause, {time}; the program has gone on since"),
        _ => format!("At the last pause, {time}"),
    };
    let all = &*inspection.now;
    // Where there is one process, or one file, its name says nothing.
    let several = all.iter().any(|scope| scope.worker.pid != all[0].worker.pid);
    let frames = || all.iter().filter(|scope| scope.line > 0);
    let files = frames().any(|scope| Some(&scope.file) != frames().next().map(|first| &first.file));
    // Modules of a process are one part, the calls of a worker another.
    let (mut globals, mut workers) = (Vec::new(), Vec::new());
    for part in all.chunk_by(|a, b| a.worker == b.worker && (a.depth == 0) == (b.depth == 0)) {
        let of_modules = part[0].depth == 0;
        let name = html! { <WorkerName timeline={timeline.clone()} worker={part[0].worker} /> };
        let further_out = part.last().map_or(0, |scope| scope.depth.saturating_sub(1) as usize);
        let section = html! {
            <section>
                <h3>
                    if of_modules { {if several { "Globals of " } else { "Globals" }} }
                    if several || !of_modules { {name} }
                </h3>
                { for part.iter().map(|scope| draw(scope, files, inspection)) }
                if further_out > 0 {
                    <p class="faint">{format!("… {} further out", format::count(further_out, "call"))}</p>
                }
            </section>
        };
        if of_modules { globals.push(section) } else { workers.push(section) }
    }
    html! {
        <>
            <p class="faint when">{when}</p>
            <div class="variables" data-testid="variables">
                <div>{globals}</div>
                <div>{workers}</div>
            </div>
        </>
    }
}

fn draw(scope: &Scope, files: bool, inspection: &Inspection) -> Html {
    let place = match scope.line {
        0 => String::new(),
        line if files => format!(" {} line {line}", scope.file),
        line => format!(" line {line}"),
    };
    let empty = match scope.depth {
        0 if scope.title == "__main__" && scope.variables.is_empty() => "none yet",
        0 => "",
        _ if scope.line == 0 => "not at a line of the program",
        _ => "",
    };
    html! {
        <>
            if !scope.title.is_empty() && scope.title != "__main__" {
                <h4>{&scope.title}<span class="faint">{place}</span></h4>
            }
            if !empty.is_empty() { <p class="faint">{empty}</p> }
            <dl>
                { for scope.variables.iter().map(|(name, value)| {
                    let change = inspection.change(scope, name, value);
                    html! {
                        <div class={change.is_some().then_some("changed")}>
                            <dt>{name}</dt>
                            <dd>{value}<small>{change}</small></dd>
                        </div>
                    }
                }) }
                if scope.more > 0 { <div class="faint">{format!("… {} more", scope.more)}</div> }
            </dl>
        </>
    }
}
