import { afterEach, describe, expect, it, vi } from 'vitest';
import { openCostStore } from './costStore';
import { createCostTable } from './costTable';

const scope = { ep: 'wasm', threads: 1, adapter: 'CPU', runtime: '1' };
const row = {
  key: 'k',
  ms: 1,
  settled: true,
  kind: 'conv',
  macs: 1,
  bytes: 1,
  nodes: 1,
  functions: 0,
} as const;

/** An IndexedDB that outlives its connections, as a page's does a reload: one store, plain values. */
function fakeIndexedDb() {
  const kept = new Map<unknown, unknown>();
  const request = <T>(result: T) => {
    const made: { result: T; onsuccess?: () => void; onerror?: () => void; onupgradeneeded?: () => void } = {
      result,
    };
    queueMicrotask(() => {
      made.onupgradeneeded?.();
      made.onsuccess?.();
    });
    return made;
  };
  const store = {
    get: (key: unknown) => request(kept.get(key)),
    // What is stored is a copy, as the structured clone is.
    put: (value: unknown, key: unknown) => request(kept.set(key, structuredClone(value))),
    clear: () => request(kept.clear()),
  };
  const database = {
    objectStoreNames: { contains: () => false },
    createObjectStore: () => store,
    transaction: () => ({ objectStore: () => store }),
    close: () => undefined,
  };
  return { kept, open: () => request(database) };
}

afterEach(() => vi.unstubAllGlobals());

describe('cost store', () => {
  it('keeps tables apart by what they hold for, in memory where there is no IndexedDB', async () => {
    const store = openCostStore();
    await store.save(createCostTable(scope, [row]));
    expect((await store.load(scope)).get('k')).toEqual(row);
    expect((await store.load({ ...scope, threads: 2 })).size).toBe(0);
    await store.clear();
    expect((await store.load(scope)).size).toBe(0);
  });

  it('survives a reload in IndexedDB', async () => {
    vi.stubGlobal('indexedDB', fakeIndexedDb());
    await openCostStore().save(createCostTable(scope, [row]));
    const reopened = openCostStore();
    expect((await reopened.load(scope)).get('k')).toEqual(row);
    expect((await reopened.load({ ...scope, adapter: 'another' })).size).toBe(0);
  });

  it('measures anew where what was kept is of another version, or nothing can be kept', async () => {
    const database = fakeIndexedDb();
    vi.stubGlobal('indexedDB', database);
    await openCostStore().save(createCostTable(scope, [row]));
    for (const key of database.kept.keys()) database.kept.set(key, { version: 0 });
    expect((await openCostStore().load(scope)).size).toBe(0);
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new Error('private window');
      },
    });
    await openCostStore().save(createCostTable(scope, [row]));
    expect((await openCostStore().load(scope)).size).toBe(0);
  });
});
