// The one script of every worker. Its first message says what it is for:
//   { role: 'supervisor' }                                     from the page
//   { role: 'process', parallel, module }                      from the supervisor
//   { role: 'thread', parallel: true, module, memory }         from a process of the free-threaded build
// It loads the engine, lets it begin, and hands on what came meanwhile.

const STACK = 1 << 20; // of each thread on a shared memory; bytes

/** Compiles a build of the engine: `engine`, or `engine-ft` with free threads. */
async function load(name) {
  const response = fetch(new URL(`${name}_bg.wasm`, import.meta.url));
  try {
    return await WebAssembly.compileStreaming(response);
  } catch {
    // A host that does not know the type application/wasm, or no streaming here.
    const again = await fetch(new URL(`${name}_bg.wasm`, import.meta.url));
    if (!again.ok) throw new Error(`${name}_bg.wasm: ${again.status} ${again.statusText}`);
    return WebAssembly.compile(await again.arrayBuffer());
  }
}

async function begin({ role, parallel, module, memory }) {
  const name = parallel ? 'engine-ft' : 'engine';
  const glue = await import(`./${name}.js`);
  module ??= await load(name);
  glue.initSync({ module, memory, ...(parallel && { thread_stack_size: STACK }) });
  if (role === 'supervisor') glue.start_supervisor(load, module);
  else if (role === 'process') glue.start_process();
  else glue.start_thread();
}

function fail(role, error) {
  if (role !== 'supervisor') {
    // Outside of the promise: then whoever started this worker sees an error event.
    setTimeout(() => {
      throw error;
    });
    return;
  }
  const missing = typeof WebAssembly === 'undefined';
  postMessage({
    Failed: {
      run: null,
      message: missing ? 'This browser has no WebAssembly.' : `The engine did not load: ${error.message ?? error}.`,
      remedy: missing
        ? 'Open the page in a current Firefox, Chrome, Edge or Safari, without a mode that forbids WebAssembly.'
        : 'Check the network connection and reload the page.',
    },
  });
}

const early = [];
addEventListener('message', function keep(event) {
  if (early.push(event.data) > 1) return;
  const { role } = event.data;
  begin(event.data)
    .then(() => {
      removeEventListener('message', keep);
      for (const data of early.slice(1)) dispatchEvent(new MessageEvent('message', { data }));
    })
    .catch((error) => fail(role, error));
});
