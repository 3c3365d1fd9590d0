//! A lesson: its text, parameters and code, and beside them what happened.

use yew::prelude::*;

use crate::components::{
    Editor, LessonHead, LessonRemarks, Lower, Output, Parameters, Tab, Tabs, Timeline, gutter_marks,
};
use crate::hooks::link_to;
use crate::state::{Action, Lower as tab, Results, State, Status};

/// Properties of [`LessonPage`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The page's state.
    pub state: State,
    /// To change it.
    pub dispatch: Callback<Action>,
}

/// The lesson and its results.
#[component]
pub fn LessonPage(Props { state, dispatch }: &Props) -> Html {
    let show = {
        let dispatch = dispatch.clone();
        Callback::from(move |tab| dispatch.emit(Action::ShowResults(tab)))
    };
    let tabs = vec![
        Tab { value: Results::Output, label: "Output".into(), testid: "tab-output" },
        Tab { value: Results::Timeline, label: "Timeline".into(), testid: "tab-timeline" },
        Tab { value: Results::Lower, label: "Details".into(), testid: "tab-holds" },
    ];
    let shown = match state.view.results {
        Results::Output => "show-output",
        Results::Timeline => "show-timeline",
        Results::Lower => "show-lower",
    };
    // Lists want room: who asks for one has it, before anything is in it.
    let tall = matches!(state.view.lower, tab::Outcomes | tab::Charts).then_some("tall");
    let answer = {
        let dispatch = dispatch.clone();
        use_callback((), move |line: String, ()| dispatch.emit(Action::Answer(line)))
    };
    let onpick = {
        let dispatch = dispatch.clone();
        use_callback((), move |worker, ()| dispatch.emit(Action::Pick(worker)))
    };
    let ranges = state.ranges();
    let column = use_node_ref();
    {
        // Another lesson begins at its beginning, wherever the one before was left.
        let column = column.clone();
        let shown = use_mut_ref(|| state.lesson.slug.clone());
        use_effect_with(state.lesson.slug.clone(), move |slug| {
            if shown.replace(slug.clone()) != *slug
                && let Some(column) = column.cast::<web_sys::Element>()
            {
                column.set_scroll_top(0);
                gloo_utils::window().scroll_to_with_x_and_y(0.0, 0.0);
            }
        });
    }
    html! {
        <>
            <main class="lesson" ref={column}>
                <LessonHead
                    lesson={state.lesson.clone()}
                    origin={state.origin.clone()}
                    embed={state.view.embed}
                    href={if state.view.embed { link_to(&state.address.hash) } else { String::new() }}
                    catalogue={state.view.catalogue}
                    dispatch={dispatch.clone()}
                />
                <Parameters
                    scan={state.scan.clone()}
                    changed={state.has_other_values()}
                    dispatch={dispatch.clone()}
                />
                <Editor
                    slug={state.lesson.slug.clone()}
                    files={state.file_names()}
                    shown={state.shown}
                    code={state.shown_text()}
                    revision={state.code_revision}
                    edited={state.is_edited()}
                    fault={state.run.fault.clone()}
                    marks={gutter_marks(state)}
                    follow={state.run.status == Status::Paused}
                    dispatch={dispatch.clone()}
                />
                <LessonRemarks lesson={state.lesson.clone()} />
            </main>
            <section class={classes!("results", shown, tall)} aria-label="Results">
                <Tabs<Results> class="results-tabs" label="Results" {tabs} current={state.view.results} onselect={show} />
                <Output
                    timeline={state.run.timeline.clone()}
                    status={state.run.shown_status()}
                    driver={if state.run.status.is_active() { state.run.driver } else { state.settings.driver }}
                    inspection={state.run.inspection.clone()}
                    outdated={state.is_outdated()}
                    reader={state.reader()}
                    tab={state.view.output}
                    dispatch={dispatch.clone()}
                    {answer}
                />
                <Timeline
                    timeline={state.run.timeline.clone()}
                    status={state.run.shown_status()}
                    driver={state.run.driver}
                    moment={state.view.moment}
                    outdated={state.is_outdated()}
                    dispatch={dispatch.clone()}
                />
                <Lower
                    timeline={state.run.timeline.clone()}
                    status={state.run.shown_status()}
                    files={state.run.files.clone()}
                    exploration={state.exploration.clone()}
                    exploring={state.run.is_exploring()}
                    chosen_range={state.chosen(&ranges)}
                    {ranges}
                    sweep={state.sweep.clone()}
                    sweeping={state.run.is_sweeping()}
                    sweep_outdated={state.is_sweep_outdated()}
                    stuck={state.run.stuck.clone()}
                    choice={(state.run.status == Status::Paused && state.run.choose).then(|| state.run.places.clone())}
                    {onpick}
                    driver={state.run.driver}
                    tab={state.view.lower}
                    moment={state.view.moment}
                    dispatch={dispatch.clone()}
                />
            </section>
        </>
    }
}
