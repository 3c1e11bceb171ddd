import type { KeptFile, OfflineAnswer, OfflineManifest, OfflineRequest } from './protocol';

/** What the service worker needs of its surroundings; tests pass their own. */
export interface OfflineSurroundings {
  readonly manifest: OfflineManifest;
  /** The address below which the app lies, with a slash at its end. */
  readonly scope: string;
  readonly caches: CacheStorage;
  fetch(request: Request): Promise<Response>;
  /** How many windows of the app are open, those that this worker does not control included. */
  windows(): Promise<number>;
  skipWaiting(): Promise<void>;
  /** Whether another build is in charge already. */
  isUpdate(): boolean;
}

export interface OfflineHandler {
  /**
   * Keeps the shell, or rejects and leaves nothing behind. A build that follows another keeps all of it, since the one
   * before serves until then; at a first visit the page waits for its threads, so there the early part will do.
   */
  install(): Promise<void>;
  activate(): Promise<void>;
  /** The answer to a request, or null where the browser should go its own way. */
  respond(request: Request): Promise<Response> | null;
  message(request: OfflineRequest, reply: (answer: OfflineAnswer) => void): Promise<void>;
}

/**
 * Serves the app from the browser's caches, and puts on the headers that a static host does not send.
 *
 * The shell of each build has a cache of its own, filled as a whole before the build takes charge, so scripts of two
 * builds never meet. Large files are kept when they are first used, in one cache for all builds, by path and revision:
 * a new build does not fetch a runtime again that it shares with the old one. Only files of the build are kept: never a
 * model that a person opened, and nothing from another origin.
 */
export function createOfflineHandler(around: OfflineSurroundings): OfflineHandler {
  const { manifest, scope, caches } = around;
  const prefix = `dreamgraph ${scope} `;
  const shellName = `${prefix}shell ${manifest.build}`;
  const filesName = `${prefix}files`;
  const shell = new Map(manifest.shell.map((file) => [new URL(file.path, scope).href, file]));
  const files = new Map(manifest.files.map((file) => [new URL(file.path, scope).href, file]));
  const fetchWorker = new RegExp(manifest.policies.fetchWorker);

  const shellCaches = async () => (await caches.keys()).filter((name) => name.startsWith(`${prefix}shell `));
  const keyOf = (url: string, { revision }: KeptFile) => (revision === null ? url : `${url}?${revision}`);

  /** A file of the shell from an earlier build, where its name says that it is the same. */
  const fromBefore = async (url: string, file: KeptFile): Promise<Response | undefined> =>
    file.revision === null ? caches.match(url) : undefined;

  const withHeaders = (response: Response, url: string): Response => {
    // What cannot be read cannot be given headers either.
    if (response.type === 'opaque' || response.type === 'error' || response.status === 0) return response;
    const headers = new Headers(response.headers);
    const own = url === `${scope}index.html` ? manifest.pageHeaders : {};
    for (const [name, value] of Object.entries({ ...manifest.headers, ...own })) headers.set(name, value);
    const { closed, confirmed } = manifest.policies;
    headers.set('Content-Security-Policy', fetchWorker.test(new URL(url).pathname) ? confirmed : closed);
    const { status, statusText } = response;
    const body = status === 204 || status === 205 || status === 304 ? null : response.body;
    return new Response(body, { status, statusText, headers });
  };

  const fromShell = async (url: string): Promise<Response> => {
    const kept = await (await caches.open(shellName)).match(url);
    const file = shell.get(url) ?? { revision: null };
    return withHeaders(kept ?? (await around.fetch(fresh(new Request(url), file))), url);
  };

  /** A page of an earlier build may still be open: its scripts are gone from the server, but kept until it is closed. */
  const fromBuildBefore = async (request: Request, url: string): Promise<Response> =>
    withHeaders((await caches.match(url)) ?? (await around.fetch(request)), url);

  const fromFiles = async (request: Request, url: string, file: KeptFile): Promise<Response> => {
    const cache = await caches.open(filesName);
    const kept = await cache.match(keyOf(url, file));
    if (kept !== undefined) return withHeaders(kept, url);
    const response = await around.fetch(fresh(request, file));
    if (response.status === 200) {
      // Fails when the download is cut off or the browser has no room: then it is fetched again the next time.
      cache.put(keyOf(url, file), response.clone()).catch(() => undefined);
    }
    return withHeaders(response, url);
  };

  /** What is no part of the build: without a network there is no such thing. */
  const fromNetwork = async (request: Request): Promise<Response> => {
    const response = await around.fetch(request).catch(() => null);
    return withHeaders(response ?? new Response('No network.', { status: 504 }), request.url);
  };

  /** Removes what earlier builds left. */
  const tidy = async (): Promise<number> => {
    const old = (await shellCaches()).filter((name) => name !== shellName);
    for (const name of old) await caches.delete(name);
    const cache = await caches.open(filesName);
    const wanted = new Set([...files].map(([url, file]) => keyOf(url, file)));
    const left = (await cache.keys()).filter(({ url }) => !wanted.has(url));
    for (const request of left) await cache.delete(request);
    return old.length + left.length;
  };

  const keepAll = async (
    reply: (answer: OfflineAnswer) => void,
    wanted: (file: (typeof manifest.files)[number]) => boolean,
  ): Promise<void> => {
    await keepShell(() => true);
    const cache = await caches.open(filesName);
    const chosen = [...files].filter(([, file]) => wanted(file));
    const total = chosen.reduce((sum, [, file]) => sum + file.bytes, 0);
    let bytes = 0;
    for (const [url, file] of chosen) {
      const key = keyOf(url, file);
      if ((await cache.match(key)) === undefined) {
        const response = await around.fetch(fresh(new Request(url), file));
        if (!response.ok) throw new Error(`${file.path} answered with status ${response.status}`);
        await cache.put(key, response);
      }
      bytes += file.bytes;
      reply({ kind: 'kept', bytes, total, done: false });
    }
    reply({ kind: 'kept', bytes, total, done: true });
  };

  const keepShell = async (wanted: (file: ShellFile) => boolean): Promise<void> => {
    const cache = await caches.open(shellName);
    await Promise.all(
      [...shell].map(async ([url, file]) => {
        if (!wanted(file) || (await cache.match(url)) !== undefined) return;
        const before = await fromBefore(url, file);
        const response = before ?? (await around.fetch(fresh(new Request(url), file)));
        if (!response.ok) throw new Error(`${file.path} answered with status ${response.status}`);
        await cache.put(url, response);
      }),
    );
  };

  return {
    install: async () => {
      const all = around.isUpdate();
      try {
        await keepShell(({ early }) => all || early);
      } catch (error) {
        await caches.delete(shellName);
        throw error;
      }
    },
    activate: async () => {
      if ((await around.windows()) === 0) await tidy();
    },
    respond: (request) => {
      if (request.method !== 'GET' || !request.url.startsWith(scope)) return null;
      if (request.headers.has('range')) return null;
      const url = withoutQuery(request.url);
      if (request.mode === 'navigate' && (url === scope || url === `${scope}index.html`))
        return fromShell(`${scope}index.html`);
      if (shell.has(url)) return fromShell(url);
      const file = files.get(url);
      if (file !== undefined) return fromFiles(request, url, file);
      if (url.startsWith(`${scope}assets/`)) return fromBuildBefore(request, url);
      return fromNetwork(request);
    },
    message: async (request, reply) => {
      try {
        if (request.kind === 'take-over') await around.skipWaiting();
        else if (request.kind === 'keep-all') await keepAll(reply, () => true);
        else if (request.kind === 'keep-lesson') await keepAll(reply, ({ lesson }) => lesson);
        else if (request.kind === 'fill') {
          await keepShell(() => true);
          reply({ kind: 'filled' });
        } else if (request.kind === 'build') reply({ kind: 'build', build: manifest.build });
        else reply({ kind: 'tidied', removed: (await around.windows()) > 1 ? 0 : await tidy() });
      } catch (thrown) {
        reply({ kind: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) });
      }
    },
  };
}

type ShellFile = OfflineManifest['shell'][number];

/** A request that a cache between here and the server does not answer with an older version of the file. */
const fresh = (request: Request, { revision }: Pick<KeptFile, 'revision'>): Request =>
  revision === null ? request : new Request(request, { cache: 'no-cache' });

const withoutQuery = (url: string): string => url.split(/[?#]/, 1)[0] ?? url;
