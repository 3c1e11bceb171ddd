import { expect, it } from 'vitest';
import type { NodeId } from '../../../graph';
import { graphBuilder } from '../../../graph/fixtures';
import { experienceOf, learnFrom } from './experienceOf';

const base = graphBuilder({ opset: 17 }).build();
const steps = [{ site: { rule: 3, anchor: 0 as NodeId, variant: 0 }, graph: base }];
const wasm = { ep: 'wasm', threads: 4, adapter: null } as const;

it('what one target’s clock taught stays with that target', () => {
  const measured = [{ candidate: { steps, graph: base, cost: 1 }, ratio: 1.2, ci95: [1.19, 1.21] as const }];
  learnFrom(experienceOf(base, wasm), base, measured, { estimate: () => 1 });
  const uses = new Map([[3, 1]]);
  expect(experienceOf(base, { ...wasm }).residual(uses)).toBeGreaterThan(0);
  expect(experienceOf(base, { ...wasm, threads: 1 }).residual(uses)).toBe(0);
  expect(experienceOf(base, { ep: 'webgpu', threads: 4, adapter: 'GPU' }).residual(uses)).toBe(0);
});
