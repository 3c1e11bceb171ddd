import { describe, expect, it } from 'vitest';
import { kernelCosts, operatorRows } from './operatorTimes';
import type { KernelTime } from './runtime';

const kernel = (node: string, op: string, startUs: number, durationUs: number): KernelTime => ({
  node,
  op,
  provider: 'CPUExecutionProvider',
  startUs,
  durationUs,
  inputs: [],
  outputs: ['float32[4]'],
});
const run = (conv: number): KernelTime[] => [
  kernel('c', 'Conv', 0, conv),
  kernel('if', 'If', 10_000, 500),
  kernel('inner', 'Conv', 10_100, 100),
  kernel('r', 'Relu', 20_000, 40),
];

describe('times by operator', () => {
  it('takes the median of each kernel over the runs and leaves kernels inside another to it', () => {
    const costs = kernelCosts({ runs: [run(1000), run(3000), run(2000)], runMs: [] });
    expect(costs.map(({ node, ms }) => [node, ms])).toEqual([
      ['c', 2],
      ['if', 0.5],
      ['r', 0.04],
    ]);
  });

  it('puts two models side by side, and an operator that one lacks at zero', () => {
    const before = kernelCosts({ runs: [run(1000)], runMs: [] });
    const after = [
      { node: 'f', op: 'FusedConv', ms: 0.8, output: '' },
      { node: 'g', op: 'FusedConv', ms: 0.4, output: '' },
    ];
    const rows = operatorRows(before, after);
    expect(rows[0]).toEqual({
      op: 'FusedConv',
      before: { kernels: 0, ms: 0 },
      after: { kernels: 2, ms: expect.closeTo(1.2) },
    });
    expect(rows.map(({ op }) => op)).toEqual(['FusedConv', 'Conv', 'If', 'Relu']);
    expect(rows[1]?.after.kernels).toBe(0);
  });

  it('is empty for a profile without runs', () => {
    expect(kernelCosts({ runs: [], runMs: [] })).toEqual([]);
  });
});
