// Runs programs in headless Chromium, for `cargo xtask bench`: `node run.mjs ENGINE_DIR PEERS_DIR`.
//
// ENGINE_DIR is the built site's `engine`, PEERS_DIR the `node_modules` with `pyodide`, `brython` and `playwright-core`. A line
// of standard input is `SYSTEM PROGRAM`, or `end`; the answer is the line `printed N` and N lines that were printed, or the line
// `failed WHY`. A system's page is opened when it is first asked for, and stays: loading is not measured. While a program runs
// nobody asks the page anything: that alone would take an eighth of a core.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serve } from '../../../src/web/tests/harness/serve.mjs';

/** Milliseconds after which a program is given up. */
const PATIENCE = 120_000;
/** The pages; ours has both builds. */
const PAGES = { gil: 'index.html', free: 'index.html', pyodide: 'peers/pyodide.html', brython: 'peers/brython.html' };

const [engine, peers] = process.argv.slice(2);
const { chromium } = createRequire(join(peers, 'x'))('playwright-core');
const more = { '/pyodide/': join(peers, 'pyodide'), '/brython/': join(peers, 'brython'), '/peers/': import.meta.dirname };
const server = await serve({ engine, more });
const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

/** A browser with a system's page, and how the page runs a program: it gives what the program printed. */
async function open(system) {
  const browser = await launch();
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(`${system}: ${error.message}`));
  await page.goto(`http://127.0.0.1:${server.address().port}/${PAGES[system]}`);
  const ours = async ([text, gil]) => {
    await window.__interleave.capabilities;
    const result = await window.__interleave.run({ gil, main: { file: 'main.py', text } });
    window.__interleave.runs.clear();
    document.querySelector('#output').textContent = '';
    if (result.failed || result.status) throw new Error(result.text + JSON.stringify(result.failed));
    return result.text;
  };
  const run = (text) => system in { gil: 1, free: 1 }
    ? page.evaluate(ours, [text, system === 'gil'])
    : page.evaluate((text) => window.run(text), text);
  return { browser, run };
}

const opened = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'end') break;
  const [system, program] = line.split(/ (.*)/);
  let over;
  try {
    if (!opened.has(system)) opened.set(system, await open(system));
    const patience = new Promise((_, reject) => {
      over = setTimeout(() => reject(new Error(`not within ${PATIENCE / 1e3} s`)), PATIENCE);
    });
    const printed = await Promise.race([opened.get(system).run(await readFile(program, 'utf8')), patience]);
    const lines = printed.trim().split('\n');
    console.log(`printed ${lines.length}\n${lines.join('\n')}`);
  } catch (error) {
    console.log('failed', error.message.replaceAll('\n', ' '));
    // What still runs in the page would slow down the others.
    opened.get(system)?.browser.close();
    opened.delete(system);
  } finally {
    clearTimeout(over);
  }
}
for (const { browser } of opened.values()) await browser.close();
server.close();
process.exit();
