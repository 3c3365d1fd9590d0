//! Trying schedules.

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::page::Page;
use crate::{SIM, World, prepare};

/// The deadlock is among the outcomes; its schedule shows it again, also to somebody who is given the link.
pub(crate) async fn schedules_are_tried_and_replayed(world: &World) -> Result<()> {
    const DEADLOCK: &str = "Deadlock: nothing can ever run again.";
    const HASH: &str = "return location.hash";
    let page = Page::new(world.browser, &world.site).await?;
    page.open("/#/02-sharing/deadlock?PAUSE=0").await?;
    page.explore().await?;
    page.says("verdict", "inequivalent schedules, 2 outcomes. There are no others.").await?;
    page.says("status", "inequivalent schedules, 2 outcomes").await?;
    let replay = "const all = [...document.querySelectorAll('[data-testid=outcome]')];
         const one = all.find(one => one.textContent.includes(arguments[0]));
         one?.querySelector('[data-testid=replay]').click();
         return one?.textContent ?? ''";
    let outcome = page.script(replay, vec![json!("Deadlock")]).await?;
    ensure!(outcome.as_str().unwrap_or_default().contains("holds Lock 1 and waits for Lock 2"), "{outcome}");
    // It holds still at its first line.
    page.says("status", "Paused at").await?;
    page.click("run").await?;
    page.says("output", DEADLOCK).await?;
    ensure!(page.exists("replaying").await?);
    page.says("status", "Deadlock, ").await?;
    page.until("the address has the schedule", || async {
        Ok(page.script(HASH, vec![]).await?.as_str().unwrap_or_default().contains("&schedule="))
    })
    .await?;
    let address = page.script(HASH, vec![]).await?;
    page.close().await?;

    let page = Page::new(world.browser, &world.site).await?;
    page.open(&format!("/{}", address.as_str().unwrap_or_default())).await?;
    page.run().await?;
    ensure!(page.text("output").await?.contains(DEADLOCK), "{address}: {}", page.text("output").await?);
    page.click("leave-replay").await?;
    page.until("the address has no schedule", || async {
        Ok(!page.script(HASH, vec![]).await?.as_str().unwrap_or_default().contains("schedule="))
    })
    .await?;
    page.close().await?;

    // Why the outcomes of a lesson differ.
    let page = Page::new(world.browser, &world.site).await?;
    page.open("/#/02-sharing/lost-update?WORKERS=2&ADDITIONS=5").await?;
    page.explore().await?;
    let race = page.says("race", "Lost update of counter").await?;
    ensure!(race.contains("reads it in line ") && race.contains(" wrote is lost."), "{race}");
    const MARKS: &str = "return [...document.querySelectorAll('.worker-mark')].map(mark => `${mark.textContent}: ${mark.title}`).join()";
    page.until("the race's lines are marked in the code", || async {
        let marks = page.script(MARKS, vec![]).await?;
        Ok(marks.as_str().unwrap_or_default().contains("race: Thread-"))
    })
    .await?;
    page.script("document.querySelector('[data-testid=race] [data-testid=replay]').click()", vec![]).await?;
    page.says("status", "Paused at").await?;
    page.click("run").await?;
    page.says("output", "updates were lost").await?;
    page.close().await?;

    let page = Page::new(world.browser, &world.site).await?;
    page.open("/#/02-sharing/deadlock?schedule=AQcut").await?;
    ensure!(page.run().await? == "failed", "{}", page.state().await?);
    page.says("message", "The schedule cannot be replayed: not a schedule").await?;
    page.close().await
}

pub(crate) async fn trying_schedules_can_be_stopped(world: &World) -> Result<()> {
    let page = prepare(world, &world.site, SIM, "while True:\n    pass\n").await?;
    page.click("explore").await?;
    page.says("progress", " of 400 schedules, 1 outcome").await?;
    page.click("stop").await?;
    page.until("they are tried no more", || async { Ok(page.state().await? == "stopped") }).await?;
    let outcomes = page.says("outcomes", "Not finished").await?;
    ensure!(outcomes.contains("tried"), "{outcomes}");
    // The page is alive, and what was found is of another program.
    page.set_code("print('alive')").await?;
    page.says("outcomes", "have changed since").await?;
    ensure!(page.run().await? == "finished" && page.text("output").await? == "alive\n");
    page.close().await
}

/// Searches, and tells the most Web Workers that were at work meanwhile, and what was found.
const SEARCH: &str = "
const done = arguments[arguments.length - 1];
const part = (name) => document.querySelector(`[data-testid=${name}]`);
let most = 0;
part('status').dataset.state = 'idle';
part('explore').click();
const watch = setInterval(() => {
  if (part('status').dataset.state === 'running') most = Math.max(most, Number(part('worker-count')?.textContent ?? 0));
  if (part('status').dataset.state !== 'finished') return;
  clearInterval(watch);
  done([most, part('outcomes').textContent]);
}, 1);
";

/// The first search does not wait for the free-threaded build; those after it use it, have a worker for each core, and find the same.
/// After Stop the next one has new workers.
pub(crate) async fn a_search_takes_all_cores(world: &World) -> Result<()> {
    // More schedules than are tried: the proof, few preemptions, and samples.
    const CODE: &str = "import threading\nclass S: pass\ns = S(); s.x = 0\ndef w():\n    for _ in range(3): s.x += 1\n\
        ts = [threading.Thread(target=w) for _ in range(3)]\nfor t in ts: t.start()\nfor t in ts: t.join()\nprint(s.x)\n";
    let page = prepare(world, &world.site, SIM, CODE).await?;
    let cores = page.script("return Math.min(navigator.hardwareConcurrency, 8)", vec![]).await?;
    let cores = cores.as_u64().context("the browser tells no cores")?;
    let search = async || -> Result<(u64, String)> {
        let found = page.script_async(SEARCH, vec![]).await?;
        Ok(serde_json::from_value(found)?)
    };
    let (workers, found) = search().await?;
    ensure!(workers <= 1 && found.contains("outcomes"), "{workers} workers: {found}");
    let takes_all_cores = async || {
        page.until("a search takes all cores", || async {
            let (workers, again) = search().await?;
            ensure!(again == found, "with {workers} workers {again}\nwith one {found}");
            Ok(workers == 1 + cores)
        })
        .await
    };
    takes_all_cores().await?;
    page.set_code("while True:\n    pass\n").await?;
    page.click("explore").await?;
    page.says("progress", " of 400 schedules, 1 outcome").await?;
    page.click("stop").await?;
    page.until("it has stopped", || async { Ok(page.state().await? == "stopped") }).await?;
    page.set_code(CODE).await?;
    takes_all_cores().await?;
    page.close().await
}
