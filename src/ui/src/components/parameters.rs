//! The parameters of a program as controls. Each change rewrites the literal in the code.

use interleave_lesson::{Control, Param, Scan, Value};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::shared::Shared;
use crate::state::Action;

/// Properties of [`Parameters`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The parameters.
    pub scan: Shared<Scan>,
    /// Some are not as in the lesson.
    pub changed: bool,
    /// To change one.
    pub dispatch: Callback<Action>,
}

/// The row of controls above the code.
#[component]
pub fn Parameters(Props { scan, changed, dispatch }: &Props) -> Html {
    let reset = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::ResetParams))
    };
    if scan.params.is_empty() && scan.problems.is_empty() {
        return Html::default();
    }
    html! {
        <form class="parameters" aria-label="Parameters" onsubmit={|event: SubmitEvent| event.prevent_default()}>
            <div class="parameter-list">
                { for scan.params.iter().map(|param| html! {
                    <Parameter key={param.name.clone()} param={param.clone()} dispatch={dispatch.clone()} />
                }) }
            </div>
            <button type="button" class="quiet" disabled={!changed} onclick={reset} data-testid="reset">{"Reset"}</button>
            { for scan.problems.iter().map(|problem| html! {
                <p class="parameter-problem" role="alert">{format!("Line {}: {}.", problem.line, problem.message)}</p>
            }) }
        </form>
    }
}

/// Properties of [`Parameter`].
#[derive(PartialEq, Properties)]
struct ParameterProps {
    param: Param,
    dispatch: Callback<Action>,
}

#[component]
fn Parameter(ParameterProps { param, dispatch }: &ParameterProps) -> Html {
    let set = {
        let (dispatch, name) = (dispatch.clone(), param.name.clone());
        Callback::from(move |value: String| dispatch.emit(Action::SetParam { name: name.clone(), value }))
    };
    // A refused value leaves the parameter as it is, so nothing would put the field right.
    let field = use_node_ref();
    let typed = {
        let (set, field, value) = (set.clone(), field.clone(), param.value.plain());
        Callback::from(move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            set.emit(input.value());
            if let Some(field) = field.cast::<HtmlInputElement>()
                && field.value() != value
                && !field.check_validity()
            {
                field.set_value(&value);
            }
        })
    };
    let slid = {
        let set = set.clone();
        Callback::from(move |event: InputEvent| {
            set.emit(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let id = format!("param-{}", param.name);
    let testid = id.clone();
    let value = param.value.plain();
    let hint = format!("{} = {}; {}", param.name, param.value, param.control.allowed());
    let control = match &param.control {
        Control::Boolean => {
            let on = param.value == Value::Bool(true);
            let toggled = {
                let set = set.clone();
                Callback::from(move |event: Event| {
                    let on = event.target_unchecked_into::<HtmlInputElement>().checked();
                    set.emit(on.to_string());
                })
            };
            html! {
                <span class="switch">
                    <input type="checkbox" role="switch" {id} data-testid={testid} checked={on} onchange={toggled} />
                    <span aria-hidden="true">{if on { "on" } else { "off" }}</span>
                </span>
            }
        }
        Control::Slider { min, max, step, .. } => {
            // The field has room for what it may hold, and for the browser's arrows.
            let digits = max.to_string().len().max(3);
            let share = param.value.as_number().map_or(0.0, |now| (now - min) / (max - min) * 100.0);
            html! {
                <span class="slider">
                    <input
                        type="range"
                        min={min.to_string()}
                        max={max.to_string()}
                        step={step.to_string()}
                        value={value.clone()}
                        style={format!("--share: {share:.1}%")}
                        aria-label={param.title.clone()}
                        data-testid={format!("{testid}-slider")}
                        oninput={slid}
                    />
                    <input
                        type="number"
                        ref={field}
                        {id}
                        data-testid={testid}
                        min={min.to_string()}
                        max={max.to_string()}
                        step="any"
                        {value}
                        style={format!("width: calc({digits}ch + 38px)")}
                        onchange={typed}
                    />
                </span>
            }
        }
        Control::Number { min, max, whole } => html! {
            <input
                type="number"
                ref={field}
                {id}
                data-testid={testid}
                min={min.map(|min| min.to_string())}
                max={max.map(|max| max.to_string())}
                step={if *whole { "1" } else { "any" }}
                {value}
                onchange={typed}
            />
        },
        Control::Text => html! {
            <input type="text" ref={field} {id} data-testid={testid} {value} onchange={typed} spellcheck="false" />
        },
        Control::Choice(choices) => {
            let chosen = {
                let set = set.clone();
                Callback::from(move |event: Event| {
                    set.emit(event.target_unchecked_into::<HtmlSelectElement>().value());
                })
            };
            html! {
                <select {id} data-testid={testid} onchange={chosen}>
                    { for choices.iter().map(|choice| html! {
                        <option value={choice.plain()} selected={*choice == param.value}>{choice.plain()}</option>
                    }) }
                </select>
            }
        }
    };
    html! {
        <div class="parameter" title={hint}>
            <label for={format!("param-{}", param.name)}>
                {&param.title}
                if !param.unit.is_empty() { <span class="unit">{format!(" ({})", param.unit)}</span> }
            </label>
            {control}
        </div>
    }
}
