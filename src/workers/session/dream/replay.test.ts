import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeModel, dynamicDims, inferGraph, specialise } from '../../../graph';
import { createMatcher, rules, type Target } from '../../../transforms';
import { formulaPricing } from './pricing';
import { countsOf, replayMoves } from './replay';

const target: Target = { provider: 'wasm', standardOpsOnly: false };
const decoded = inferGraph(decodeModel(readFileSync('public/models/tiny_attention.onnx')));
const dims = Object.fromEntries(dynamicDims(decoded).map(({ name, suggested }) => [name, suggested]));
const graph = specialise(decoded, { dims, keepOutputs: null });
const matcher = createMatcher(rules, target);
const table = matcher.matchAll(graph);
const { estimate } = formulaPricing();
const replay = (moves: Parameters<typeof replayMoves>[0]['moves']) =>
  replayMoves({ graph, table, matcher, target, estimate, moves });
const counts = countsOf(table);
const legal = counts.findIndex((count) => count > 0);
const illegal = counts.indexOf(0);

describe('a dream played for real', () => {
  it('makes legal moves, and says what they lead to', () => {
    const [first] = replay([{ rule: legal, site: 0, among: counts[legal] ?? 0 }]);
    expect(first?.step).toMatchObject({ legal: true, among: counts[legal] });
    expect(first?.step.estimatedMs).toBeGreaterThan(0);
    expect(first?.made?.graph).not.toBe(graph);
  });
  it('ends at the first move that is not legal, with the reason', () => {
    const played = replay([
      { rule: legal, site: 0, among: 1 },
      { rule: illegal, site: 0, among: 3 },
      { rule: legal, site: 0, among: 1 },
    ]);
    expect(played).toHaveLength(2);
    expect(played[1]?.step).toMatchObject({ legal: false, estimatedMs: null });
    expect(played[1]?.step.why).not.toBe('');
  });
  it('finds a site by its relative place where the dream had another number of them', () => {
    const rule = counts.findIndex((count) => count > 1);
    if (rule < 0) return;
    const count = counts[rule] ?? 0;
    const [first] = replay([{ rule, site: 2 * count - 1, among: 2 * count }]);
    expect(first?.made?.site).toEqual(table.sites(rule)[count - 1]);
  });
});
