import { describe, expect, it } from 'vitest';
import { openCostStore } from './costStore';
import { createCostTable } from './costTable';

describe('cost store', () => {
  it('keeps tables apart by what they hold for, in memory where there is no IndexedDB', async () => {
    const store = openCostStore();
    const one = { ep: 'wasm', threads: 1, adapter: 'CPU', runtime: '1' };
    const row = { key: 'k', ms: 1, kind: 'conv', macs: 1, bytes: 1, nodes: 1 } as const;
    await store.save(createCostTable(one, [row]));
    expect((await store.load(one)).get('k')).toEqual(row);
    expect((await store.load({ ...one, threads: 2 })).size).toBe(0);
    await store.clear();
    expect((await store.load(one)).size).toBe(0);
  });
});
