//! Where things are, at the widths that people have: nothing is cut, nothing jumps, lists have room.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::World;
use crate::page::{Page, SIZE};

/// Widths and heights of windows.
const SIZES: [(u32, u32); 6] =
    [(1680, 1050), (1440, 900), (1366, 768), (1280, 800), (1100, 800), (768, 1024)];

/// The status is read in full, the run bar is one line, and no panel moves when results arrive.
pub(crate) async fn nothing_is_cut_and_nothing_jumps(world: &World) -> Result<()> {
    let page = Page::new(world.browser, &world.site).await?;
    let places = || async {
        let tops = "return [...document.querySelectorAll('.panel, .run-bar')].map((part) => Math.round(part.getBoundingClientRect().top))";
        page.script(tops, vec![]).await
    };
    for (width, height) in SIZES {
        page.size(width, height).await?;
        page.open_raw("/favicon.svg").await?;
        page.open("/#/lost-update?driver=sim").await?;
        page.shows("Lost updates").await?;
        let before = places().await?;
        ensure!(page.run().await? == "finished");
        page.says("status", "simulated").await?;
        ensure!(places().await? == before, "{width}: a panel moved from {before} to {}", places().await?);
        let cut = page
            .script(
                "const cut = (part) => part.scrollWidth > part.clientWidth || part.scrollHeight > part.clientHeight;
                 return [...document.querySelectorAll('.status, .status > :not([hidden]), .timeline .panel-head > *, .lower [role=tab]')]
                   .filter((part) => part.offsetWidth && cut(part)).map((part) => part.textContent)",
                vec![],
            )
            .await?;
        ensure!(cut == json!([]), "{width}: cut is {cut}");
        let bar = page.script("return document.querySelector('.run-bar').offsetHeight", vec![]).await?;
        ensure!(bar.as_f64().is_some_and(|bar| bar < 60.0), "{width}: the run bar is {bar} high");
        let wide = page.script("return document.documentElement.scrollWidth > innerWidth", vec![]).await?;
        ensure!(wide == json!(false), "{width}: the page is wider than the window");
    }
    page.size(SIZE.0, SIZE.1).await?;
    page.close().await
}

/// What the run bar has no room for is a press away, and out of the way when a run begins.
pub(crate) async fn settings_are_a_press_away(world: &World) -> Result<()> {
    let page = Page::new(world.browser, &world.site).await?;
    let seen = async |part: &str| -> Result<Value> {
        let script = "const part = document.querySelector(`[data-testid=${arguments[0]}]`); return part.offsetWidth > 0";
        page.script(script, vec![json!(part)]).await
    };
    for (width, always, hidden) in [
        (1680, ["driver", "sweep", "cores", "policy"].as_slice(), [].as_slice()),
        (1366, &["driver", "gil", "sweep", "explore", "share"], &["cores", "seed", "policy"]),
        (768, &["explore"], &["driver", "gil", "sweep", "cores", "seed", "policy", "share"]),
    ] {
        page.size(width, 900).await?;
        page.open_raw("/favicon.svg").await?;
        page.open("/#/lost-update?driver=sim").await?;
        page.shows("Lost updates").await?;
        for part in always {
            ensure!(seen(part).await? == json!(true), "{width}: {part} is not in view");
        }
        for part in hidden {
            ensure!(seen(part).await? == json!(false), "{width}: {part} is in view");
        }
        if hidden.is_empty() {
            continue;
        }
        page.click("settings").await?;
        for part in hidden {
            page.until(&format!("{width}: {part} is in view"), || async {
                Ok(seen(part).await? == json!(true))
            })
            .await?;
        }
        ensure!(page.run().await? == "finished");
        ensure!(seen("cores").await? == json!(false), "{width}: the settings cover what was run");
    }
    page.size(SIZE.0, SIZE.1).await?;
    page.close().await
}

/// Outcomes and sweeps are lists: several of their entries are in view at once.
pub(crate) async fn lists_have_room(world: &World) -> Result<()> {
    let page = Page::new(world.browser, &world.site).await?;
    page.size(1366, 768).await?;
    page.open("/#/lost-update?driver=sim").await?;
    let in_view = async |rows: &str| -> Result<u64> {
        let count = page
            .script(
                "const panel = document.querySelector('.lower .panel-body').getBoundingClientRect();
                 return [...document.querySelectorAll(arguments[0])].filter((row) => row.getBoundingClientRect().top + 20 < panel.bottom).length",
                vec![json!(rows)],
            )
            .await?;
        Ok(count.as_u64().unwrap_or_default())
    };
    page.explore().await?;
    page.says("verdict", "outcomes").await?;
    let count = in_view("[data-testid=race], [data-testid=outcome]").await?;
    ensure!(count >= 3, "{count} entries are in view");
    page.click("tab-charts").await?;
    page.click("sweep").await?;
    page.until("all runs of the sweep are there", || async {
        Ok(page.state().await? == "finished" && in_view(".sweep tbody tr").await? >= 6)
    })
    .await?;
    page.size(SIZE.0, SIZE.1).await?;
    page.close().await
}
