import { describe, expect, it } from 'vitest';
import { createRandom } from '../core';
import { packCounted, readCounted } from './countedFile';
import { keyCount, neighbourKey } from './shareKeys';
import { type Example, fitShareTable, tableGrowth } from './shareTable';
import type { SiteContexts } from './siteContexts';

/** One site among operators with their distances and shares. */
const contextsOf = (
  around: readonly (readonly [operator: number, distance: number, share: number])[],
): SiteContexts => ({
  of: Int16Array.of(0),
  rings: new Float32Array(5),
  here: new Uint8Array(),
  near: new Uint8Array(),
  first: Int32Array.of(0, around.length),
  keys: Uint16Array.from(around, ([operator, distance]) => neighbourKey(operator, distance)),
  shares: Float32Array.from(around, ([, , share]) => share),
});

/** Rule 1 saves all of operator 3 at the anchor and half of operator 5 before it, and leaves operator 7 alone. */
function examples(count: number): Example[] {
  const random = createRandom(2);
  return Array.from({ length: count }, () => {
    const [a, b, c] = [0.1 * random.next(), 0.1 * random.next(), 0.5 * random.next()];
    const contexts = contextsOf([
      [3, 0, a],
      [5, 1, b],
      [7, 1, c],
    ]);
    return { rule: 1, contexts, reach: a + b + c, growth: -a - 0.5 * b };
  });
}

describe('a table of shares', () => {
  const table = fitShareTable(examples(300), 3, 20);

  it('tells what a rule saves from what merely stands beside it', () => {
    const heavy = contextsOf([
      [3, 0, 0.02],
      [5, 1, 0.02],
      [7, 1, 0.9],
    ]);
    expect(tableGrowth(table, 1, heavy, 0, 1)).toBeCloseTo(-0.03, 2);
    expect(tableGrowth(table, 1, heavy, 0, 2)).toBeCloseTo(2 * tableGrowth(table, 1, heavy, 0, 1), 9);
  });
  it('says nothing of rules that it never saw', () => {
    expect(tableGrowth(table, 0, contextsOf([[3, 0, 0.5]]), 0, 1)).toBe(0);
  });
  it('knows no operator that the list had not yet', () => {
    const grown = contextsOf([[30, 2, 0.5]]);
    expect(Math.abs(tableGrowth(table, 1, grown, 0, 1))).toBeLessThan(0.01);
  });
  it('comes back from a file as it was, and not from a damaged one', () => {
    const trust = Float32Array.of(0, 0, 0.25, 0.75, 0, 0);
    const packed = JSON.parse(JSON.stringify(packCounted({ table, trust })));
    const read = readCounted(packed, 3);
    expect(read?.table.keys).toBe(keyCount(20));
    expect(Array.from(read?.trust ?? [])).toEqual(Array.from(trust));
    const [own] = examples(1);
    if (own === undefined || read === null) throw new Error('nothing to compare');
    expect(tableGrowth(read.table, 1, own.contexts, 0, 1)).toBeCloseTo(
      tableGrowth(table, 1, own.contexts, 0, 1),
      3,
    );
    expect(readCounted({ ...packed, trust: [1] }, 3)).toBeNull();
    expect(readCounted({ ...packed, byKey: packed.byKey.slice(1) }, 3)).toBeNull();
    expect(readCounted({ ...packed, keys: 4 }, 3)).toBeNull();
    expect(readCounted(null, 3)).toBeNull();
  });
});
