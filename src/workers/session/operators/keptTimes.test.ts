import { describe, expect, it } from 'vitest';
import { createCostTable, openCostStore } from '../../../bench';
import { KeptTimes } from './keptTimes';

const scope = { ep: 'wasm', threads: 1, adapter: 'CPU', runtime: '1.30.0' };
const row = (key: string) =>
  ({ key, ms: 1, settled: true, kind: 'conv', macs: 1, bytes: 1, nodes: 1, functions: 0 }) as const;

async function setUp() {
  const store = openCostStore();
  const times = new KeptTimes(store);
  const stored = async () => [...(await store.load(scope)).rows()].map(({ key }) => key).sort();
  const known = async () => [...(await times.load(scope)).rows()].map(({ key }) => key).sort();
  /** A run that times one more operator. */
  const run = async (key: string, keep: boolean) => {
    const table = await times.load(scope);
    table.add(row(key));
    await times.save(table, keep);
  };
  return { times, stored, known, run };
}

describe('operator times', () => {
  it('of a private model are known in this tab and never stored', async () => {
    const { run, stored, known } = await setUp();
    await run('secret', false);
    await run('gallery', true);
    expect(await known()).toEqual(['gallery', 'secret']);
    expect(await stored()).toEqual(['gallery']);
    await run('secret too', false);
    expect(await stored()).toEqual(['gallery']);
  });

  it('are stored when the person asks, and forgotten when they ask', async () => {
    const { times, run, stored, known } = await setUp();
    await run('secret', false);
    await times.keepAll();
    expect(await stored()).toEqual(['secret']);
    await run('more', true);
    expect(await stored()).toEqual(['more', 'secret']);
    await times.forget();
    expect(await stored()).toEqual([]);
    expect(await known()).toEqual([]);
  });

  it('go to a file and come back, and another file is refused', async () => {
    const { times, run, stored } = await setUp();
    await run('secret', false);
    const file: unknown = JSON.parse(JSON.stringify(await times.export(scope)));
    const other = await setUp();
    expect(other.times.take(file).size).toBe(1);
    expect(await other.known()).toEqual(['secret']);
    expect(await other.stored()).toEqual([]);
    for (const bad of [
      null,
      {},
      { ...(file as object), scope: { ep: 'wasm' } },
      { ...(file as object), rows: [1] },
    ])
      expect(() => other.times.take(bad)).toThrow('no table');
    expect(await stored()).toEqual([]);
    expect(createCostTable(scope).size).toBe(0);
  });

  it('of a private model give way to what a later run found', async () => {
    const { times } = await setUp();
    for (const found of [
      { ms: 2, settled: false },
      { ms: 1, settled: true },
    ]) {
      const table = await times.load(scope);
      table.add({ ...row('secret'), ...found });
      await times.save(table, false);
    }
    expect((await times.load(scope)).get('secret')).toMatchObject({ ms: 1, settled: true });
  });
});
