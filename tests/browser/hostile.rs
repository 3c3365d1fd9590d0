//! Programs that do not want to end, or want too much: Stop ends each of them soon, the page answers meanwhile, and the next run is
//! fine.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::page::Page;
use crate::{Mode, World};

/// Name and program.
pub(crate) const PROGRAMS: &[(&str, &str)] = &[
    ("endless_output", "i = 0\nwhile True:\n    print(i); i += 1\n"),
    ("one_endless_line", "while True:\n    print('x' * 100, end='')\n"),
    ("long_lines", "while True:\n    print('x' * 1_000_000)\n"),
    ("a_million_lines_in_one_text", "print('\\n'.join(map(str, range(10**6))))\nwhile True: pass\n"),
    ("endless_errors", "import sys\nwhile True:\n    sys.stderr.write('e\\n')\n"),
    (
        "threads_that_print",
        "import threading\ndef f(n):\n    while True: print(n)\nfor n in range(20): threading.Thread(target=f, args=(n,)).start()\n",
    ),
    (
        "thousands_of_threads",
        "import threading\ne = threading.Event()\nfor n in range(3_000): threading.Thread(target=e.wait).start()\n",
    ),
    ("threads_without_end", "import threading\nwhile True: threading.Thread(target=lambda: None).start()\n"),
    (
        "processes_without_end",
        "import multiprocessing as mp\ndef f():\n    while True: pass\nif __name__ == '__main__':\n    while True: mp.Process(target=f).start()\n",
    ),
    ("forks_without_end", "import os\nwhile True: os.fork()\n"),
    (
        "children_one_after_the_other",
        "import os\nwhile True:\n    if os.fork() == 0: os._exit(0)\n    os.wait()\n",
    ),
    ("a_queue_without_end", "import queue\nq = queue.Queue()\nwhile True: q.put(1)\n"),
    (
        "messages_without_end",
        "import multiprocessing as mp\ndef f(q):\n    while True: q.put('x' * 1000)\nif __name__ == '__main__':\n    q = mp.Queue()\n    for i in range(3): mp.Process(target=f, args=(q,)).start()\n    while True: q.get()\n",
    ),
    (
        "a_pipe_to_and_fro",
        "import multiprocessing as mp\ndef f(c):\n    while True: c.send(c.recv())\nif __name__ == '__main__':\n    a, b = mp.Pipe()\n    mp.Process(target=f, args=(b,)).start()\n    while True:\n        a.send(b'x' * 100); a.recv()\n",
    ),
    ("a_list_that_doubles", "a = [0]\nwhile True: a += a\n"),
    (
        "recursion",
        "import sys\nsys.setrecursionlimit(10**9)\ndef f(): f()\nwhile True:\n    try: f()\n    except BaseException: pass\n",
    ),
    ("an_expression_that_backtracks", "import re\nre.match('(a+)+$', 'a' * 40 + 'b')\n"),
    ("a_power", "print(len(str(7 ** (10**7))))\nwhile True: pass\n"),
    ("a_number_that_is_squared", "x = 3\nwhile True: x = x * x\n"),
    (
        "signals",
        "import os, signal\nsignal.signal(signal.SIGTERM, lambda *a: None)\nwhile True: os.kill(os.getpid(), signal.SIGTERM)\n",
    ),
    ("who_catches_all", "while True:\n    try:\n        while True: pass\n    except BaseException: pass\n"),
    (
        "pools_in_pools",
        "from concurrent.futures import *\ndef g(n):\n    with ThreadPoolExecutor(4) as p: return list(p.map(g, range(4)))\nif __name__ == '__main__': g(0)\n",
    ),
    (
        "a_pool_of_processes",
        "from multiprocessing import Pool\ndef f(n):\n    while True: pass\nif __name__ == '__main__':\n    with Pool(16) as p: p.map(f, range(64))\n",
    ),
    ("cycles", "while True:\n    a = []; a.append(a)\n"),
    ("finalizers_that_raise", "class A:\n    def __del__(self): raise ValueError(1)\nwhile True: A()\n"),
    ("input_without_end", "while True:\n    try: input()\n    except EOFError: pass\n"),
    ("a_file_without_end", "f = open('x', 'w')\nwhile True: f.write('y' * 1000)\n"),
    (
        "threads_that_fail",
        "import threading\ndef f(): 1 / 0\nwhile True: threading.Thread(target=f).start()\n",
    ),
    (
        "timers",
        "import threading\ndef f(): threading.Timer(0, f).start(); threading.Timer(0, f).start()\nf()\n",
    ),
];

/// Milliseconds that a program has before it is stopped.
const GOES_ON: u32 = 300;

/// Milliseconds after which Stop is late: it takes a tenth of that where nothing else runs, but the tests' machine is shared.
const LATE: f64 = 4_000.0;

/// Runs a program, stops it, runs another; what that took, in milliseconds.
const MEASURE: &str = "
const [code, goesOn, done] = arguments;
const part = (name) => document.querySelector(`[data-testid=${name}]`);
const state = () => part('status').dataset.state;
const sleep = (time) => new Promise((then) => setTimeout(then, time));
const until = async (holds) => { for (const end = performance.now() + 20000; !holds() && performance.now() < end;) await sleep(5); return holds(); };
const begin = async (code) => {
  window.interleave.setCode(code);
  await sleep(30);
  part('status').dataset.state = 'idle';
  part('run').click();
  return until(() => !['idle', 'loading'].includes(state()));
};
(async () => {
  await begin(code);
  let frames = 0, counting = true;
  const count = () => { frames += 1; if (counting) requestAnimationFrame(count); };
  count();
  await sleep(goesOn);
  counting = false;
  const pressed = performance.now();
  part('stop').click();
  await until(() => !['running', 'loading', 'paused'].includes(state()));
  const stop = performance.now() - pressed, ended = state();
  await begin('print(\"fi\" + \"ne\")\\n');
  const next = await until(() => state() === 'finished' && part('output').textContent.includes('fine'));
  done({ stop, ended, next, frames, said: part('message')?.textContent ?? '', output: part('output').textContent.slice(0, 300) });
})();";

/// All programs, one after the other in one page.
pub(crate) async fn stop_ends(world: &World, mode: Mode) -> Result<()> {
    let page = Page::new(world.browser, &world.site).await?;
    let gil = if mode.gil { "" } else { "&gil=off" };
    page.open(&format!("/{}#/first-thread?driver={}{gil}", mode.query, mode.driver)).await?;
    // The editor and the engine are there.
    page.set_code("print('ready')\n").await?;
    ensure!(page.run().await? == "finished");
    for (name, program) in PROGRAMS {
        let found = page.script_async(MEASURE, vec![json!(program), json!(GOES_ON)]).await?;
        let time = found["stop"].as_f64().unwrap_or(f64::INFINITY);
        // A program that ends by itself before it is stopped has failed in Python's way, which is fine too.
        let ended = matches!(found["ended"].as_str(), Some("stopped" | "finished"));
        ensure!(ended && time < LATE, "{name}: {found}");
        ensure!(found["next"] == Value::Bool(true), "after {name}: {found}");
    }
    page.close().await
}
