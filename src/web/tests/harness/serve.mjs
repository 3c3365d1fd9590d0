// Serves folders for the harness: `node serve.mjs PORT ENGINE_DIR [bare]`.
// ENGINE_DIR appears under /engine/, this folder under /. With `bare` no isolation headers are sent.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
  '.py': 'text/plain; charset=utf-8',
};
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Document-Isolation-Policy': 'isolate-and-require-corp',
};

export function serve({ port = 0, engine, root = import.meta.dirname, isolated = true, more = {} }) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname));
    const mount = Object.keys({ ...more, '/engine/': engine }).find((mount) => path.startsWith(mount));
    const folder = mount === undefined ? root : { ...more, '/engine/': engine }[mount];
    const file = join(folder, mount === undefined ? path : path.slice(mount.length));
    try {
      const body = await readFile(file);
      response.writeHead(200, {
        'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
        'Cache-Control': 'no-cache',
        ...(isolated ? ISOLATION : {}),
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

if (process.argv[1] === import.meta.filename) {
  const [port, engine, bare] = process.argv.slice(2);
  const server = await serve({ port: Number(port), engine, isolated: bare === undefined });
  console.log(`http://127.0.0.1:${server.address().port}/`);
}
