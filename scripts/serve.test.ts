import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBody, type ServeOptions, serve } from './serve.mjs';

let folder = '';
let open: Array<() => Promise<void>> = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'dreamgraph-serve-'));
  mkdirSync(path.join(folder, 'dist/assets'), { recursive: true });
  writeFileSync(path.join(folder, 'dist/index.html'), '<!doctype html>');
  writeFileSync(path.join(folder, 'dist/assets/ort.wasm'), new Uint8Array([0, 97, 115, 109]));
  writeFileSync(path.join(folder, 'dist/assets/worker.mjs'), 'export {};');
  writeFileSync(path.join(folder, 'dist/a model.onnx'), 'onnx');
  writeFileSync(path.join(folder, 'secret.txt'), 'secret');
});

afterEach(async () => {
  await Promise.all(open.map((close) => close()));
  open = [];
  rmSync(folder, { recursive: true });
});

async function start(options: Partial<ServeOptions> = {}) {
  const served = await serve({ root: path.join(folder, 'dist'), ...options });
  open.push(served.close);
  return served;
}

/** A request with its path and headers sent as they are: fetch would tidy them up. */
function raw(port: number, target: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: target, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('serve', () => {
  it('serves the page with the headers that isolate it', async () => {
    const { url } = await start();
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<!doctype html>');
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    // An isolated page elsewhere may show it in a frame; nothing else of it.
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  it('leaves them out where a plain host is wanted', async () => {
    const { url } = await start({ isolated: false });
    const { headers } = await fetch(url);
    expect(headers.get('cross-origin-opener-policy')).toBeNull();
    expect(headers.get('content-security-policy')).toBeNull();
  });

  it('closes pages and workers to other origins, but for the worker that fetches confirmed addresses', async () => {
    writeFileSync(path.join(folder, 'dist/assets/session.worker-abc.js'), 'export {};');
    writeFileSync(path.join(folder, 'dist/assets/fetch.worker-a_b-c.js'), 'export {};');
    const { url } = await start();
    const connect = async (name: string) =>
      /connect-src ([^;]*)/.exec((await fetch(url + name)).headers.get('content-security-policy') ?? '')?.[1];
    expect(await connect('')).toBe("'self'");
    expect(await connect('assets/session.worker-abc.js')).toBe("'self'");
    expect(await connect('assets/fetch.worker-a_b-c.js')).toContain('https:');
  });

  it('tells which files are asked for', async () => {
    const asked: string[] = [];
    const { url } = await start({ base: '/deep/', onFile: (name) => asked.push(name) });
    await fetch(url);
    await fetch(`${url}assets/ort.wasm`);
    expect(asked).toEqual(['', 'assets/ort.wasm']);
  });

  it.each([
    ['assets/ort.wasm', 'application/wasm'],
    ['assets/worker.mjs', 'text/javascript; charset=utf-8'],
    ['a%20model.onnx', 'application/octet-stream'],
  ])('sends %s as %s', async (name, type) => {
    const { url } = await start();
    expect((await fetch(url + name)).headers.get('content-type')).toBe(type);
  });

  it('answers HEAD without a body and an unchanged file with 304', async () => {
    const { url } = await start();
    const head = await fetch(`${url}assets/ort.wasm`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '4']);
    const again = await fetch(url, {
      headers: { 'If-None-Match': (await fetch(url)).headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  it('gives nothing from outside its folder, by dots or by links', async () => {
    symlinkSync(path.join(folder, 'secret.txt'), path.join(folder, 'dist/link.txt'));
    const { port } = await start();
    for (const target of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/link.txt',
      '/%00',
      '/%',
    ]) {
      expect(await raw(port, target), target).toBeGreaterThanOrEqual(400);
    }
  });

  it('refuses a request under another name than this machine’s', async () => {
    const { port } = await start();
    expect(await raw(port, '/', { Host: 'example.org' })).toBe(403);
    expect(await raw(port, '/', { Host: `localhost:${port}` })).toBe(200);
  });

  it('serves below a sub-path', async () => {
    const { url, port } = await start({ base: '/demo/graph/' });
    expect(url).toBe(`http://127.0.0.1:${port}/demo/graph/`);
    expect((await fetch(`${url}assets/worker.mjs`)).status).toBe(200);
    expect(await raw(port, '/assets/worker.mjs')).toBe(404);
  });

  it('hands requests to extra routes, exact before prefix, and reads what they receive', async () => {
    const received = new Map<string, string>();
    const { url } = await start({
      routes: {
        'GET /model': (_request, response) => void response.end('bytes'),
        'PUT /result/*': async (incoming, response, { pathname }) => {
          received.set(pathname, (await readBody(incoming)).toString());
          response.writeHead(204).end();
        },
        'PUT /result/fails': () => {
          throw new Error('no room');
        },
      },
    });
    expect(await (await fetch(`${url}model`)).text()).toBe('bytes');
    expect((await fetch(`${url}result/report`, { method: 'PUT', body: '{}' })).status).toBe(204);
    expect(received.get('/result/report')).toBe('{}');
    const failed = await fetch(`${url}result/fails`, { method: 'PUT', body: '{}' });
    expect([failed.status, await failed.text()]).toEqual([500, 'no room\n']);
    expect((await fetch(`${url}other`, { method: 'PUT', body: '' })).status).toBe(405);
  });

  it('says so when the port is taken', async () => {
    const { port } = await start();
    await expect(start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
