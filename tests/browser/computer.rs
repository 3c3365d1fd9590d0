//! "This computer": the page's programs on processes of the computer that serves it. What the server itself promises is tested
//! without a browser, in `tests/computer`.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::page::Page;
use crate::servers::{self, Server};
use crate::{NATIVE, PROGRAMS, World, gathering, prepare, prints, program};

/// One page runs one after the other, with and without the GIL, and says that it was measured.
pub(crate) async fn programs(world: &World) -> Result<()> {
    let page = prepare(world, &world.site, NATIVE, "").await?;
    for gil in ["true", "false"] {
        page.set("gil", gil).await?;
        for each in &PROGRAMS {
            page.set_code(&program(each.file)?).await?;
            prints(&page, each).await?;
            page.says("status", "measured").await?;
        }
    }
    let heading =
        page.script("return document.querySelector('.timeline .panel-head').textContent", vec![]).await?;
    ensure!(heading.as_str().is_some_and(|text| text.contains("measured on this computer")), "{heading}");
    ensure!(page.exists("step-reason").await? && page.exists("cores-reason").await?);
    page.close().await
}

pub(crate) async fn sixty_four_processes(world: &World) -> Result<()> {
    let page = prepare(world, &world.site, NATIVE, &gathering("multiprocessing", 64)).await?;
    let before = page.web_workers();
    page.click("run").await?;
    page.says("output", "all here").await?;
    page.until("they are counted", || async { Ok(page.text("worker-count").await? == "65") }).await?;
    // One more speaks for this computer; the engine's may begin meanwhile.
    ensure!(page.web_workers() <= before + 1 + crate::SPARE, "{} Web Workers", page.web_workers());
    page.set("input", "go").await?;
    page.click("input-send").await?;
    page.until("the run ends", || async { Ok(page.state().await? == "finished") }).await?;
    page.close().await
}

/// Stop ends what does not want to end; a run beside another one waits for its turn, and says so.
pub(crate) async fn stop_and_turns(world: &World) -> Result<()> {
    let server = Server::site(&servers::dist(), &["--max-runs", "1"])?;
    let first = prepare(
        world,
        &server,
        NATIVE,
        "print('on')\nwhile True:\n    try:\n        while True: pass\n    except BaseException: pass\n",
    )
    .await?;
    let second = prepare(world, &server, NATIVE, "print('second')").await?;
    first.click("run").await?;
    first.says("output", "on").await?;
    second.click("run").await?;
    second.says("status", "Waiting, 1 before").await?;
    second.click("stop").await?;
    second.until("it has stopped", || async { Ok(second.state().await? == "stopped") }).await?;
    second.click("run").await?;
    second.says("status", "Waiting, 1 before").await?;
    first.click("stop").await?;
    first.until("it has stopped", || async { Ok(first.state().await? == "stopped") }).await?;
    second.until("it had its turn", || async { Ok(second.state().await? == "finished") }).await?;
    ensure!(second.text("output").await? == "second\n");
    // What is endless and prints is held back by the page, and ends as well.
    first.set_code("while True: print('x' * 100)").await?;
    first.click("run").await?;
    first.says("output", "xxx").await?;
    first.click("stop").await?;
    first.until("it has stopped", || async { Ok(first.state().await? == "stopped") }).await?;
    // On a busy computer the page gives up the connection before the server has told of the end.
    let none = || async { Ok(crate::family::descendants(server.pid())?.is_empty()) };
    first.until("no process is left", none).await?;
    first.close().await?;
    second.close().await
}

/// The server ends in the middle of a run, and of nothing: the page says so, goes on, and finds it again.
pub(crate) async fn it_can_be_lost(world: &World) -> Result<()> {
    let mut server = Server::site(&servers::dist(), &[])?;
    let page = prepare(world, &server, NATIVE, "print('on')\ninput()").await?;
    // The engine comes from there too.
    page.set("driver", "sim").await?;
    page.click("run").await?;
    page.says("output", "on").await?;
    page.click("stop").await?;
    page.set("driver", "native").await?;
    page.click("run").await?;
    page.says("status", "Running").await?;
    page.says("output", "on").await?;
    server.kill();
    page.says("message", "The connection to this computer was lost").await?;
    ensure!(page.state().await? == "failed", "{}", page.state().await?);
    page.set_code("print('again')").await?;
    ensure!(page.run().await? == "failed");
    page.says("message", "This computer does not answer").await?;
    page.set("driver", "sim").await?;
    ensure!(page.run().await? == "finished");
    ensure!(page.text("output").await? == "again\n");
    page.close().await
}

/// Only a page with the token may; all others are told how to get there, and run what they can.
pub(crate) async fn who_may(world: &World) -> Result<()> {
    // Browsers have had the token of the site that all tests share.
    let lent = Server::site(&servers::dist(), &[])?;
    let not_lent = Server::site(&servers::dist(), &["--no-runs"])?;
    for (server, why) in [(&lent, "has printed, with its token"), (&not_lent, "start `interleave serve`")] {
        let page = Page::new(world.browser, server).await?;
        page.open("/#/lost-update?driver=native").await?;
        page.says("message", why).await?;
        let driver = || page.script("return document.querySelector('[data-testid=driver]').value", vec![]);
        ensure!(driver().await? == json!("web"), "{}", driver().await?);
        page.set("driver", "sim").await?;
        page.set("driver", "native").await?;
        page.says("message", why).await?;
        page.until("the choice is as before", || async { Ok(driver().await? == json!("sim")) }).await?;
        ensure!(page.run().await? == "finished");
        page.says("status", "simulated").await?;
        page.close().await?;
    }
    Ok(())
}
