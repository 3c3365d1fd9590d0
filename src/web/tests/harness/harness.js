// Talks to the supervisor as the page does, in plain JavaScript, and keeps everything it hears.
import { initSync, unpack_events } from '/engine/engine.js';

const decoder = (async () => initSync({ module: await WebAssembly.compileStreaming(fetch('/engine/engine_bg.wasm')) }))();
const supervisor = new Worker('/engine/worker.js', { type: 'module' });
supervisor.postMessage({ role: 'supervisor' });
const began = performance.now();
const runs = new Map();
let last = 0;
let ready;

/** A `RunRequest` (src/web/protocol): what is not said is as usual, on Web Workers. */
const request_of = (run, { main, files = [], driver = 'Web', gil = true, cores, stdin = [] }) => ({
  run,
  spec: {
    program: { main: main ?? { file: 'main.py', text: '' }, files },
    settings: { driver, gil, ...(cores && { cores }) },
    stdin: { lines: stdin, open: false },
  },
});

/** A run: its promise, and what has been heard of it so far. */
class Run {
  constructor(request) {
    Object.assign(this, { request, events: [], text: '', messages: [], most: 0, began: performance.now() });
    this.done = new Promise((resolve) => (this.resolve = resolve));
  }
  hear(name, message) {
    this.messages.push(name);
    if (name === 'Events') {
      // It keeps everything and draws nothing: never behind, whatever came.
      supervisor.postMessage({ Seen: { run: this.request.run, weight: 1_000_000_000 } });
      for (const event of unpack_events(message.events)) {
        event.time = Number(event.time);
        this.events.push(event);
        if (event.kind.Text) {
          this.text += event.kind.Text.text;
          document.querySelector('#output').textContent += event.kind.Text.text;
        }
      }
    } else if (name === 'Finished' || name === 'Failed') {
      this.ended = performance.now();
      this.resolve({
        text: this.text, events: this.events.length, most: this.most, seconds: (this.ended - this.began) / 1e3,
        ...(name === 'Failed' ? { failed: message } : { status: message.status, summary: message.summary }),
      });
    }
  }
}

const capabilities = new Promise((resolve) => (ready = resolve));
supervisor.onmessage = async ({ data }) => {
  await decoder;
  const [name, message] = typeof data === 'string' ? [data, {}] : Object.entries(data)[0];
  if (name === 'Ready') ready({ ...message, milliseconds: performance.now() - began });
  else if (name === 'WorkerCount') {
    window.__interleave.alive = message.alive;
    const run = runs.get(last);
    if (run) run.most = Math.max(run.most, message.alive);
  } else runs.get(message.run ?? last)?.hear(name, message);
};
supervisor.onerror = (event) => console.error('supervisor:', event.message);

window.__interleave = {
  capabilities,
  alive: 0,
  runs,
  /** Starts a run; `await start(…).done` is how it went. */
  start(request) {
    const run = new Run(request_of(++last, request));
    runs.set(last, run);
    supervisor.postMessage({ Run: run.request });
    return run;
  },
  run(request) {
    return this.start(request).done;
  },
  send(message) {
    supervisor.postMessage(message);
  },
  stop() {
    const run = runs.get(last);
    const asked = performance.now();
    supervisor.postMessage({ Stop: { run: last } });
    return run.done.then((result) => ({ ...result, took: performance.now() - asked }));
  },
  last: () => last,
};

document.querySelector('#run').onclick = () => {
  document.querySelector('#output').textContent = '';
  window.__interleave.run({
    driver: document.querySelector('#driver').value,
    gil: document.querySelector('#gil').checked,
    main: { file: 'main.py', text: document.querySelector('#program').value },
  });
};
document.querySelector('#stop').onclick = () => window.__interleave.stop();
