//! Lessons inside of other people's pages, on hosts of their own: `www/embed.js`, and plain frames.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::browsers::Browser;
use crate::page::Page;
use crate::servers::{Counted, LessonHost};
use crate::{SPARE, World};

/// A page of a course: it remembers what the lessons in it tell, and what others say.
fn course(site: &str, body: &str) -> Result<LessonHost> {
    course_with(&format!("<script async src=\"{site}/embed.js\"></script>"), body)
}

fn course_with(script: &str, body: &str) -> Result<LessonHost> {
    let page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Course</title><body>
<script>
window.told = [];
for (const name of ['ready', 'run', 'finished']) addEventListener(name, (event) => told.push([name, event.target.id, event.detail]));
addEventListener('message', ({{ data }}) => {{ if (data.sentinel) window.sentinel = data.sentinel; }});
</script>
{script}
<h1>Course</h1>
{body}"
    );
    LessonHost::new(&[("/", page.as_bytes())], false)
}

async fn open(world: &World, host: &LessonHost) -> Result<Page> {
    let page = Page::elsewhere(world.browser, &host.url).await?;
    page.open_raw("/").await?;
    Ok(page)
}

fn of(lesson: &str, rest: &str) -> String {
    format!("return document.querySelector({}).shadowRoot{rest}", json!(lesson))
}

/// Presses the poster of a lesson.
async fn press(page: &Page, lesson: &str) -> Result<()> {
    let button = of(lesson, ".querySelector('button')");
    page.until(&format!("{lesson} has a poster"), || async {
        let there =
            format!("return !!document.querySelector({}).shadowRoot?.querySelector('button')", json!(lesson));
        Ok(page.script(&there, vec![]).await? == json!(true))
    })
    .await?;
    page.press(&button).await
}

/// Waits until lessons have told so many things of this name, and returns the details.
async fn told(page: &Page, name: &str, count: usize) -> Result<Vec<Value>> {
    let all = async || -> Result<Vec<Value>> {
        let told =
            page.script("return told.filter(([name]) => name === arguments[0])", vec![json!(name)]).await?;
        Ok(told.as_array().cloned().unwrap_or_default())
    };
    page.until(&format!("{count} lessons have told {name}"), || async { Ok(all().await?.len() >= count) })
        .await?;
    Ok(all().await?.into_iter().map(|told| told[2].clone()).collect())
}

async fn enter(page: &Page, lesson: &str) -> Result<()> {
    page.enter(&of(lesson, ".querySelector('iframe')")).await
}

/// What an element says arrives; its height follows what is in it; what happens in it is told.
pub(crate) async fn an_element(world: &World) -> Result<()> {
    let host = course(
        &world.site.url,
        "<interleave-lesson id=one lesson=\"lost-update\" WORKERS=\"3\" driver=\"sim\" gil=\"off\" seed=7 theme=\"dark\" panels=\"parameters code output settings\" read-only>
         <a href=\"/\">Lost updates</a></interleave-lesson>",
    )?;
    let page = open(world, &host).await?;
    press(&page, "#one").await?;
    let ready = told(&page, "ready", 1).await?;
    ensure!(ready[0]["title"] == json!("Lost updates"), "{ready:?}");
    enter(&page, "#one").await?;
    let found = page
        .script(
            "const part = (name) => document.querySelector(`[data-testid=${name}]`);
             const shown = (name) => part(name)?.offsetWidth > 0;
             return [part('param-WORKERS').value, part('driver').value, part('gil').checked, part('seed').value, document.documentElement.dataset.theme,
               shown('tab-output'), shown('tab-timeline'), shown('run'), shown('open'), part('message')?.textContent ?? '']",
            vec![],
        )
        .await?;
    ensure!(found == json!(["3", "sim", false, "7", "dark", true, false, true, true, ""]), "{found}");
    page.until("the editor is there, and cannot be written in", || async {
        let script = "return !!window.interleave.setCode && document.querySelector('.cm-content').getAttribute('aria-readonly') === 'true'";
        Ok(page.script(script, vec![]).await? == json!(true))
    })
    .await?;
    if world.browser == Browser::Chromium {
        // The page around sends no headers, and this one is isolated all the same.
        ensure!(page.script("return crossOriginIsolated", vec![]).await? == json!(true));
    }
    page.click("run").await?;
    page.leave().await?;
    let finished = told(&page, "finished", 1).await?;
    let detail = &finished[0];
    ensure!(
        detail["how"] == "finished" && detail["exit"] == 0 && detail["simulated"] == json!(true),
        "{finished:?}"
    );
    ensure!(detail["output"].as_str().is_some_and(|output| output.contains("expected")), "{finished:?}");
    ensure!(detail["seconds"].as_f64().is_some_and(|seconds| seconds > 0.0), "{finished:?}");
    ensure!(told(&page, "run", 1).await?.len() == 1);

    for width in [1280, 600] {
        page.size(width, 900).await?;
        follows(&page, "#one", width).await?;
    }
    page.size(crate::page::SIZE.0, crate::page::SIZE.1).await?;
    page.script("document.querySelector('#one').setAttribute('theme', 'light')", vec![]).await?;
    enter(&page, "#one").await?;
    page.until("the theme follows", || async {
        Ok(page.script("return document.documentElement.dataset.theme", vec![]).await? == json!("light"))
    })
    .await?;
    page.leave().await?;
    page.close().await
}

/// The frame is as high as the page in it.
async fn follows(page: &Page, lesson: &str, width: u32) -> Result<()> {
    page.until(&format!("{width}: the height is that of the content"), || async {
        let outside = page.script(&of(lesson, ".querySelector('iframe').clientHeight"), vec![]).await?;
        enter(page, lesson).await?;
        let inside =
            page.script("return Math.ceil(document.body.getBoundingClientRect().height)", vec![]).await?;
        let scrolls =
            page.script("return document.documentElement.scrollHeight > innerHeight", vec![]).await?;
        page.leave().await?;
        Ok(outside == inside && scrolls == json!(false) && outside.as_f64() > Some(300.0))
    })
    .await
}

/// The page around runs and stops a program, and hears how each run ended.
pub(crate) async fn told_how_it_ended(world: &World) -> Result<()> {
    const DEADLOCK: &str =
        "import threading\na = threading.Lock()\na.acquire()\nprint('once')\na.acquire()\n";
    const ENDLESS: &str = "print('on', flush=True)\nwhile True: pass\n";
    let programs = [("a", "print('well')\n"), ("b", "print(1 / 0)\n"), ("c", DEADLOCK), ("d", ENDLESS)];
    let elements: String = programs
        .iter()
        .map(|(id, code)| {
            format!(
                "<interleave-lesson id={id} driver=sim code=\"{}\"></interleave-lesson>",
                code.replace('"', "&quot;")
            )
        })
        .collect();
    let host = course(&world.site.url, &elements)?;
    let page = open(world, &host).await?;
    let defined = "return !!customElements.get('interleave-lesson')";
    page.until("embed.js is there", || async { Ok(page.script(defined, vec![]).await? == json!(true)) })
        .await?;
    for (at, (id, _)) in programs.iter().enumerate() {
        page.script(&format!("document.querySelector('#{id}').start()"), vec![]).await?;
        told(&page, "run", at + 1).await?;
        if *id == "d" {
            enter(&page, "#d").await?;
            page.says("output", "on\n").await?;
            page.leave().await?;
            page.script("document.querySelector('#d').stop()", vec![]).await?;
        }
        let finished = told(&page, "finished", at + 1).await?;
        let detail = &finished[at];
        let (how, words) = match *id {
            "a" => ("finished", "well\n"),
            "b" => ("error", "ZeroDivisionError: division by zero"),
            "c" => ("deadlock", "once\n"),
            _ => ("stopped", "on\n"),
        };
        ensure!(detail["how"] == how, "{id}: {detail}");
        ensure!(detail["output"].as_str().is_some_and(|output| output.contains(words)), "{id}: {detail}");
    }
    page.close().await
}

/// Neither the page around nor the lesson takes the word of others for each other's.
pub(crate) async fn forged_messages_are_ignored(world: &World) -> Result<()> {
    // It says to the page around what a lesson says, and to the lesson what the page around says.
    let stranger = LessonHost::new(
        &[(
            "/",
            b"<!doctype html><script>
for (const said of ['hello', 'ready', 'run', 'finished']) parent.postMessage({ interleave: said, how: 'forged' }, '*');
parent.postMessage({ interleave: 'size', height: 3000 }, '*');
addEventListener('message', ({ data: { lesson } }) => {
  if (!lesson) return;
  for (const said of ['welcome', 'run', 'stop']) parent.frames[0].postMessage({ interleave: said }, '*');
  parent.frames[0].postMessage({ interleave: 'theme', theme: 'dark' }, '*');
  parent.postMessage({ sentinel: 2 }, '*');
});
parent.postMessage({ sentinel: 1 }, '*');
</script>",
        )],
        false,
    )?;
    // Strangers do not even see an element's frame; a plain one they do.
    let elements = format!(
        "<iframe id=plain src=\"{}/?embed=1&amp;theme=light#/first-thread\"></iframe>
         <interleave-lesson id=one lesson=first-thread load=now></interleave-lesson><p id=place></p>",
        world.site.url
    );
    let host = course(&world.site.url, &elements)?;
    let page = open(world, &host).await?;
    told(&page, "ready", 1).await?;
    let height = of("#one", ".querySelector('iframe').clientHeight");
    follows(&page, "#one", crate::page::SIZE.0).await?;
    let before = page.script(&height, vec![]).await?;
    let sentinel = async |number: u32| {
        page.until("the stranger has spoken", || async {
            Ok(page.script("return window.sentinel ?? 0", vec![]).await? == json!(number))
        })
        .await
    };
    let frame = format!(
        "const frame = document.createElement('iframe'); frame.id = 'stranger'; frame.src = '{}/'; document.querySelector('#place').append(frame)",
        stranger.url
    );
    page.script(&frame, vec![]).await?;
    sentinel(1).await?;
    page.script("document.querySelector('#stranger').contentWindow.postMessage({ lesson: 1 }, '*')", vec![])
        .await?;
    sentinel(2).await?;
    let said = page.script("return told.map(([name]) => name)", vec![]).await?;
    ensure!(said == json!(["ready"]), "{said}");
    ensure!(page.script(&height, vec![]).await? == before);
    // What the page around itself says comes after what the stranger said.
    page.script(
        "for (const said of ['welcome', 'theme']) document.querySelector('#plain').contentWindow.postMessage({ interleave: said, theme: 'auto' }, '*')",
        vec![],
    )
    .await?;
    page.enter("return document.querySelector('#plain')").await?;
    page.until("the page around is heard", || async {
        Ok(page.script("return document.documentElement.dataset.theme ?? ''", vec![]).await? == json!(""))
    })
    .await?;
    ensure!(page.state().await? == "idle", "a stranger made it run");
    page.leave().await?;
    ensure!(page.script("return told.length", vec![]).await? == json!(1));
    page.close().await
}

/// A poster costs nothing but `embed.js`; a lesson is loaded when it is pressed, or when it comes into view.
pub(crate) async fn posters_load_nothing(world: &World) -> Result<()> {
    let site = Counted::new(&world.site)?;
    let host = course_with(
        // The script may stand there with each lesson.
        &format!(
            "<script type=module src=\"{0}/embed.js\"></script><script async src=\"{0}/embed.js\"></script>",
            site.url
        ),
        "<interleave-lesson id=one lesson=first-thread></interleave-lesson>
         <pre><code class=\"language-python interleave\">print(1)</code></pre>
         <div style=\"height: 5000px\"></div>
         <interleave-lesson id=two lesson=lost-update load=visible></interleave-lesson>",
    )?;
    let page = open(world, &host).await?;
    let posters = "return [...document.querySelectorAll('interleave-lesson')].filter((lesson) => lesson.shadowRoot?.querySelector('button')).length";
    page.until("the posters are there", || async { Ok(page.script(posters, vec![]).await? == json!(3)) })
        .await?;
    let paths = || site.asked().into_iter().map(|(path, _)| path).collect::<Vec<_>>();
    ensure!(paths().iter().all(|path| path == "/embed.js"), "{:?}", paths());
    page.script("document.querySelector('#two').scrollIntoView()", vec![]).await?;
    told(&page, "ready", 1).await?;
    ensure!(page.script("return told[0][1]", vec![]).await? == json!("two"));
    let loaded = paths().iter().filter(|path| *path == "/").count();
    ensure!(loaded == 1, "{:?}", paths());
    ensure!(!paths().iter().any(|path| path.starts_with("/engine")), "{:?}", paths());
    press(&page, "#one").await?;
    told(&page, "ready", 2).await?;
    page.close().await
}

/// Ten lessons on a page: the engine comes once, and nobody keeps workers but for a run.
pub(crate) async fn ten_on_a_page(world: &World) -> Result<()> {
    let site = Counted::new(&world.site)?;
    let elements: String = (0..10)
        .map(|at| {
            format!(
                "<interleave-lesson id=e{at} load=now driver=web code=\"print({at})\"></interleave-lesson>"
            )
        })
        .collect();
    let host = course(&site.url, &elements)?;
    let page = open(world, &host).await?;
    told(&page, "ready", 10).await?;
    ensure!(page.web_workers() == 0, "{} workers before any run", page.web_workers());
    // The last one stays idle.
    for at in 0..9 {
        page.script(&format!("document.querySelector('#e{at}').start()"), vec![]).await?;
        let finished = told(&page, "finished", at + 1).await?;
        ensure!(finished[at]["output"] == json!(format!("{at}\n")), "{finished:?}");
    }
    let engines =
        site.asked().into_iter().filter(|(path, status)| path.ends_with("engine_bg.wasm") && *status == 200);
    ensure!(engines.count() == 1, "{:?}", site.asked());
    // Nine lessons have had four and more each. Chromium now and then keeps some whose parent was terminated while they started.
    page.until("no lesson keeps its workers", || async { Ok(page.web_workers() < SPARE) }).await?;
    // They come again for the next run.
    page.script("document.querySelector('#e3').start()", vec![]).await?;
    let finished = told(&page, "finished", 10).await?;
    ensure!(finished[9]["output"] == "3\n", "{finished:?}");
    ensure!(page.web_workers() <= 2 * SPARE);
    page.close().await
}

/// Code blocks of a course become programs, with what their author says of them, in the forms that tools write them.
pub(crate) async fn code_blocks_become_live(world: &World) -> Result<()> {
    let host = course(
        &world.site.url,
        "<pre><code class=\"language-python interleave\" data-interleave=\"driver=sim&amp;N=4&amp;title=Count down&amp;run\">N = 3  #@param {type:\"slider\", min:1, max:9}
print('ä &lt; ö', N)
</code></pre>
         <div class=\"interleave highlight-python\"><div class=\"highlight\"><pre><span></span><span class=\"linenos\">1</span><span class=k>print</span>(2)\n</pre></div></div>
         <pre class=\"python interleave\"><code>print(3)\n</code><button>Copy</button></pre>
         <pre><code class=\"language-python\">print(4)</code></pre>",
    )?;
    let page = open(world, &host).await?;
    let count = "return document.querySelectorAll('interleave-lesson').length";
    page.until("three blocks are live", || async { Ok(page.script(count, vec![]).await? == json!(3)) })
        .await?;
    // Until it is pressed a block is what it was.
    ensure!(
        page.script("return document.querySelectorAll('interleave-lesson > pre').length", vec![]).await?
            == json!(3)
    );
    page.script(
        "document.querySelectorAll('interleave-lesson').forEach((lesson, at) => { lesson.id = `e${at}` })",
        vec![],
    )
    .await?;
    for (at, output) in ["ä < ö 4\n", "2\n", "3\n"].into_iter().enumerate() {
        press(&page, &format!("#e{at}")).await?;
        if at > 0 {
            told(&page, "ready", at + 1).await?;
            page.script(&format!("document.querySelector('#e{at}').start()"), vec![]).await?;
        }
        let finished = told(&page, "finished", at + 1).await?;
        ensure!(finished[at]["output"] == json!(output), "{finished:?}");
    }
    let ready = told(&page, "ready", 3).await?;
    ensure!(ready[0]["title"] == "Count down" && ready[1]["title"] == "Program", "{ready:?}");
    enter(&page, "#e0").await?;
    let shown = page.script("return [document.querySelector('[data-testid=param-N]').value, !!document.querySelector('[data-testid=origin]'), document.querySelector('[data-testid=open]').href]", vec![]).await?;
    ensure!(shown[0] == "4" && shown[1] == json!(false), "{shown}");
    let alone = shown[2].as_str().unwrap_or_default().to_owned();
    page.leave().await?;
    // The way out leads to the same program.
    page.close().await?;
    let page = Page::new(world.browser, &world.site).await?;
    page.open(alone.strip_prefix(&world.site.url).unwrap_or_default()).await?;
    page.shows("Count down").await?;
    ensure!(page.run().await? == "finished" && page.text("output").await? == "ä < ö 4\n");
    page.close().await
}

/// What cannot be is said with its name and what to write instead; the rest counts.
pub(crate) async fn flaws_are_named(world: &World) -> Result<()> {
    let host = course(
        &world.site.url,
        "<interleave-lesson id=a lesson=first-thread load=never theme=blue height=tall panels=\"code kitchen\"></interleave-lesson>
         <interleave-lesson id=b></interleave-lesson>
         <interleave-lesson id=c lesson=first-thread src=x.py></interleave-lesson>
         <interleave-lesson id=d lesson=lost-update driver=gpu widht=3 workers=99 load=now></interleave-lesson>
         <interleave-lesson id=e lesson=lost-updaet load=now></interleave-lesson>",
    )?;
    let page = open(world, &host).await?;
    let says = async |lesson: &str, words: &[&str]| -> Result<()> {
        let text = format!("return document.querySelector({}).shadowRoot?.textContent ?? ''", json!(lesson));
        page.until(&format!("{lesson} says {words:?}"), || async {
            let said = page.script(&text, vec![]).await?;
            Ok(words.iter().all(|words| said.as_str().is_some_and(|said| said.contains(words))))
        })
        .await
    };
    says(
        "#a",
        &[
            "load=\"never\" is not known. Write one of: press, visible, now.",
            "theme=\"blue\" is not known. Write one of: auto, light, dark.",
            "height=\"tall\" is not a number of pixels. Write height=\"480\"",
            "panels=\"code kitchen\" has kitchen, which is not known. Write some of: text,",
            "Try it",
        ],
    )
    .await?;
    says("#b", &["neither lesson nor src nor code. Write one of them"]).await?;
    says("#c", &["more than one of lesson, src and code"]).await?;
    told(&page, "ready", 1).await?;
    for (lesson, words) in [
        (
            "#d",
            [
                "asks for driver gpu; allowed is sim, web, native",
                "no parameter WIDHT",
                "WORKERS cannot be 99",
            ]
            .as_slice(),
        ),
        ("#e", &["The link asks for lost-updaet", "Lost updates"]),
    ] {
        enter(&page, lesson).await?;
        for words in words {
            let text = "return [...document.querySelectorAll('[data-testid=message]')].map((part) => part.textContent).join()";
            page.until(&format!("{lesson} says {words}"), || async {
                Ok(page.script(text, vec![]).await?.as_str().is_some_and(|said| said.contains(words)))
            })
            .await?;
        }
        page.leave().await?;
    }
    page.close().await
}

/// In plain frames: code, results and the run bar are in view however small the frame is, and a sandbox that keeps the page from
/// itself is named.
pub(crate) async fn plain_frames(world: &World) -> Result<()> {
    let site = &world.site.url;
    let frame = |id: &str, width: u32, height: u32, rest: &str| {
        format!("<iframe id={id} width={width} height={height} src=\"{site}/{rest}></iframe>")
    };
    let host = course(
        site,
        &[
            frame("a", 760, 560, "?embed=1#/lost-update?driver=sim\""),
            frame("b", 320, 420, "?embed=1#/lost-update?driver=sim\""),
            frame("c", 600, 300, "?embed=1#/lost-update\" sandbox=\"allow-scripts\""),
            frame("d", 600, 400, "#/lost-update?embed=1\" sandbox=\"allow-scripts allow-same-origin\""),
        ]
        .concat(),
    )?;
    let page = open(world, &host).await?;
    for id in ["a", "b", "d"] {
        // Firefox's WebDriver scrolls within a frame, not the page around it.
        page.script(&format!("document.querySelector('#{id}').scrollIntoView()"), vec![]).await?;
        page.enter(&format!("return document.querySelector('#{id}')")).await?;
        page.until(&format!("{id}: the editor is there"), || async {
            Ok(page.script("return !!window.interleave?.setCode", vec![]).await? == json!(true))
        })
        .await?;
        ensure!(page.run().await? == "finished");
        let seen = page
            .script(
                "return ['.code-place', '.output .panel-body', '[data-testid=run]'].map((part) => {
                   const { top, bottom, right } = document.querySelector(part).getBoundingClientRect();
                   return top >= 0 && right <= innerWidth ? Math.round(Math.min(bottom, innerHeight) - top) : 0;
                 })",
                vec![],
            )
            .await?;
        let high = |at: usize| seen[at].as_f64().unwrap_or_default();
        ensure!(high(0) >= 90.0 && high(1) >= 60.0 && high(2) >= 28.0, "{id}: {seen} pixels are in view");
        ensure!(page.script("return location.search", vec![]).await? == json!("?embed=1"), "{id}");
        page.leave().await?;
    }
    page.enter("return document.querySelector('#c')").await?;
    page.until("the sandbox is named", || async {
        let said = page.script("return document.getElementById('boot')?.innerText ?? ''", vec![]).await?;
        Ok(said.as_str().is_some_and(|said| said.contains("sandbox=\"allow-scripts allow-same-origin\"")))
    })
    .await?;
    page.leave().await?;
    page.close().await
}

/// What the dialog gives does what it shows: pasted into a page, it is this lesson as it was.
pub(crate) async fn snippets_work(world: &World) -> Result<()> {
    const ALL: &str =
        "return [...document.querySelectorAll('[data-testid=snippet]')].map((area) => area.value)";
    let snippets = async |address: &str, code: Option<&str>| -> Result<Vec<String>> {
        let page = Page::new(world.browser, &world.site).await?;
        page.open(address).await?;
        if let Some(code) = code {
            page.set_code(code).await?;
            page.until("the address follows", || async {
                let hash = page.script("return location.hash", vec![]).await?;
                Ok(hash.as_str().is_some_and(|hash| hash.contains("code=")))
            })
            .await?;
        }
        page.script("document.querySelector('[data-testid=embed]').click()", vec![]).await?;
        page.until("the dialog is there", || async { page.exists("snippet").await }).await?;
        page.script("document.querySelector('.snippets [name=read-only]').click()", vec![]).await?;
        let all = page.script(ALL, vec![]).await?;
        page.close().await?;
        Ok(serde_json::from_value(all)?)
    };
    let lesson = snippets("/#/lost-update?WORKERS=3&cores=2", None).await?;
    ensure!(
        lesson[0].contains(
            "<interleave-lesson lesson=\"02-sharing/lost-update\" WORKERS=\"3\" cores=\"2\" read-only>"
        ),
        "{lesson:?}"
    );
    ensure!(
        lesson[1].contains("?embed=1&amp;read-only=1#/02-sharing/lost-update?WORKERS=3&amp;cores=2\""),
        "{lesson:?}"
    );
    let link = format!("[Lost updates]({}/#/02-sharing/lost-update?WORKERS=3&cores=2)", world.site.url);
    ensure!(lesson[2] == link && lesson[3].starts_with("<a href=\"http"), "{lesson:?}");
    let edited = snippets("/#/lost-update", Some("if 1 < 2: print('a & \"b\"')\n")).await?;

    let host = course_with("", &format!("{}{}", lesson[0], edited[0]))?;
    let page = open(world, &host).await?;
    page.until("both have a poster", || async {
        let posters = "return [...document.querySelectorAll('interleave-lesson')].filter((lesson) => lesson.shadowRoot).length";
        Ok(page.script(posters, vec![]).await? == json!(2))
    })
    .await?;
    for (at, output) in ["expected", "a & \"b\"\n"].into_iter().enumerate() {
        page.script(&format!("document.querySelectorAll('interleave-lesson')[{at}].start()"), vec![]).await?;
        let finished = told(&page, "finished", at + 1).await?;
        ensure!(finished[at]["simulated"] == json!(true), "{finished:?}");
        ensure!(finished[at]["output"].as_str().is_some_and(|text| text.contains(output)), "{finished:?}");
    }
    page.close().await
}

/// A tool that makes course pages, as PyPI has it: its package, what is left of its arguments beside source and target, and its example.
const TOOLS: [(&str, &[&str], &str); 2] = [
    ("sphinx", &["-m", "sphinx", "-q", "-b", "html"], "sphinx"),
    ("mkdocs", &["-m", "mkdocs", "build", "-q", "-f"], "mkdocs"),
];

/// The examples of docs/embedding.md, made by the tools themselves. Where these cannot be had that is said, and nothing tested.
pub(crate) async fn course_tools(world: &World) -> Result<()> {
    let scratch = tempfile::TempDir::with_prefix("interleave-")?;
    let environment = scratch.path().join("environment");
    let python = environment.join("bin/python");
    let made = Command::new("python3").args(["-m", "venv"]).arg(&environment).output()?;
    let mut install = Command::new(&python);
    install.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--retries",
        "1",
        "--timeout",
        "20",
    ]);
    install.args(TOOLS.map(|(package, ..)| package));
    let installed = if made.status.success() { install.output()? } else { made };
    if !installed.status.success() {
        println!(
            "skipped, as the tools cannot be installed: {}",
            String::from_utf8_lossy(&installed.stderr).trim()
        );
        return Ok(());
    }
    for (package, arguments, example) in TOOLS {
        let (source, target) = (scratch.path().join(example), scratch.path().join(format!("{example}-site")));
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/embedding").join(example);
        for file in files(&docs)? {
            let text = std::fs::read_to_string(&file)?.replace("https://your.host", &world.site.url);
            let copy = source.join(file.strip_prefix(&docs)?);
            std::fs::create_dir_all(copy.parent().expect("a file stands in a folder"))?;
            std::fs::write(copy, text)?;
        }
        let mut build = Command::new(&python);
        build.args(arguments);
        match package {
            "mkdocs" => build.arg(source.join("mkdocs.yml")).arg("-d").arg(&target),
            _ => build.arg(&source).arg(&target),
        };
        let built = build.output()?;
        ensure!(built.status.success(), "{package}: {}", String::from_utf8_lossy(&built.stderr));
        let made = files(&target)?
            .into_iter()
            .map(|file| Ok((format!("/{}", file.strip_prefix(&target)?.display()), std::fs::read(&file)?)))
            .collect::<Result<Vec<_>>>()?;
        let made: Vec<(&str, &[u8])> =
            made.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
        let host = LessonHost::new(&made, false)?;
        let page = Page::elsewhere(world.browser, &host.url).await?;
        page.open_raw("/index.html").await?;
        let count = "return [...document.querySelectorAll('interleave-lesson')].filter((lesson) => lesson.shadowRoot).length";
        page.until(&format!("{package}: both are there"), || async {
            Ok(page.script(count, vec![]).await? == json!(2))
        })
        .await?;
        page.script(
            "window.told = [];
             for (const name of ['ready', 'run', 'finished']) addEventListener(name, (event) => told.push([name, event.target.id, event.detail]));
             document.querySelectorAll('interleave-lesson').forEach((lesson, at) => { lesson.id = `e${at}` });",
            vec![],
        )
        .await?;
        for (at, output) in ["from a thread\n", "expected"].into_iter().enumerate() {
            press(&page, &format!("#e{at}")).await?;
            told(&page, "ready", at + 1).await?;
            page.script(&format!("document.querySelector('#e{at}').start()"), vec![]).await?;
            let finished = told(&page, "finished", at + 1).await?;
            ensure!(
                finished[at]["output"].as_str().is_some_and(|text| text.contains(output)),
                "{package}: {finished:?}"
            );
        }
        page.close().await?;
    }
    Ok(())
}

/// All files below a folder.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    Ok(found)
}
