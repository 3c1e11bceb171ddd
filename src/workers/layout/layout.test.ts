import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core';
import { layOut } from './layout';
import type { LayoutRequest, LayoutResult } from './protocol';

const W = 208;
const H = 56;

function request(
  count: number,
  edges: readonly (readonly [number, number])[],
  parent: number[] = [],
  boxes: number[] = [],
) {
  const made: LayoutRequest = {
    width: new Float64Array(count).fill(W),
    height: new Float64Array(count).fill(H),
    parent: Int32Array.from({ length: count }, (_, i) => parent[i] ?? -1),
    box: Uint8Array.from({ length: count }, (_, i) => (boxes.includes(i) ? 1 : 0)),
    from: Int32Array.from(edges, (e) => e[0]),
    to: Int32Array.from(edges, (e) => e[1]),
    previous: null,
  };
  return made;
}

const near = (from: LayoutResult): NonNullable<LayoutRequest['previous']> => ({
  x: from.x,
  y: from.y,
  width: from.width,
  height: from.height,
});

function expectOrderly(made: LayoutRequest, result: LayoutResult) {
  const { x, y, width, height } = result;
  const value = (array: Float64Array, i: number) => array[i] ?? Number.NaN;
  for (let e = 0; e < made.from.length; e++) {
    const a = made.from[e] ?? 0;
    const b = made.to[e] ?? 0;
    expect(value(y, a) + value(height, a)).toBeLessThan(value(y, b));
  }
  const isIn = (i: number, box: number): boolean => {
    for (let p = made.parent[i] ?? -1; p >= 0; p = made.parent[p] ?? -1) if (p === box) return true;
    return false;
  };
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      const overlap =
        value(x, i) < value(x, j) + value(width, j) &&
        value(x, j) < value(x, i) + value(width, i) &&
        value(y, i) < value(y, j) + value(height, j) &&
        value(y, j) < value(y, i) + value(height, i);
      if (isIn(i, j) || isIn(j, i)) {
        const [outer, inner] = isIn(i, j) ? [j, i] : [i, j];
        expect(value(x, inner)).toBeGreaterThanOrEqual(value(x, outer));
        expect(value(y, inner)).toBeGreaterThan(value(y, outer));
        expect(value(x, inner) + value(width, inner)).toBeLessThanOrEqual(
          value(x, outer) + value(width, outer),
        );
        expect(value(y, inner) + value(height, inner)).toBeLessThan(value(y, outer) + value(height, outer));
      } else expect(overlap, `${i} and ${j} overlap`).toBe(false);
    }
  }
}

/** Where the wires of an edge start and end. */
function endsOf(result: LayoutResult, edge: number) {
  const pieces = result.edgePieces.subarray(result.edgeStart[edge], result.edgeStart[edge + 1]);
  const first = pieces[0] ?? 0;
  const last = pieces.at(-1) ?? 0;
  const from = result.pieceStart[first] ?? 0;
  const to = result.pieceStart[last + 1] ?? 0;
  return { from: result.points.subarray(from, from + 2), to: result.points.subarray(to - 2, to) };
}

function randomEdges(seed: number, count: number): [number, number][] {
  const random = createRandom(seed);
  const edges: [number, number][] = [];
  for (let v = 1; v < count; v++) {
    const fan = 1 + random.int(3);
    const seen = new Set<number>();
    for (let k = 0; k < fan; k++) seen.add(Math.max(0, v - 1 - random.int(random.next() < 0.2 ? 40 : 4)));
    for (const u of seen) edges.push([u, v]);
  }
  return edges;
}

describe('layOut', () => {
  it('puts a chain into one column', () => {
    const result = layOut(
      request(3, [
        [0, 1],
        [1, 2],
      ]),
    );
    expect([...result.x]).toEqual([0, 0, 0]);
    expect([...result.y]).toEqual([0, 96, 192]);
  });

  it('keeps a long residual chain straight', () => {
    const edges: [number, number][] = [];
    for (let block = 0; block < 40; block++) {
      const at = block * 3;
      edges.push([at, at + 1], [at + 1, at + 2], [at + 2, at + 3], [at, at + 3]);
    }
    const result = layOut(request(121, edges));
    expect(result.bounds.width).toBeLessThan(2 * W);
  });

  it('lays out nothing', () => {
    expect(layOut(request(0, [])).bounds).toEqual({ x: 0, y: 0, width: 0, height: 0 });
  });

  it('packs loose pieces beside the main one', () => {
    const edges: [number, number][] = Array.from({ length: 50 }, (_, i) => [i, i + 1]);
    const result = layOut(request(91, edges));
    expectOrderly(request(91, edges), result);
    expect(result.bounds.width).toBeLessThan(4 * W);
  });

  it('is orderly on random graphs', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const made = request(80, randomEdges(seed, 80));
      expectOrderly(made, layOut(made));
    }
  });

  it('holds an open group in a box, and joins its wires at the rim', () => {
    // 0 → [2 → 3, 2 → 4] → 5 with 1 as the box; 0 also leads straight to 4.
    const made = request(
      6,
      [
        [0, 2],
        [2, 3],
        [2, 4],
        [0, 4],
        [3, 5],
        [4, 5],
      ],
      [-1, -1, 1, 1, 1, -1],
      [1],
    );
    const result = layOut(made);
    expectOrderly(made, result);
    made.from.forEach((source, e) => {
      const { from, to } = endsOf(result, e);
      expect(from[0]).toBeCloseTo((result.x[source] ?? 0) + W / 2, 3);
      expect(from[1]).toBeCloseTo((result.y[source] ?? 0) + H, 3);
      const target = made.to[e] ?? 0;
      expect(to[0]).toBeCloseTo((result.x[target] ?? 0) + W / 2, 3);
      expect(to[1]).toBeCloseTo(result.y[target] ?? 0, 3);
    });
  });
});

describe('layOut near a previous layout', () => {
  it('leaves everything where it was when nothing changed', () => {
    const made = request(60, randomEdges(3, 60));
    const first = layOut(made);
    const second = layOut({ ...made, previous: near(first) });
    expect([...second.x]).toEqual([...first.x]);
    expect([...second.y]).toEqual([...first.y]);
  });

  it('puts a replacement where the old node was', () => {
    const first = layOut(
      request(4, [
        [0, 1],
        [1, 2],
        [2, 3],
      ]),
    );
    const made = request(4, [
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    const previous = near(first);
    const x = previous.x.slice();
    const y = previous.y.slice();
    x[1] = y[1] = Number.NaN;
    const second = layOut({ ...made, previous: { ...previous, x, y } });
    expect([...second.x]).toEqual([...first.x]);
    expect([...second.y]).toEqual([...first.y]);
  });

  it('moves what is below down together when there is no room', () => {
    const first = layOut(
      request(3, [
        [0, 1],
        [1, 2],
      ]),
    );
    const made = request(4, [
      [0, 3],
      [3, 1],
      [1, 2],
    ]);
    const pad = (array: Float64Array) => Float64Array.from([...array, Number.NaN]);
    const second = layOut({
      ...made,
      previous: { x: pad(first.x), y: pad(first.y), width: pad(first.width), height: pad(first.height) },
    });
    expect(second.y[0]).toBe(first.y[0]);
    expect((second.y[1] ?? 0) - (first.y[1] ?? 0)).toBe((second.y[2] ?? 0) - (first.y[2] ?? 0));
    expectOrderly(made, second);
  });

  it('stays orderly under random rewrites, and most nodes stay', () => {
    for (let seed = 1; seed <= 15; seed++) {
      const random = createRandom(seed);
      const count = 70;
      const edges = randomEdges(seed, count);
      const first = layOut(request(count, edges));
      // Three nodes are replaced, and one new node comes between two.
      const x = Float64Array.from([...first.x, Number.NaN]);
      const y = Float64Array.from([...first.y, Number.NaN]);
      const size = (array: Float64Array) => Float64Array.from([...array, Number.NaN]);
      for (let k = 0; k < 3; k++) {
        const v = 1 + random.int(count - 1);
        x[v] = y[v] = Number.NaN;
      }
      const [u, v] = random.pick(edges);
      const made = request(count + 1, [...edges, [u, count], [count, v]]);
      const second = layOut({
        ...made,
        previous: { x, y, width: size(first.width), height: size(first.height) },
      });
      expectOrderly(made, second);
    }
  });

  it('lets a box grow in place', () => {
    const before = request(
      5,
      [
        [0, 2],
        [2, 3],
        [3, 4],
      ],
      [-1, -1, 1, 1, -1],
      [1],
    );
    const first = layOut(before);
    const made = request(
      6,
      [
        [0, 2],
        [2, 5],
        [5, 3],
        [3, 4],
      ],
      [-1, -1, 1, 1, -1, 1],
      [1],
    );
    const pad = (array: Float64Array) => Float64Array.from([...array, Number.NaN]);
    const second = layOut({
      ...made,
      previous: { x: pad(first.x), y: pad(first.y), width: pad(first.width), height: pad(first.height) },
    });
    expectOrderly(made, second);
    expect(second.y[2]).toBeCloseTo(first.y[2] ?? 0);
    expect(second.x[2]).toBeCloseTo(first.x[2] ?? 0);
  });
});

describe('layout time', () => {
  it('draws together what a closed box left far apart, and leaves a small gap alone', () => {
    const chain = request(3, [
      [0, 1],
      [1, 2],
    ]);
    const gapAfter = (height: number): number => {
      const tall = { ...chain, height: Float64Array.of(H, height, H) };
      const { y } = layOut({ ...chain, previous: near(layOut(tall)) });
      return (y[2] ?? 0) - (y[1] ?? 0) - H;
    };
    const [usual, after, small] = [gapAfter(H), gapAfter(2000), gapAfter(H + 40)];
    expect(after).toBeCloseTo(usual, 5);
    expect(small).toBeCloseTo(usual + 40, 5);
  });

  it('grows nearly linearly: 6,600 nodes in well under three seconds even on a busy machine', () => {
    const made = request(6600, randomEdges(5, 6600));
    const started = performance.now();
    const result = layOut(made);
    expect(performance.now() - started).toBeLessThan(6000);
    expect(result.x.length).toBe(6600);
  });
});
