import { CodedError } from '../../core';
import { nextMove } from './nextMove';
import type { OfflineAnswer, OfflineRequest } from './protocol';

export interface OfflineListeners {
  /** Another build than the page's is ready, or in charge already. */
  onUpdate(): void;
  /** A reload would give the page threads, but something is open that it would close. */
  onThreadsAfterReload(): void;
  /** Whether a reload now would take something away from the person. */
  busy(): boolean;
  /** The page shows the lesson: all of it is to work without a network. */
  readonly lesson: boolean;
}

const TRIED = 'dreamgraph:reloaded-for-threads';
const HOUR = 3_600_000;
/** A service worker that says nothing for so long was ended by the browser, which gives one event five minutes. */
const SILENCE = 300_000;

let asked = false;

/**
 * Registers the service worker: the app then works offline, and on a host without headers it gets its isolation (and so
 * threads) by one reload. In a browser that has no service workers for it (private windows of some, plain http) the app
 * runs all the same, on one thread and with the network.
 *
 * @param script address of the service worker's script
 * @param build the page's own build
 */
export async function startOffline(
  script: string,
  build: string,
  listeners: OfflineListeners,
): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const controlled = serviceWorker.controller !== null;
  serviceWorker.addEventListener('controllerchange', () => {
    // The first worker that takes charge of a page comes from the same build, mostly; then nothing needs to change.
    if (asked) location.reload();
    else if (controlled) listeners.onUpdate();
  });
  const registration = await serviceWorker.register(script, { updateViaCache: 'none' });
  watch(registration, listeners.onUpdate);
  await serviceWorker.ready;
  const move = nextMove({
    isolated: crossOriginIsolated,
    embedded: window.top !== window,
    tried: sessionStorage.getItem(TRIED) !== null,
    busy: listeners.busy(),
  });
  if (move === 'reload') {
    sessionStorage.setItem(TRIED, '1');
    location.reload();
    return;
  }
  if (move === 'offer') listeners.onThreadsAfterReload();
  if (crossOriginIsolated) sessionStorage.removeItem(TRIED);
  if (await inCharge()) {
    const answer = await ask({ kind: 'build' });
    if (answer.kind === 'build' && answer.build !== build) listeners.onUpdate();
    else if (registration.waiting === null) await ask({ kind: 'tidy' });
    // What was not kept is fetched when it is needed.
    await ask({ kind: listeners.lesson ? 'keep-lesson' : 'fill' }).catch(() => undefined);
  }
  setInterval(() => void registration.update().catch(() => undefined), HOUR);
}

/** Longest wait for a worker that is active to take this page over, in ms. */
const TAKES_OVER_WITHIN = 10_000;

/** Whether a service worker serves this page; the first one takes it over a moment after it is active. */
function inCharge(): Promise<boolean> {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller !== null) return Promise.resolve(true);
  return new Promise((resolve) => {
    serviceWorker.addEventListener('controllerchange', () => resolve(true), { once: true });
    setTimeout(() => resolve(false), TAKES_OVER_WITHIN);
  });
}

/** Tells when a build has been fetched and waits for its turn. */
function watch(registration: ServiceWorkerRegistration, ready: () => void): void {
  const follow = (worker: ServiceWorker | null): void => {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && navigator.serviceWorker.controller !== null) ready();
    });
  };
  if (registration.waiting !== null && navigator.serviceWorker.controller !== null) ready();
  follow(registration.installing);
  registration.addEventListener('updatefound', () => follow(registration.installing));
}

/** Gives the newest build its turn and reloads the page into it. */
export async function takeUpdate(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  const waiting = registration?.waiting ?? null;
  if (waiting === null) {
    location.reload();
    return;
  }
  asked = true;
  waiting.postMessage({ kind: 'take-over' } satisfies OfflineRequest);
}

/**
 * Fetches what is not kept yet, so that all of the app works without a network.
 *
 * @param onProgress bytes that are here, and all
 * @throws CodedError NETWORK, or RUNTIME_UNAVAILABLE where no service worker is in charge
 */
export async function keepAll(onProgress: (bytes: number, total: number) => void): Promise<void> {
  const answer = await ask({ kind: 'keep-all' }, onProgress);
  if (answer.kind === 'failed') throw new CodedError('NETWORK', answer.message);
}

/**
 * Asks the service worker in charge, and gives its last answer.
 * @throws CodedError NETWORK where there is none any more
 */
function ask(
  request: OfflineRequest,
  onProgress: (bytes: number, total: number) => void = () => undefined,
): Promise<OfflineAnswer> {
  const { controller } = navigator.serviceWorker;
  if (controller === null) {
    throw new CodedError('RUNTIME_UNAVAILABLE', 'This page runs without its service worker.');
  }
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      port1.close();
      reject(
        new CodedError(
          'NETWORK',
          'Keeping everything did not come to an end; what is kept already stays. Try again.',
        ),
      );
    };
    let timer = setTimeout(giveUp, SILENCE);
    port1.onmessage = ({ data }: MessageEvent<OfflineAnswer>) => {
      clearTimeout(timer);
      if (data.kind === 'kept') {
        onProgress(data.bytes, data.total);
        if (!data.done) {
          timer = setTimeout(giveUp, SILENCE);
          return;
        }
      }
      port1.close();
      resolve(data);
    };
    controller.postMessage(request, [port2]);
  });
}
