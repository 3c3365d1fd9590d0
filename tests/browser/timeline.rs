//! The picture of a run: how workers begin and end in it, and how it is moved.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::page::Page;
use crate::{Mode, SIM, WEB, WEB_FREE_THREADED, World, prepare};

/// Every way in which a worker ends, each with its own mark; nothing of the program runs while its interpreter starts.
pub(crate) async fn ends_are_told_apart(world: &World) -> Result<()> {
    const CODE: &str = "import sys, time
from threading import Thread
from multiprocessing import Process
def fails(): raise ValueError(1)
def leaves(): sys.exit(3)
def idles(): time.sleep(1000)
if __name__ == '__main__':
    team = [kind(target=job, name=f'{kind.__name__} {job.__name__}') for kind in (Thread, Process) for job in (fails, leaves)]
    for one in team: one.start()
    for one in team: one.join()
    Thread(target=idles, name='Thread idles', daemon=True).start()
    1 / 0
";
    const ENDS: [(&str, &str); 6] = [
        ("Thread fails", "ended by an exception"),
        ("Thread leaves", "finished"),
        ("Process fails", "ended by an exception"),
        ("Process leaves", "finished"),
        ("Thread idles", "killed"),
        ("main", "ended by an exception"),
    ];
    for mode in [SIM, WEB, WEB_FREE_THREADED] {
        let page = prepare(world, &world.site, mode, CODE).await?;
        ensure!(page.run().await? == "finished");
        page.says("status", "Exit status 1").await?;
        let marks = || async {
            page.script("return document.querySelectorAll('.lane .raised').length - document.querySelectorAll('.legend .raised').length", vec![])
                .await
        };
        page.until("three exceptions are drawn", || async { Ok(marks().await? == json!(3)) }).await?;
        let rows = rows(&page, mode).await?;
        for (worker, end) in ENDS {
            let last = rows.iter().rev().find(|(name, _)| name == worker).map(|(_, state)| state.as_str());
            ensure!(last == Some(end), "{}: {worker} ends as {last:?}: {rows:?}", mode.name);
        }
        let first: Vec<&str> =
            rows.iter().filter(|(name, _)| name == "main").map(|(_, state)| state.as_str()).collect();
        let began = first.iter().position(|state| *state == "running");
        let starting = first.iter().position(|state| *state == "starting up");
        ensure!(
            mode.driver == "sim" || starting < began && starting.is_some(),
            "{}: main begins with {first:?}",
            mode.name
        );
        page.close().await?;
    }
    Ok(())
}

/// The timeline as text: workers and their states, by time.
async fn rows(page: &Page, mode: Mode) -> Result<Vec<(String, String)>> {
    page.click("timeline-as-text").await?;
    page.until("the timeline is text", || async {
        Ok(page.script("return !!document.querySelector('.timeline-table tbody tr')", vec![]).await?
            == json!(true))
    })
    .await?;
    let rows = page
        .script(
            "return [...document.querySelectorAll('.timeline-table tbody tr')].map((row) => [...row.children].slice(2).map((cell) => cell.textContent))",
            vec![],
        )
        .await?;
    let rows: Vec<(String, String)> = serde_json::from_value(rows)?;
    ensure!(rows.len() < 500, "{}: {} rows", mode.name, rows.len());
    Ok(rows)
}

const POINTER: &str = "
const lanes = document.querySelector('.lanes'), box = lanes.getBoundingClientRect();
const fire = (type, x, pointerId) => lanes.dispatchEvent(new PointerEvent(type,
  { bubbles: true, pointerId, pointerType: arguments[0], button: type === 'pointermove' ? -1 : 0, clientX: box.left + x, clientY: box.top + 14 }));
";

/// A part of the run is moved by mouse and by finger, and zoomed by two fingers and by keys. A click selects, a drag does not.
pub(crate) async fn it_can_be_dragged(world: &World) -> Result<()> {
    let page = Page::new(world.browser, &world.site).await?;
    page.open("/#/lost-update?driver=sim").await?;
    page.shows("Lost updates").await?;
    ensure!(page.run().await? == "finished");
    let ticks = async || -> Result<Vec<f64>> {
        let script = "return [...document.querySelectorAll('.axis g text')].map((text) => +text.textContent)";
        Ok(serde_json::from_value(page.script(script, vec![]).await?)?)
    };
    let press = async |key: &str| -> Result<Value> {
        let script = "document.querySelector('.lanes').dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], bubbles: true }))";
        page.script(script, vec![json!(key)]).await
    };
    let selects = async || -> Result<bool> {
        Ok(page.script("return !!document.querySelector('.cursor')", vec![]).await? == json!(true))
    };
    let whole = ticks().await?;
    for kind in ["mouse", "touch"] {
        press("+").await?;
        press("+").await?;
        page.until("it is zoomed in", || async { Ok(span(&ticks().await?) < span(&whole) / 2.0) }).await?;
        let before = ticks().await?;
        let drag = |from: u32, to: u32| {
            format!("{POINTER} fire('pointerdown', {from}, 1); fire('pointermove', {}, 1); fire('pointermove', {to}, 1);
                fire('pointerup', {to}, 1); lanes.dispatchEvent(new MouseEvent('click', {{ bubbles: true, clientX: box.left + {to}, clientY: box.top + 14 }}));", (from + to) / 2)
        };
        page.script(&drag(380, 140), vec![json!(kind)]).await?;
        page.until(&format!("{kind}: later moments are in view"), || async {
            Ok(ticks().await?[0] > before[0])
        })
        .await?;
        ensure!(!selects().await?, "{kind}: a drag has selected a moment");
        page.script(&drag(140, 380), vec![json!(kind)]).await?;
        page.until(&format!("{kind}: it is where it was"), || async { Ok(ticks().await? == before) }).await?;
        page.script(
            &format!("{POINTER} fire('pointerdown', 200, 1); fire('pointerdown', 260, 2); fire('pointermove', 160, 1); fire('pointermove', 300, 2);
                fire('pointerup', 160, 1); fire('pointerup', 300, 2);"),
            vec![json!(kind)],
        )
        .await?;
        page.until(&format!("{kind}: it is zoomed in further"), || async {
            Ok(span(&ticks().await?) < span(&before))
        })
        .await?;
        press("0").await?;
        page.until("all of it is in view", || async { Ok(ticks().await? == whole) }).await?;
        page.script(
            &format!("{POINTER} fire('pointerdown', 250, 1); fire('pointerup', 250, 1); lanes.dispatchEvent(new MouseEvent('click', {{ bubbles: true, clientX: box.left + 250, clientY: box.top + 14 }}));"),
            vec![json!(kind)],
        )
        .await?;
        page.until(&format!("{kind}: a click selects"), selects).await?;
        press("Escape").await?;
        page.until("nothing is selected", async || Ok(!selects().await?)).await?;
    }
    page.close().await
}

fn span(ticks: &[f64]) -> f64 {
    ticks.last().zip(ticks.first()).map_or(0.0, |(last, first)| last - first)
}

/// The workers of a lock's lane have names that tell them apart.
pub(crate) async fn holders_are_told_apart(world: &World) -> Result<()> {
    const CODE: &str = "import threading, time
lock = threading.Lock()
def work():
    with lock: time.sleep(1)
for name in ['worker 0', 'worker 1', 'philosopher a', 'philosopher b']: threading.Thread(target=work, name=name).start()
";
    let page = prepare(world, &world.site, SIM, CODE).await?;
    ensure!(page.run().await? == "finished");
    page.until("the holders have names of their own", || async {
        let script = "return [...document.querySelectorAll('.hold text')].map((text) => text.textContent)";
        Ok(page.script(script, vec![]).await? == json!(["W0", "W1", "p…r a", "p…r b"]))
    })
    .await?;
    page.close().await
}
