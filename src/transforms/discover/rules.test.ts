import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { must } from '../../core';
import { graphBuilder } from '../../graph';
import { applyOnce, expectEquivalent, expectRewrite, refusals, sitesOf } from '../rules/testing';
import { directionsOf, discoveredRules, discoveredSummary, equationOf, toRule } from '.';
import { compare } from './compare';
import { symmetric } from './direction';
import { openTaso } from './open';
import data from './rules.json';
import { sampleOf } from './sample';
import { tasoRules } from './taso';

const kept = data.kept.map(equationOf);
const all = [...kept, ...data.implied.map(equationOf)];
const directions = directionsOf(kept);
const named = (name: string) =>
  must(
    discoveredRules.find((rule) => rule.name.startsWith(name)),
    name,
  );

describe('discovered rules', () => {
  it('are named once, and proved', () => {
    expect(new Set(directions.map((d) => d.name)).size).toBe(directions.length);
    expect(discoveredSummary()).toEqual({ rules: directions.length, proved: directions.length });
    expect(discoveredRules.length).toBe(directions.length - data.covered.length);
  });

  it.each(directions.map((d) => [d.name, d] as const))(
    '%s fires and keeps the outputs',
    async (_, direction) => {
      const graph = must(sampleOf(direction), 'sample');
      const after = applyOnce(toRule(direction, []), graph);
      await expectEquivalent(graph, after, { rtol: 1e-5 });
    },
  );

  it('match a symmetric pattern once', () => {
    const sum = must(
      directions.find((d) => d.from.text === 'add(matmul(a,b),matmul(a,c))'),
      'direction',
    );
    expect([...symmetric(sum)]).toEqual(['add(matmul(a,b),matmul(a,c))']);
    expect(sitesOf(toRule(sum, []), must(sampleOf(sum), 'sample'))).toHaveLength(1);
  });

  it('merge products of constants into one constant', () => {
    const g = graphBuilder({ opset: 17 });
    const x = g.input('x', 'float32', [2, 5, 3]);
    const [v, w] = [g.constant('v', 'float32', [3, 4]), g.constant('w', 'float32', [3, 2])];
    g.output('y', g.op('Concat', [g.op('MatMul', [x, v]), g.op('MatMul', [x, w])], { axis: -1 }));
    const after = applyOnce(named('discovered-cols-matmul-as-matmul-cols'), g.build());
    expect([...after.nodes()].map((n) => n.op)).toEqual(['MatMul']);
  });

  it('refuse other axes, permutations and sizes', () => {
    const other = (f: (g: ReturnType<typeof graphBuilder>) => void) => {
      const g = graphBuilder({ opset: 17 });
      f(g);
      return g.build();
    };
    expect(
      refusals(
        named('discovered-cols-matmul-as-matmul-cols'),
        other((g) => {
          const x = g.input('x', 'float32', [3, 3]);
          const [v, w] = [g.input('v', 'float32', [3, 4]), g.input('w', 'float32', [3, 4])];
          g.output('y', g.op('Concat', [g.op('MatMul', [x, v]), g.op('MatMul', [x, w])], { axis: 0 }));
        }),
      ),
    ).toContain('a Concat has another axis');
    expect(
      refusals(
        named('discovered-matmul-transpose-as-transpose-matmul'),
        other((g) => {
          const [x, y] = [g.input('x', 'float32', [3, 3, 3]), g.input('y', 'float32', [3, 3, 3])];
          const perm = [1, 0, 2];
          g.output(
            'z',
            g.op('MatMul', [g.op('Transpose', [x], { perm }), g.op('Transpose', [y], { perm: [1, 0, 2] })]),
          );
        }),
      ),
    ).toContain('a Transpose exchanges other axes');
    expect(
      refusals(
        named('discovered-add-cols-as-cols-add'),
        other((g) => {
          const [a, b] = [g.input('a', 'float32', [2, 3]), g.input('b', 'float32', [2, 5])];
          g.output(
            'y',
            g.op('Add', [g.op('Concat', [a, b], { axis: 1 }), g.op('Concat', [b, a], { axis: 1 })]),
          );
        }),
      ),
    ).toContain('the operands do not fit the other side');
    expect(
      refusals(
        named('discovered-add-conv-as-conv-cols'),
        other((g) => {
          const [x, w] = [g.input('x', 'float32', [1, 4, 5, 5]), g.input('w', 'float32', [4, 2, 1, 1])];
          const [y, v] = [g.input('y', 'float32', [1, 4, 5, 5]), g.input('v', 'float32', [4, 2, 1, 1])];
          const attrs = { group: 2 };
          g.output('z', g.op('Add', [g.op('Conv', [x, w], attrs), g.op('Conv', [y, v], attrs)]));
        }),
      ),
    ).toContain('the operands do not fit the other side');
  });
});

const published = new URL('../../../../shared/taso/graph_subst.pb', import.meta.url);

describe('the published substitutions of TASO', () => {
  it.skipIf(!existsSync(published))('are found or implied, all of them (skipped without the file)', () => {
    const rules = tasoRules(readFileSync(published));
    expect(rules).toHaveLength(133);
    expect(rules.filter((rule) => rule.outputs === 2)).toHaveLength(13);
    const verdicts = compare(rules, kept, all);
    expect(verdicts.filter((v) => v === 'not derived')).toEqual([]);
    expect(verdicts.filter((v) => v === 'rediscovered').length).toBeGreaterThan(50);
  });

  it.skipIf(!existsSync(published))('open as rules, each proved (skipped without the file)', async () => {
    const { rules, leftOut } = openTaso(readFileSync(published));
    expect(rules).toHaveLength(118);
    expect(leftOut.filter(({ reason }) => reason === 'not proved')).toEqual([]);
    const g = graphBuilder({ opset: 17 });
    const [a, b] = [g.input('a', 'float32', [2, 3]), g.input('b', 'float32', [4, 3])];
    const w = g.input('w', 'float32', [3, 5]);
    g.output('y', g.op('Concat', [g.op('MatMul', [a, w]), g.op('MatMul', [b, w])], { axis: 0 }));
    const rule = must(
      rules.find(({ name }) => name === 'taso-78'),
      'rule',
    );
    const after = await expectRewrite(rule, g.build());
    expect([...after.nodes()].map((node) => node.op).sort()).toEqual(['Concat', 'MatMul']);
  });
});
