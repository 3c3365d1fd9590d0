//! How to run: a control for each of the settings.

use interleave_run::{Driver, MAX_CORES, Policy, Refused, Settings};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::reason;
use crate::state::{Action, Computer, Notice};

/// Properties of [`Choices`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What is chosen.
    pub settings: Settings,
    /// Who serves the page.
    pub computer: Computer,
    /// Why the GIL cannot be off.
    pub gil_why: Option<String>,
    /// To choose.
    pub dispatch: Callback<Action>,
}

/// A control for each setting.
#[component]
pub fn Choices(Props { settings, computer, gil_why, dispatch }: &Props) -> Html {
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
                    dispatch.emit(Action::Say(Notice::error(text, "The value before is kept.")));
                }
            }
        }
    };
    let (set_driver, set_gil) = (change("driver", "Driver"), change("gil", "GIL"));
    let (set_cores, set_seed) = (change("cores", "Cores"), change("seed", "Seed"));
    let set_policy = change("policy", "Policy");
    let real = !settings.driver.is_simulated();
    let cores_why =
        real.then_some("Only the simulator has virtual cores: others run on those of the machine.");
    let policy_why = real.then_some("Only in the simulator can be chosen who runs next.");
    let selected = |event: &Event| event.target_unchecked_into::<HtmlSelectElement>().value();
    let typed = |event: &Event| event.target_unchecked_into::<HtmlInputElement>().value();
    let gil_on = settings.gil || gil_why.is_some();
    let limits = if let Computer::Lends(limits) = computer { Some(limits) } else { None };
    let (lends, driver) = (limits.is_some(), settings.driver);
    let kept = (settings.cores.to_string(), settings.seed.map(|seed| seed.to_string()).unwrap_or_default());
    let (cores, seed) = kept.clone();
    html! {
        <>
            <label class="setting" title={limits.cloned()}>
                <span class="spare">{"Driver"}</span>
                <select
                    data-testid="driver"
                    onchange={move |event: Event| {
                        let chosen = selected(&event);
                        set_driver(&chosen);
                        if !lends && chosen == Driver::Native.name() {
                            // It is said why; nothing changes, so the page would not draw this again.
                            event.target_unchecked_into::<HtmlSelectElement>().set_value(driver.name());
                        }
                    }}
                >
                    { for Driver::OF_PAGE.map(|driver| html! {
                        <option
                            value={driver.name()}
                            selected={settings.driver == driver}
                            class={(driver == Driver::Native && !lends).then_some("faint")}
                        >
                            {driver.label()}
                        </option>
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
            <div class="rare">
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
                    <span>{"Seed"}</span>
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
                    <span title="Who runs next">{"Policy"}</span>
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
            </div>
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
