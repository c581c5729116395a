// Keeps one version of the app on this machine, whole, and answers from it. A new version waits until a page sends
// 'take-over', which it does only when the user agreed.
'use strict';

// File → SHA-256. What does not match belongs to another version: a host in the middle of an upload, an old cache on
// the way. Then nothing is installed, and the browser tries again at the next visit.
const FILES = {{files}};

// Other folders of the same host share the caches.
const MINE = `quality-award ${registration.scope} `;
const CACHE = MINE + '{{version}}';

async function fetched(name) {
  const response = await fetch(name, { cache: 'no-cache' });
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const found = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (!response.ok || found !== FILES[name]) throw new Error(`${name} is not the file of this version`);
  // A new response: one that was redirected cannot answer a navigation.
  return new Response(bytes, { headers: response.headers });
}

async function install() {
  const names = Object.keys(FILES);
  const responses = await Promise.all(names.map(fetched));
  // Anew, so that the order of the caches is the order of installing.
  await caches.delete(CACHE);
  const cache = await caches.open(CACHE);
  await Promise.all(names.map((name, index) => cache.put(name, responses[index])));
}

async function activate() {
  // The version before stays: a window that still runs it may load a part on demand.
  const mine = (await caches.keys()).filter((name) => name.startsWith(MINE));
  await Promise.all(mine.slice(0, -2).map((name) => caches.delete(name)));
  await clients.claim();
}

async function answer(request) {
  const page = new URL('./', location.href).href;
  const url = request.url.split(/[?#]/)[0];
  const name = url === page + 'index.html' ? page : url;
  const cache = await caches.open(CACHE);
  return await cache.match(name, { ignoreVary: true })
    || await caches.match(name, { ignoreVary: true })
    || fetch(request);
}

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(activate()));
addEventListener('message', (event) => { if (event.data === 'take-over') skipWaiting(); });
addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && new URL(url).origin === location.origin) event.respondWith(answer(event.request));
});
