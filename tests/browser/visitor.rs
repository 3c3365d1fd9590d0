//! What visitors bring and make: it is kept, it is read by everybody, and what others send does no harm.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::World;
use crate::page::Page;

/// Changes stay with their lesson, across other lessons and visits, until they are undone.
pub(crate) async fn changes_are_kept(world: &World) -> Result<()> {
    const EDITED: &str = "print('mine')\n";
    let page = Page::new(world.browser, &world.site).await?;
    page.open("/#/lost-update").await?;
    page.set_code(EDITED).await?;
    let kept = || async {
        let hash = page.script("return location.hash", vec![]).await?;
        Ok(hash.as_str().is_some_and(|hash| hash.contains("code=")))
    };
    page.until("the address has it", kept).await?;
    page.script("document.querySelector('main.lesson').scrollTop = 9000", vec![]).await?;
    let go = async |link: &str, title: &str| -> Result<()> {
        page.script("location.hash = arguments[0]", vec![json!(link)]).await?;
        page.shows(title).await
    };
    go("#/01-threads/first-thread", "Starting a thread").await?;
    page.until("it begins at its beginning", || async {
        Ok(page.script("return document.querySelector('main.lesson').scrollTop", vec![]).await? == json!(0))
    })
    .await?;
    ensure!(
        page.run().await? == "finished" && page.text("output").await? != "mine\n",
        "another lesson has it"
    );
    go("#/02-sharing/lost-update", "Lost updates").await?;
    ensure!(page.run().await? == "finished");
    ensure!(page.text("output").await? == "mine\n", "after another lesson: {:?}", page.text("output").await?);
    // Another visit, by the short address.
    page.open_raw("/favicon.svg").await?;
    page.open("/#/lost-update").await?;
    page.shows("Lost updates").await?;
    ensure!(page.run().await? == "finished");
    ensure!(page.text("output").await? == "mine\n", "after a visit: {:?}", page.text("output").await?);
    // Somebody's link says what the program is to be, and changes nothing of what is kept.
    page.open_raw("/favicon.svg").await?;
    page.open("/#/lost-update?WORKERS=3").await?;
    page.until("the link counts", || async {
        Ok(page.script("return document.querySelector('[data-testid=param-WORKERS]')?.value", vec![]).await?
            == json!("3"))
    })
    .await?;
    page.open_raw("/favicon.svg").await?;
    page.open("/#/lost-update").await?;
    page.until("it has the change", kept).await?;
    page.click("reset-code").await?;
    page.until("it has no change", || async { page.exists("param-WORKERS").await }).await?;
    page.open_raw("/favicon.svg").await?;
    page.open("/#/lost-update").await?;
    page.until("the lesson is as it was", || async { page.exists("param-WORKERS").await }).await?;
    page.close().await
}

/// Results say that they are of another program than the one that is shown; a run shows what it prints.
pub(crate) async fn results_say_what_they_are_of(world: &World) -> Result<()> {
    let page = Page::new(world.browser, &world.site).await?;
    page.open("/#/lost-update?driver=sim").await?;
    page.set("param-WORKERS", "3").await?;
    ensure!(!page.exists("outdated").await?, "there is nothing yet that could be outdated");
    page.click("tab-variables").await?;
    ensure!(page.run().await? == "finished");
    page.says("output", "expected").await?;
    ensure!(!page.exists("outdated").await?);
    page.set("param-WORKERS", "4").await?;
    for part in ["outdated", "timeline-outdated"] {
        page.until(&format!("there is {part}"), || async { page.exists(part).await }).await?;
    }
    // They are of what was run, which comes back.
    page.set("param-WORKERS", "3").await?;
    page.until("they are as the parameters", || async { Ok(!page.exists("outdated").await?) }).await?;
    page.set("cores", "2").await?;
    page.until("other settings count too", || async { page.exists("outdated").await }).await?;
    page.set("cores", "4").await?;
    page.set("param-WORKERS", "4").await?;
    page.until("the results are marked", || async { page.exists("outdated").await }).await?;
    ensure!(page.run().await? == "finished" && !page.exists("outdated").await?);
    page.close().await
}

/// The end of a deadlock shows who waits for whom, in words and in the picture.
pub(crate) async fn a_deadlock_is_seen(world: &World) -> Result<()> {
    const CODE: &str = "import threading, time
a, b = threading.Lock(), threading.Lock()
def work(first, second):
    with first:
        time.sleep(1)
        with second: pass
for pair in [(a, b), (b, a)]: threading.Thread(target=work, args=pair).start()
";
    let page = Page::new(world.browser, &world.site).await?;
    page.open("/#/lost-update?driver=sim").await?;
    page.set_code(CODE).await?;
    ensure!(page.run().await? == "finished");
    page.says("stuck", "holds Lock 1 and waits for Lock 2").await?;
    let situation = page.text("situation").await?;
    for words in ["Thread-1 holds Lock 1", "Thread-1 waits for Lock 2", "Thread-2 waits for Lock 1"] {
        ensure!(situation.contains(words), "{words}: {situation}");
    }
    let width = page
        .script(
            "return Math.min(...[...document.querySelectorAll('.lanes .waiting')].slice(1).map((wait) => wait.getBBox().width))",
            vec![],
        )
        .await?;
    ensure!(width.as_f64().is_some_and(|width| width > 20.0), "the wait is {width} pixels long");
    page.close().await
}

/// What others send: no script of theirs runs, nothing is fetched from elsewhere, and much of it does not stop the page.
pub(crate) async fn what_others_send_does_no_harm(world: &World) -> Result<()> {
    let page = Page::new(world.browser, &world.site).await?;
    page.open(&format!("/#/?src={}/hostile.py", world.open.url)).await?;
    page.shows("Hostile").await?;
    let found = page
        .script_async(
            "const done = arguments[0];
             const script = document.createElement('script');
             script.textContent = 'window.harmed = true';
             document.head.append(script);
             let refused = false;
             try { eval('1') } catch { refused = true }
             const images = [...document.querySelectorAll('main img')].map((image) => image.src);
             const elsewhere = performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => name.includes('pixel'));
             let deepest = 0;
             for (let at = document.querySelector('main q, main blockquote'); at; at = at.querySelector('blockquote')) deepest += 1;
             setTimeout(() => done([window.harmed ?? false, images, elsewhere, deepest < 50]), 50);",
            vec![],
        )
        .await?;
    ensure!(found == json!([false, [], [], true]), "{found}");
    let many: String = (0..20_000).map(|at| format!("&N{at}=1")).collect();
    page.open(&format!("/?driver=sim#/lost-update?a=1{many}")).await?;
    let count =
        page.script("return document.querySelectorAll('[data-testid=message]').length", vec![]).await?;
    ensure!(count.as_u64().is_some_and(|count| (1..12).contains(&count)), "{count} messages");
    page.close().await
}

/// The page in all of its states: an address where it is opened anew, and what is done there.
const VIEWS: [(&str, &str, &str); 14] = [
    ("a lesson", "/#/lost-update?driver=sim", ""),
    ("a run", "", "await run();"),
    ("numbers", "", "part('tab-numbers').click();"),
    ("files", "", "part('tab-files').click();"),
    ("charts", "", "part('tab-charts').click();"),
    ("by worker", "", "part('tab-by-worker').click();"),
    ("the timeline as text", "", "part('timeline-as-text').click();"),
    (
        "outcomes",
        "",
        "part('explore').click(); await until(() => part('status').textContent.includes('outcomes'));",
    ),
    (
        "variables",
        "",
        "part('timeline-as-text').click(); part('step').click(); await until(() => state() === 'paused'); part('tab-variables').click();",
    ),
    ("keys", "", "document.dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true }));"),
    ("snippets", "/#/lost-update?driver=sim", "part('embed').click(); await until(() => part('snippets'));"),
    (
        "an error",
        "/#/first-thread?driver=sim",
        "await until(() => window.interleave.setCode); window.interleave.setCode('x = (\\n'); await run();",
    ),
    ("inside another page", "/?embed=1#/first-thread", ""),
    ("no lesson", "/#/nothing-of-this-name", ""),
];

const HELPERS: &str = "
const done = arguments[arguments.length - 1];
const part = (name) => document.querySelector(`[data-testid=${name}]`);
const state = () => part('status').dataset.state;
const until = async (holds) => {
  for (const end = Date.now() + 20000; !holds();) {
    if (Date.now() > end) throw new Error(`not within 20 s: ${holds}`);
    await new Promise((then) => setTimeout(then, 20));
  }
};
const run = async () => { part('status').dataset.state = 'idle'; part('run').click(); await until(() => !['idle', 'loading', 'running'].includes(state())); };
";

/// axe-core finds nothing on any view, in either theme.
pub(crate) async fn everybody_can_read_it(world: &World) -> Result<()> {
    let axe = concat!(env!("CARGO_MANIFEST_DIR"), "/../www/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(axe)
        .map_err(|error| anyhow::anyhow!("{axe}: {error}; `cargo xtask test` installs it"))?;
    let page = Page::new(world.browser, &world.site).await?;
    let mut faults = Vec::new();
    for theme in ["light", "dark"] {
        for (name, address, action) in VIEWS {
            if !address.is_empty() {
                page.open_raw("/favicon.svg").await?;
                page.open(address).await?;
                page.script(
                    "document.documentElement.dataset.theme = arguments[0]; localStorage.clear()",
                    vec![json!(theme)],
                )
                .await?;
                page.until("the editor is there", || async {
                    let ready = "return !!window.interleave?.setCode || !document.querySelector('[data-testid=editor]')";
                    Ok(page.script(ready, vec![]).await? == json!(true))
                })
                .await?;
            }
            let act = format!(
                "{HELPERS}(async () => {{ {action} await new Promise((then) => setTimeout(then, 100)); }})().then(() => done(), (error) => done(`${{error}}`));"
            );
            let failed = page.script_async(&act, vec![]).await?;
            ensure!(failed == Value::Null, "{theme}, {name}: {failed}");
            page.script(&format!("if (!window.axe) {{ {axe}; window.axe ??= axe; }}"), vec![]).await?;
            let found = page
                .script_async(
                    "const done = arguments[1];
                     axe.run(document, { resultTypes: ['violations'], ...arguments[0] && { runOnly: 'color-contrast' } }).then(({ violations }) => done(violations.map(({ id, nodes }) =>
                       `${id}: ${nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join('; ')}`)));",
                    // All but the colours is the same in both themes.
                    vec![json!(theme == "dark")],
                )
                .await?;
            let found = found.as_array().cloned().unwrap_or_else(|| vec![found]);
            faults.extend(found.iter().map(|fault| format!("{theme}, {name}: {fault}")));
        }
    }
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    page.close().await
}
