import { describe, expect, it } from 'vitest';
import { createOfflineHandler, type OfflineSurroundings } from './handler';
import type { OfflineAnswer, OfflineManifest } from './protocol';

const scope = 'https://host.example/some/place/';

/** The part of the browser's caches that is used. */
class FakeCaches {
  readonly all = new Map<string, Map<string, Response>>();
  async open(name: string) {
    const entries = this.all.get(name) ?? new Map<string, Response>();
    this.all.set(name, entries);
    const key = (request: Request | string) => (typeof request === 'string' ? request : request.url);
    return {
      match: async (request: Request | string) => entries.get(key(request))?.clone(),
      put: async (request: Request | string, response: Response) => {
        await response.clone().arrayBuffer();
        entries.set(key(request), response);
      },
      keys: async () => [...entries.keys()].map((url) => ({ url })),
      delete: async (request: { url: string }) => entries.delete(request.url),
    };
  }
  keys = async () => [...this.all.keys()];
  delete = async (name: string) => this.all.delete(name);
  match = async (url: string) => {
    for (const entries of this.all.values()) {
      const found = entries.get(url);
      if (found !== undefined) return found.clone();
    }
    return undefined;
  };
}

const manifestOf = (build: string, script: string): OfflineManifest => ({
  build,
  shell: [
    { path: 'index.html', revision: build, bytes: 10, early: true },
    { path: `assets/${script}`, revision: null, bytes: 10, early: true },
    { path: 'assets/late-1.js', revision: null, bytes: 10, early: false },
  ],
  files: [
    { path: 'assets/runtime-1.wasm', revision: null, bytes: 14, lesson: true },
    { path: 'models/tiny.onnx', revision: build, bytes: 6, lesson: false },
  ],
  headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
  pageHeaders: { 'Cross-Origin-Resource-Policy': 'cross-origin' },
  policies: { closed: 'closed', confirmed: 'confirmed', fetchWorker: 'fetch\\.worker-\\w+\\.js$' },
});

function world(server: Record<string, string>) {
  const caches = new FakeCaches();
  const requests: string[] = [];
  /** Of those that a cache on the way must not answer by itself. */
  const revalidated: string[] = [];
  let online = true;
  let windows = 1;
  let update = false;
  const start = (manifest: OfflineManifest) => {
    const around: OfflineSurroundings = {
      manifest,
      scope,
      caches: caches as unknown as CacheStorage,
      fetch: async (request) => {
        requests.push(request.url);
        if (request.cache === 'no-cache') revalidated.push(request.url);
        if (!online) throw new TypeError('no network');
        const text = server[request.url.slice(scope.length).split('?')[0] ?? ''];
        return new Response(text ?? 'not found', { status: text === undefined ? 404 : 200 });
      },
      windows: async () => windows,
      skipWaiting: async () => undefined,
      isUpdate: () => update,
    };
    return createOfflineHandler(around);
  };
  return {
    start,
    caches,
    requests,
    revalidated,
    setOnline: (now: boolean) => {
      online = now;
    },
    setUpdate: (now: boolean) => {
      update = now;
    },
    setWindows: (now: number) => {
      windows = now;
    },
  };
}

const server = {
  'index.html': '<one>',
  'assets/app-1.js': 'one()',
  'assets/app-2.js': 'two()',
  'assets/late-1.js': 'late()',
  'assets/runtime-1.wasm': 'wasm',
  'models/tiny.onnx': 'model',
  'other.html': 'other',
};

/** A request for a page, which the constructor of Node does not make. */
const navigation = (path: string): Request => {
  const request = new Request(scope + path);
  Object.defineProperty(request, 'mode', { value: 'navigate' });
  return request;
};

describe('the offline handler', () => {
  it('serves the page and its scripts without a network once installed, whatever the query says', async () => {
    const { start, setOnline } = world(server);
    const handler = start(manifestOf('b1', 'app-1.js'));
    await handler.install();
    setOnline(false);
    const page = await handler.respond(navigation('?lesson=2'));
    expect(await page?.text()).toBe('<one>');
    expect(page?.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
    expect(page?.headers.get('Content-Security-Policy')).toBe('closed');
    expect(await (await handler.respond(new Request(`${scope}assets/app-1.js`)))?.text()).toBe('one()');
  });

  it('fetches at a first visit what the main job needs, then the rest; a new build fetches all of it first', async () => {
    const first = world(server);
    const handler = first.start(manifestOf('b1', 'app-1.js'));
    await handler.install();
    expect(first.requests).not.toContain(`${scope}assets/late-1.js`);
    await handler.message({ kind: 'fill' }, () => undefined);
    first.setOnline(false);
    expect(await (await handler.respond(new Request(`${scope}assets/late-1.js`)))?.text()).toBe('late()');
    const later = world(server);
    later.setUpdate(true);
    await later.start(manifestOf('b2', 'app-2.js')).install();
    expect(later.requests).toContain(`${scope}assets/late-1.js`);
  });

  it('keeps large files when they are used, and then asks nobody', async () => {
    const { start, setOnline, requests } = world(server);
    const handler = start(manifestOf('b1', 'app-1.js'));
    await handler.install();
    const before = requests.length;
    const request = () => new Request(`${scope}assets/runtime-1.wasm`);
    expect(await (await handler.respond(request()))?.text()).toBe('wasm');
    expect(requests.length).toBe(before + 1);
    await new Promise((resolve) => setTimeout(resolve));
    setOnline(false);
    expect(await (await handler.respond(request()))?.text()).toBe('wasm');
    expect(requests.length).toBe(before + 1);
  });

  it('keeps nothing of a build of which a file is missing', async () => {
    const { start, caches } = world(server);
    await expect(start(manifestOf('b1', 'app-9.js')).install()).rejects.toThrow('status 404');
    expect(await caches.keys()).toEqual([]);
  });

  it('never mixes two builds, and removes the old one when its last page is closed', async () => {
    const { start, caches, setWindows } = world({ ...server });
    const old = start(manifestOf('b1', 'app-1.js'));
    await old.install();
    const next = start(manifestOf('b2', 'app-2.js'));
    await next.install();
    setWindows(2);
    await next.activate();
    // The other page still gets the scripts of its own build, although the server has them no more.
    expect(await (await next.respond(new Request(`${scope}assets/app-1.js`)))?.text()).toBe('one()');
    const answers: OfflineAnswer[] = [];
    await next.message({ kind: 'tidy' }, (answer) => answers.push(answer));
    expect((await caches.keys()).length).toBe(2);
    setWindows(1);
    await next.message({ kind: 'tidy' }, (answer) => answers.push(answer));
    const left = (await caches.keys()).filter((name) => name.includes('shell'));
    expect(left).toEqual([`dreamgraph ${scope} shell b2`]);
    expect(answers.at(-1)).toEqual({ kind: 'tidied', removed: 1 });
  });

  it('tidies away files of earlier builds, and keeps those that are the same', async () => {
    const { start, caches } = world(server);
    const old = start(manifestOf('b1', 'app-1.js'));
    await old.install();
    await old.message({ kind: 'keep-all' }, () => undefined);
    const next = start(manifestOf('b2', 'app-2.js'));
    await next.install();
    await next.message({ kind: 'tidy' }, () => undefined);
    expect([...(caches.all.get(`dreamgraph ${scope} files`)?.keys() ?? [])]).toEqual([
      `${scope}assets/runtime-1.wasm`,
    ]);
  });

  it('fetches all there is when asked to, telling how far it is', async () => {
    const { start, setOnline } = world(server);
    const handler = start(manifestOf('b1', 'app-1.js'));
    const answers: OfflineAnswer[] = [];
    await handler.message({ kind: 'keep-all' }, (answer) => answers.push(answer));
    expect(answers).toEqual([
      { kind: 'kept', bytes: 14, total: 20, done: false },
      { kind: 'kept', bytes: 20, total: 20, done: false },
      { kind: 'kept', bytes: 20, total: 20, done: true },
    ]);
    setOnline(false);
    expect(await (await handler.respond(new Request(`${scope}models/tiny.onnx`)))?.text()).toBe('model');
  });

  it('asks the server itself for what keeps its name from build to build, and for nothing else', async () => {
    const kept = world(server);
    await kept.start(manifestOf('b1', 'app-1.js')).message({ kind: 'keep-all' }, () => undefined);
    expect(kept.revalidated).toEqual([`${scope}index.html`, `${scope}models/tiny.onnx`]);
    const used = world(server);
    const handler = used.start(manifestOf('b1', 'app-1.js'));
    await handler.respond(navigation(''));
    await handler.respond(new Request(`${scope}models/tiny.onnx`));
    await handler.respond(new Request(`${scope}assets/runtime-1.wasm`));
    expect(used.revalidated).toEqual([`${scope}index.html`, `${scope}models/tiny.onnx`]);
  });

  it('fetches what the lesson needs and no more when asked to', async () => {
    const { start, setOnline } = world(server);
    const handler = start(manifestOf('b1', 'app-1.js'));
    const answers: OfflineAnswer[] = [];
    await handler.message({ kind: 'keep-lesson' }, (answer) => answers.push(answer));
    expect(answers.at(-1)).toEqual({ kind: 'kept', bytes: 14, total: 14, done: true });
    setOnline(false);
    const kept = await handler.respond(new Request(`${scope}assets/runtime-1.wasm`));
    expect(await kept?.text()).toBe('wasm');
    await expect(handler.respond(new Request(`${scope}models/tiny.onnx`))).rejects.toThrow('no network');
  });

  it('leaves other origins, other methods and parts of files alone', () => {
    const handler = world(server).start(manifestOf('b1', 'app-1.js'));
    expect(handler.respond(new Request('https://elsewhere.example/x.onnx'))).toBeNull();
    expect(handler.respond(new Request(`${scope}result`, { method: 'PUT', body: 'x' }))).toBeNull();
    const part = new Request(`${scope}models/tiny.onnx`, { headers: { range: 'bytes=0-1' } });
    expect(handler.respond(part)).toBeNull();
  });

  it('gives its own policy to the one worker that fetches confirmed addresses', async () => {
    const { start } = world({ ...server, 'assets/fetch.worker-abc.js': 'fetch()' });
    const handler = start(manifestOf('b1', 'app-1.js'));
    const response = await handler.respond(new Request(`${scope}assets/fetch.worker-abc.js`));
    expect(response?.headers.get('Content-Security-Policy')).toBe('confirmed');
  });

  it('says 504 for what is no part of the build when there is no network', async () => {
    const { start, setOnline } = world(server);
    const handler = start(manifestOf('b1', 'app-1.js'));
    setOnline(false);
    expect((await handler.respond(new Request(`${scope}models/unknown.bin`)))?.status).toBe(504);
  });

  it('passes other pages of the host through, with the headers', async () => {
    const handler = world(server).start(manifestOf('b1', 'app-1.js'));
    const response = await handler.respond(navigation('other.html'));
    expect(await response?.text()).toBe('other');
    expect(response?.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
  });
});
