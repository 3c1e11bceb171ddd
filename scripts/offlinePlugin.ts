import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import type { KeptFile, OfflineManifest } from '../src/workers/offline/protocol';
import { CLOSED, FETCH_WORKER, FRAMEABLE, ISOLATION, OPEN_TO_CONFIRMED } from './headers.mjs';

const SCRIPT = fileURLToPath(new URL('../src/workers/offline/offline.worker.ts', import.meta.url));
/** Pages that commands and tests open; no part of the app. */
const PAGES_FOR_TOOLS = ['headless.html', 'bench.html'];
/** Kept when the page is visited; anything else when it is used. */
const SHELL = /\.(html|js|mjs|css|woff2|svg|png|webmanifest)$/;
/** Asked for by the page before a person chose anything. */
const ASKED_AT_ONCE = /^models\/(gallery\.json|traces\/index\.json|tiny_attention\.onnx)$/;
/** What a chapter of the lesson may need next, and is small enough to be kept by every visitor. */
const FOR_LESSON = /^models\/((espcn|bert_mini)\.onnx|dreamgraph\.\w+)$|\/tfjs-backend-wasm[^/]*\.wasm$/;
/** What the lesson needs besides: its runtime, which is kept once a chapter was opened, so that a teacher can show all of them. */
const LATER_IN_LESSON = /\/ort-wasm-simd-threaded-[\w-]+\.wasm$/;

type Bundle = Parameters<Extract<NonNullable<Plugin['generateBundle']>, { handler: unknown }>['handler']>[1];

/**
 * Writes the service worker of a build: `sw.js`, which knows every file and the build's hash, and marks the page with
 * the same hash and the Content-Security-Policy.
 */
export function offlinePlugin(): Plugin {
  let publicDir = '';
  return {
    name: 'dreamgraph-offline',
    apply: 'build',
    enforce: 'post',
    configResolved: (config) => {
      publicDir = config.publicDir;
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const kept = [...filesOf(bundle), ...publicFiles(publicDir)].sort((a, b) =>
          a.path < b.path ? -1 : 1,
        );
        const hash = createHash('sha256').update(readFileSync(SCRIPT));
        for (const { path: name, revision, bytes } of kept) hash.update(`${name}\n${revision}\n${bytes}\n`);
        const buildId = hash.digest('hex').slice(0, 12);
        for (const output of Object.values(bundle)) {
          if (output.type !== 'asset' || !output.fileName.endsWith('.html')) continue;
          output.source = String(output.source).replace('<head>', `<head>\n${headOf(buildId)}`);
        }
        const inShell = ({ path: name }: KeptFile) =>
          [SHELL, ASKED_AT_ONCE, FOR_LESSON].some((kind) => kind.test(name));
        const early = neededEarly(bundle);
        const manifest: OfflineManifest = {
          build: buildId,
          shell: kept.filter(inShell).map((file) => ({ ...file, early: isEarly(file.path, early) })),
          files: kept
            .filter((file) => !inShell(file))
            .map((file) => ({ ...file, lesson: LATER_IN_LESSON.test(file.path) })),
          headers: ISOLATION,
          pageHeaders: FRAMEABLE,
          policies: { closed: CLOSED, confirmed: OPEN_TO_CONFIRMED, fetchWorker: FETCH_WORKER.source },
        };
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: await serviceWorker(manifest) });
      },
    },
  };
}

/** A worker's script has its policy from its own response, which a static host does not give: see headers.mjs. */
const headOf = (buildId: string): string =>
  `    <meta http-equiv="Content-Security-Policy" content="${CLOSED}" />\n    <meta name="build" content="${buildId}" />`;

const hashOf = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex').slice(0, 12);

/** What the build made, less what only the pages for tools need. */
function filesOf(bundle: Bundle): KeptFile[] {
  const outputs = Object.values(bundle);
  const roots = outputs.filter(
    (output) =>
      output.type === 'chunk' &&
      output.isEntry &&
      !PAGES_FOR_TOOLS.some((p) => output.facadeModuleId?.endsWith(p)),
  );
  const reached = new Set<string>();
  const visit = (name: string): void => {
    const output = bundle[name];
    if (output === undefined || reached.has(name)) return;
    reached.add(name);
    if (output.type === 'chunk')
      for (const next of [...output.imports, ...output.dynamicImports]) visit(next);
  };
  for (const root of roots) visit(root.fileName);
  return outputs
    .filter(({ fileName, type }) => type === 'asset' || reached.has(fileName))
    .filter(({ fileName }) => !PAGES_FOR_TOOLS.includes(fileName) && !fileName.endsWith('.map'))
    .map((output): KeptFile => {
      const content = output.type === 'asset' ? output.source : output.code;
      const named = output.fileName.startsWith('assets/');
      return {
        path: output.fileName,
        revision: named ? null : hashOf(content),
        bytes: Buffer.byteLength(content as string),
      };
    });
}

/** Workers that the page may need at any moment. */
const EARLY_WORKER = /(^|\/)(session|ort|layout|demo|fetch)\.worker-/;

/** Scripts that are imported at once, and everything that is no script but for what only the lesson needs. */
const isEarly = (name: string, scripts: ReadonlySet<string>): boolean =>
  name.endsWith('.js') ? scripts.has(name) : !FOR_LESSON.test(name);

/** What the page and its first workers import at once; a first visit waits for these, and nothing else. */
function neededEarly(bundle: Bundle): ReadonlySet<string> {
  const early = new Set<string>();
  const visit = (name: string): void => {
    const output = bundle[name];
    if (output === undefined || early.has(name) || !name.endsWith('.js')) return;
    early.add(name);
    if (output.type === 'chunk') {
      for (const next of output.imports) visit(next);
      return;
    }
    // A worker is built by itself and handed over as text: its first lines name what it imports.
    const folder = name.slice(0, name.lastIndexOf('/') + 1);
    for (const [, next = ''] of String(output.source).matchAll(
      /(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g,
    )) {
      visit(folder + next);
    }
  };
  for (const output of Object.values(bundle)) {
    const isPage =
      output.type === 'chunk' &&
      output.isEntry &&
      !PAGES_FOR_TOOLS.some((p) => output.facadeModuleId?.endsWith(p));
    if (isPage || EARLY_WORKER.test(output.fileName)) visit(output.fileName);
  }
  return early;
}

/** What is copied into the build as it is; its names say nothing about versions. */
function publicFiles(folder: string): KeptFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const content = readFileSync(file);
      const name = path.relative(folder, file).split(path.sep).join('/');
      return { path: name, revision: hashOf(content), bytes: content.length };
    });
}

/** The service worker as one plain script: module workers are not to be had everywhere. */
async function serviceWorker(manifest: OfflineManifest): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    define: { __OFFLINE__: JSON.stringify(manifest) },
    build: {
      write: false,
      target: 'es2023',
      rolldownOptions: { input: SCRIPT, output: { format: 'iife', entryFileNames: 'sw.js' } },
    },
  });
  const [first] = Array.isArray(result) ? result : [result];
  const chunk = first !== undefined && 'output' in first ? first.output[0] : null;
  if (chunk === null) throw new Error('the service worker was not built');
  return chunk.code;
}
