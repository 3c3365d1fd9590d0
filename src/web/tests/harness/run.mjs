// Runs programs in headless Chromium: `node run.mjs ENGINE_DIR [--bare] [--gil=off] [--driver=Sim] [--limit=SECONDS] FILE.py …`.
// Needs `playwright-core` (any folder of NODE_PATH) and a Chromium: CHROMIUM, or /usr/bin/chromium.
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { serve } from './serve.mjs';

const require = createRequire(process.env.NODE_PATH ? `${process.env.NODE_PATH}/` : import.meta.url);

/** A page of the harness; `close` ends the browser and the server. */
export async function open({ engine, isolated = true }) {
  const { chromium } = require('playwright-core');
  const server = await serve({ engine, isolated });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  const page = await browser.newPage();
  page.on('console', (message) => {
    if (!message.text().includes('favicon') && !message.text().includes('404')) console.error('console:', message.text());
  });
  page.on('pageerror', (error) => console.error('page:', error.message));
  await page.goto(`http://127.0.0.1:${server.address().port}/index.html`);
  const capabilities = await page.evaluate(() => window.__interleave.capabilities);
  const run = (request) => page.evaluate((request) => window.__interleave.run(request), request);
  const close = async () => {
    await browser.close();
    server.close();
  };
  const soFar = () => page.evaluate(() => window.__interleave.runs.get(window.__interleave.last())?.text);
  return { page, capabilities, run, soFar, close };
}

if (process.argv[1] === import.meta.filename) {
  const [engine, ...rest] = process.argv.slice(2);
  const option = (name) => rest.find((word) => word.startsWith(`--${name}=`))?.split('=')[1];
  const { capabilities, run, soFar, close } = await open({ engine, isolated: !rest.includes('--bare') });
  const limit = Number(option('limit') ?? 60);
  console.log(JSON.stringify(capabilities));
  for (const file of rest.filter((word) => !word.startsWith('--'))) {
    const result = await Promise.race([
      run({
        driver: option('driver') ?? 'Web',
        gil: option('gil') !== 'off',
        main: { file: basename(file), text: await readFile(file, 'utf8') },
      }),
      new Promise((resolve) => setTimeout(resolve, limit * 1e3)).then(async () => ({ text: await soFar(), over: limit })),
    ]);
    const { text, ...facts } = result;
    console.log(`--- ${basename(file)} ${JSON.stringify(facts, (_, value) => (typeof value === 'bigint' ? Number(value) : value))}\n${text}`);
  }
  await close();
}
