//! The page around an embedded one, behind `www/frame.js`.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::js::{FrameModule, load, object};
use crate::state::{Action, Results, State, Told};

/// Does something with the module, once it is there; what is asked for first is done first.
fn with_module(then: impl FnOnce(FrameModule) + 'static) {
    spawn_local(async move {
        // Without it the page works, and the one around hears nothing.
        if let Ok(module) = load("frame.js").await {
            then(module.unchecked_into());
        }
    });
}

fn message(said: &str, more: &[(&str, JsValue)]) -> JsValue {
    object(&[&[("interleave", said.into())][..], more].concat())
}

/// Tells the page around.
pub fn tell(told: Told) {
    let message = match told {
        Told::Run => message("run", &[]),
        Told::Finished { how, exit, output, seconds, simulated } => message(
            "finished",
            &[
                ("how", how.into()),
                ("exit", exit.into()),
                ("output", output.into()),
                ("seconds", seconds.into()),
                ("simulated", simulated.into()),
            ],
        ),
    };
    with_module(move |module| module.tell(&message));
}

/// Listens to the page around, if there is one, and tells it that this one is there.
#[hook]
pub fn use_frame(state: &UseReducerHandle<State>, dispatch: &Callback<Action>) {
    let (embed, dispatch) = (state.view.embed, dispatch.clone());
    let title = state.missing.is_none().then(|| state.lesson.title.clone());
    use_effect_with((), move |()| {
        if !embed {
            return;
        }
        with_module(move |module| {
            let asked = Closure::<dyn Fn(String)>::new(move |word: String| {
                dispatch.emit(match word.as_str() {
                    "run" => Action::Run,
                    "stop" => Action::Stop,
                    "timeline" => Action::ShowResults(Results::Timeline),
                    "details" => Action::ShowResults(Results::Lower),
                    _ => return,
                });
            });
            module.begin(&asked);
            if let Some(title) = title {
                module.tell(&message("ready", &[("title", title.into())]));
            }
            // It listens as long as the page is there.
            asked.forget();
        });
    });
}
