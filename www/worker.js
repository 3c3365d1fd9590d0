// The one script of every worker. Its first message says what it is for:
//   { role: 'supervisor' }                                     from the page
//   { role: 'process', parallel, module }                      from the supervisor
//   { role: 'thread', parallel: true, module, memory, port }   from the supervisor, for a process of the free-threaded build
// It lets the engine begin, and hands on what came meanwhile. The supervisor loads the engine. All others start from a copy of this
// script that has the engine's JavaScript in it and lies in the browser's memory: they fetch nothing, which would take longer than
// all the rest of their start. But for the one that searches on all cores: those who help it load the engine by its address.

const STACK = 1 << 20; // of each thread on a shared memory; bytes

/** The address of the engine's files, unless this is the copy. */
const folder = () => new URL('.', import.meta.url).href;

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

/** Gets what the workers of a build are made of: its module, and the address of their script. */
async function parts(name) {
  const text = async (file) => {
    const response = await fetch(new URL(file, import.meta.url));
    if (!response.ok) throw new Error(`${file}: ${response.status} ${response.statusText}`);
    return response.text();
  };
  const [module, glue, own] = await Promise.all([load(name), text(`${name}.js`), text(import.meta.url)]);
  const used = ['initSync', 'start_process', 'start_thread'];
  const here = used.map((name) => `${name}: typeof ${name} === 'undefined' ? undefined : ${name}`);
  // What the glue imports serves searches on all cores, whose worker starts from this file itself.
  const alone = glue.replaceAll(/^import (?:\* as (\w+)|\{ (\w+) \}) from .*$/gm, 'const $1$2 = undefined;');
  const script = `${alone}\nglobalThis.glue = { ${here}, folder: ${JSON.stringify(folder())} };\n{\n${own}\n}\n`;
  return { module, script: URL.createObjectURL(new Blob([script], { type: 'text/javascript' })) };
}

async function begin({ role, parallel, module, memory, port }) {
  if (role === 'supervisor') {
    const [glue, { module, script }] = await Promise.all([import('./engine.js'), parts('engine')]);
    glue.initSync({ module });
    glue.start_supervisor(parts, module, script, import.meta.url);
    return;
  }
  const glue = globalThis.glue ?? (await import('./engine-ft.js'));
  glue.initSync({ module, memory, ...(parallel && { thread_stack_size: STACK }) });
  if (role === 'thread') glue.start_thread(port);
  else glue.start_process(glue.folder ?? folder());
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
