// Adds the headers that shared memory needs, for hosts that cannot send any. It caches nothing.
//
// The page registers it when it is not cross-origin isolated. The first time it becomes active it takes over the open pages
// and loads them once more, now with the headers. That happens when a worker is installed and never again, so a browser
// that does not isolate the page in spite of the headers (Firefox in an iframe) does not reload for ever.

const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Document-Isolation-Policy': 'isolate-and-require-corp',
};

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(takeOver()));
addEventListener('fetch', (event) => {
  const { request } = event;
  // Others' files are others' business; and a request that may only look into the cache cannot be sent from here.
  if (new URL(request.url).origin !== location.origin) return;
  if (request.cache === 'only-if-cached' && request.mode !== 'same-origin') return;
  event.respondWith(answer(request));
});

async function takeOver() {
  await clients.claim();
  for (const client of await clients.matchAll({ type: 'window' })) {
    if (await sendsHeaders(client.url)) continue;
    // `client.navigate` would stay where it is in Firefox if the address has a `#`.
    client.postMessage('reload');
  }
}

/** Whether the host does it by itself. */
async function sendsHeaders(url) {
  try {
    const { headers } = await fetch(url, { method: 'HEAD' });
    return headers.has('Cross-Origin-Embedder-Policy') || headers.has('Document-Isolation-Policy');
  } catch {
    return true; // offline: a reload would lose the page
  }
}

async function answer(request) {
  const response = await fetch(request);
  // Opaque answers and redirects that the browser follows itself have no body that could be handed on.
  if (response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(HEADERS)) {
    if (!headers.has(name)) headers.set(name, value);
  }
  // Ranges (206) keep their status and their Content-Range; these answers must not have a body.
  const bodiless = [101, 204, 205, 304].includes(response.status) || request.method === 'HEAD';
  const { status, statusText } = response;
  return new Response(bodiless ? null : response.body, { status, statusText, headers });
}
