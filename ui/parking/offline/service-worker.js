// Pages without a network: the parking app says itself that nothing is registered, and an officer checks with the list. What the service
// answers is never kept here: not an action, not a balance, not a name. The build puts the list of files in front of this (`FILES`) and a name for it (`VERSION`).
/* global self, caches, fetch, FILES, VERSION */

const KEPT = 'parkwerk-' + VERSION;
const SHELL = '/parking';
/** Longer than this nobody waits for a network that does not answer: then the kept page comes up. */
const PATIENCE_MS = 4000;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll([SHELL, ...FILES])));
});

// Pages that are open keep the files they came with: older ones go when a newer version takes over.
self.addEventListener('activate', (event) => {
  const older = (name) => name.startsWith('parkwerk-') && name !== KEPT;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(older).map((name) => caches.delete(name)))));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') return event.respondWith(page(request));
  if (FILES.includes(url.pathname)) event.respondWith(file(request));
});

/** Fresh where there is a network. */
async function page(request) {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    return (await caches.match(SHELL, { cacheName: KEPT })) ?? Response.error();
  }
}

async function file(request) {
  return (await caches.match(request, { cacheName: KEPT, ignoreSearch: true })) ?? fetch(request);
}

// A notice of a parking action or a balance: what it says was written without a plate.
self.addEventListener('push', (event) => {
  const { title, body, tag, url, actions } = event.data.json();
  const places = Object.fromEntries(actions.map((action) => [action.action, action.url]));
  const options = {
    body,
    tag,
    icon: '/icons/parkwerk-192.png',
    data: { url, places },
    actions: actions.map(({ action, title }) => ({ action, title })),
  };
  event.waitUntil(self.registration.showNotification(title, options));
});

// Leads to the page that asks; nothing is stopped or extended by touching a notice alone.
self.addEventListener('notificationclick', (event) => {
  const { url, places } = event.notification.data;
  event.notification.close();
  event.waitUntil(self.clients.openWindow(places[event.action] ?? url));
});
