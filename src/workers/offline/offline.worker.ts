import { createOfflineHandler } from './handler';
import type { OfflineAnswer, OfflineManifest, OfflineRequest } from './protocol';

declare const self: ServiceWorkerGlobalScope;
/** Put in place when the app is built (scripts/offlinePlugin.ts). */
declare const __OFFLINE__: OfflineManifest;

const handler = createOfflineHandler({
  manifest: __OFFLINE__,
  scope: self.registration.scope,
  caches: self.caches,
  fetch: (request) => self.fetch(request),
  windows: async () => (await self.clients.matchAll({ type: 'window', includeUncontrolled: true })).length,
  skipWaiting: () => self.skipWaiting(),
  isUpdate: () => self.registration.active !== null,
});

self.addEventListener('install', (event) => event.waitUntil(handler.install()));
self.addEventListener('activate', (event) =>
  event.waitUntil(handler.activate().then(() => self.clients.claim())),
);
self.addEventListener('fetch', (event) => {
  const answer = handler.respond(event.request);
  if (answer !== null) event.respondWith(answer);
});
self.addEventListener('message', (event: ExtendableMessageEvent) => {
  const [port] = event.ports;
  const reply = (answer: OfflineAnswer) => port?.postMessage(answer);
  event.waitUntil(handler.message(event.data as OfflineRequest, reply));
});
