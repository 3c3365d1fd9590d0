//! The stepper: a schedule that was found, a link to a moment of it, and what is told of a step.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::World;
use crate::page::Page;

/// A schedule that was found opens the stepper at its first line; a link leads others to the same step, from where they can go back.
pub(crate) async fn a_found_schedule_is_stepped(world: &World) -> Result<()> {
    let page = Page::new(world.browser, &world.site).await?;
    page.open("/#/02-sharing/deadlock?PAUSE=0").await?;
    page.explore().await?;
    page.says("verdict", "2 outcomes").await?;
    let replay = "[...document.querySelectorAll('[data-testid=outcome]')]
         .find((one) => one.textContent.includes('Deadlock')).querySelector('[data-testid=replay]').click()";
    page.script(replay, vec![]).await?;
    page.says("status", "Paused at").await?;
    ensure!(!page.text("output").await?.contains("Deadlock"), "it has run");
    // Where the workers are stands at its end.
    let places = async |page: &Page| -> Result<String> {
        let told = page.text("status").await?;
        Ok(told.rsplit(['.', ':']).next().unwrap_or_default().trim().to_owned())
    };
    let mut passed = Vec::new();
    for _ in 0..12 {
        passed.push(places(&page).await?);
        page.click("step").await?;
        page.until("the step is taken", || async { Ok(Some(&places(&page).await?) != passed.last()) })
            .await?;
    }
    let there = places(&page).await?;
    page.script("navigator.clipboard.writeText = async (text) => { window.shared = text }", vec![]).await?;
    page.click("share").await?;
    let shared =
        page.script("const { search, hash } = new URL(window.shared); return `/${search}${hash}`", vec![]);
    let shared = shared.await?.as_str().unwrap_or_default().to_owned();
    ensure!(shared.contains("&schedule=") && shared.contains("&at="), "{shared}");
    page.close().await?;

    let page = Page::new(world.browser, &world.site).await?;
    page.open(&shared).await?;
    page.until("the run is where the link was made", || async {
        let can =
            page.script("return !document.querySelector('[data-testid=back]').disabled", vec![]).await?;
        Ok(can == json!(true) && places(&page).await? == there)
    })
    .await?;
    page.click("back").await?;
    page.until("it is one step back", || async { Ok(Some(&places(&page).await?) == passed.last()) }).await?;
    page.click("run").await?;
    page.says("status", "Deadlock, ").await?;
    page.close().await?;

    // Inside another page nothing begins unasked.
    let page = Page::new(world.browser, &world.site).await?;
    page.open(&shared.replacen("/#", "/?embed=1#", 1)).await?;
    page.until("it has the schedule", || async { page.exists("replaying").await }).await?;
    ensure!(page.state().await? == "idle");
    page.close().await
}

/// What a step did is told, of every kind of thing that a step can do.
pub(crate) async fn steps_are_told(world: &World) -> Result<()> {
    const CODE: &str = "import threading
lock = threading.Lock()
lock.acquire()
def work():
    lock.acquire()
thread = threading.Thread(target=work)
thread.start()
print('now')
lock.release()
thread.join()
print('end')
";
    let page = Page::new(world.browser, &world.site).await?;
    page.open("/#/lost-update?driver=sim").await?;
    page.set_code(CODE).await?;
    let mut wanted = vec![
        "main runs line 3",
        "main takes Lock",
        "Thread-1 is started by main",
        "Thread-1 waits for Lock",
        "main prints “now”",
        "main gives Lock back",
        "main waits for Thread-1 to end",
        "Thread-1 is finished",
    ];
    page.set("seed", "1").await?;
    for _ in 0..60 {
        let before = page.script(STEPS, vec![]).await?;
        page.click("step").await?;
        page.until("the step is taken", || async {
            Ok(page.state().await? == "finished"
                || page.state().await? == "paused" && page.script(STEPS, vec![]).await? != before)
        })
        .await?;
        let told = page.text("status").await?;
        wanted.retain(|words| !told.contains(words));
        if page.state().await? == "finished" {
            break;
        }
    }
    ensure!(wanted.is_empty(), "never told: {wanted:?}");
    page.close().await
}

/// Changes with every step.
const STEPS: &str = "return document.querySelector('[data-testid=status]').textContent + document.querySelector('[data-testid=timeline]').dataset.end";
