import { describe, expect, it } from 'vitest';
import { fitAnalytic } from './analytic';
import type { CostRow } from './costTable';

const row = (kind: CostRow['kind'], macs: number, bytes: number, ms: number, functions = 0): CostRow => ({
  key: `${kind}${macs}${bytes}${functions}`,
  kind,
  macs,
  bytes,
  nodes: 1,
  functions,
  ms,
  settled: true,
});

describe('analytic model', () => {
  it('finds the coefficients again, class by class', () => {
    const truth = (macs: number, bytes: number) => 1e-6 * macs + 2e-7 * bytes + 0.01;
    const sizes = [1e4, 1e5, 1e6, 1e7];
    const rows = sizes.flatMap((m) => sizes.map((b) => row('matmul', m, b, truth(m, b))));
    const fast = sizes.map((b) => row('elementwise', 0, b, 1e-8 * b));
    const model = fitAnalytic([...rows, ...fast]);
    const at = { kind: 'matmul', macs: 3e6, bytes: 5e5, nodes: 1, functions: 0 } as const;
    expect(Math.abs(model(at) / truth(3e6, 5e5) - 1)).toBeLessThan(0.15);
    expect(model({ kind: 'elementwise', macs: 0, bytes: 1e6, nodes: 1, functions: 0 })).toBeLessThan(0.05);
  });

  it('tells what computes a function from what only moves its elements', () => {
    const truth = (elements: number, functions: number) => 1.6e-7 * 2 * elements + 1e-6 * functions + 4e-3;
    const sizes = [1e4, 1e5, 1e6];
    const plain = sizes.map((n) => row('elementwise', n / 2, 8 * n, truth(n, 0)));
    const silu = sizes.map((n) => row('elementwise', n, 8 * n, truth(n, 2 * n), 2 * n));
    const model = fitAnalytic([...plain, ...silu]);
    const tanh = { kind: 'elementwise', macs: 1.5e5, bytes: 2.4e6, nodes: 1, functions: 3e5 } as const;
    expect(Math.abs(model(tanh) / truth(3e5, 3e5) - 1)).toBeLessThan(0.2);
    expect(model(tanh) / model({ ...tanh, functions: 0 })).toBeGreaterThan(2);
  });

  it('lets a class have a cost that no operator had when all were fitted together', () => {
    const bytesOnly = [1e4, 1e5, 1e6].map((b) => row('elementwise', 1e3 * b, b, 1e-6 * b));
    const macsToo = [1e6, 1e7, 1e8].map((m) => row('matmul', m, 1e4, 0.01 + 5e-8 * m));
    const times = <T>(n: number, list: readonly T[]): T[] => Array.from({ length: n }, () => list).flat();
    const model = fitAnalytic([...times(200, bytesOnly), ...times(8, macsToo)]);
    const at = { kind: 'matmul', macs: 1e8, bytes: 1e4, nodes: 1, functions: 0 } as const;
    expect(Math.abs(model(at) / 5 - 1)).toBeLessThan(0.1);
  });

  it('has a guess without any row', () => {
    expect(fitAnalytic([])({ kind: 'conv', macs: 4e6, bytes: 0, nodes: 1, functions: 0 })).toBeCloseTo(
      1.004,
      2,
    );
  });
});
