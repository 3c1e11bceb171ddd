import { describe, expect, it } from 'vitest';
import { createRandom } from './random';
import { Vec } from './vec';

describe('Vec', () => {
  it('agrees with an array through random pushes and sets, and old versions stay', () => {
    const random = createRandom(7);
    let vec = Vec.from([1, 2, 3]);
    let array: (number | undefined)[] = [1, 2, 3];
    const history: [Vec<number>, (number | undefined)[]][] = [];
    for (let step = 0; step < 3000; step++) {
      const value = random.int(1e6);
      const at = random.next() < 0.5 ? array.length : random.int(array.length);
      vec = vec.set(at, value);
      array = array.slice();
      array[at] = value;
      if (step % 500 === 0) history.push([vec, array]);
    }
    history.push([vec, array]);
    for (const [v, a] of history) expect([...v]).toEqual(a);
  });

  it('visits what is set, in order, holes left out', () => {
    const items = Array.from({ length: 2500 }, (_, i) => i);
    const seen: [number, number][] = [];
    Vec.from(items).forEach((value, index) => {
      seen.push([value, index]);
    });
    expect(seen).toEqual(items.map((i) => [i, i]));
    const sparse: number[] = [];
    Vec.empty<string>()
      .set(40, 'a')
      .set(3, 'b')
      .forEach((_, index) => {
        sparse.push(index);
      });
    expect(sparse).toEqual([3, 40]);
  });

  it('builds deep vectors at once and reads outside as undefined', () => {
    const items = Array.from({ length: 40_000 }, (_, i) => i);
    const vec = Vec.from(items);
    expect(vec.get(39_999)).toBe(39_999);
    expect(vec.get(40_000)).toBeUndefined();
    expect(vec.get(-1)).toBeUndefined();
    expect([...vec.push(5)].at(-1)).toBe(5);
  });
});
