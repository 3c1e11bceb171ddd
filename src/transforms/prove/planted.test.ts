import { describe, expect, it } from 'vitest';
import { must } from '../../core';
import { float, withAttrs } from '../attrs';
import { intsAttr, padsOf } from '../read';
import type { Rule, RuleSpec } from '../rule';
import { rules } from '../rules';
import { ruleCases } from './cases';
import { proveRule } from './prove';

/** A rule of the library with a part replaced by a wrong one. */
function planted(name: string, wrong: Partial<Pick<RuleSpec, 'rewrite' | 'check'>>): Rule {
  return {
    ...must(
      rules.find((rule) => rule.name === name),
      name,
    ),
    ...wrong,
  };
}

const anything = { check: () => null };

const wrong: readonly (readonly [what: string, family: string, rule: Rule])[] = [
  ['a missing condition (an axis moves)', 'clean-up', planted('eliminate-nop-transpose', anything)],
  ['a missing condition (the addend is not 0)', 'clean-up', planted('eliminate-neutral-addend', anything)],
  [
    'swapped operands',
    'elementwise',
    planted('swap-negated-difference', { rewrite: (m, b) => b.node('Sub', [m.value('x'), m.value('y')]) }),
  ],
  [
    'a wrong constant',
    'elementwise',
    planted('replace-division-by-constant', {
      rewrite: (m, b) => b.node('Mul', [m.value('x'), m.value('c')]),
    }),
  ],
  [
    'a dropped bias',
    'convolution',
    planted('fold-addend-into-conv', {
      rewrite: (m, b) => must(b.again(m.node('conv'), m.node('conv').inputs)[0], 'conv'),
    }),
  ],
  [
    'an off-by-one pad',
    'convolution',
    planted('fold-pad-into-max-pool', {
      rewrite: (m, b) => {
        const pads = must(padsOf(m.graph, m.node('pad')), 'pads');
        const own = intsAttr(m.anchor, 'pads') ?? [0, 0, 0, 0];
        const [top = 0, left = 0, bottom = 0, right = 0] = own.map(
          (p, i) => p + must(pads[i < 2 ? i + 2 : i + 4], 'pad'),
        );
        const moved = bottom > 0 ? [top + 1, left, bottom - 1, right] : [top, left, bottom, right];
        return must(b.again(m.anchor, [m.value('x')], withAttrs(m.anchor, { pads: moved }))[0], 'pool');
      },
    }),
  ],
  ['a missing condition (padding)', 'convolution', planted('absorb-batchnorm-into-next-conv', anything)],
  [
    'a missing condition (counted padding)',
    'convolution',
    planted('move-average-pool-before-pointwise-conv', anything),
  ],
  [
    'swapped operands of a product',
    'matmul',
    planted('distribute-matmul', {
      rewrite: (m, b) => {
        const terms = ['y', 'x'].map((name) =>
          must(b.again(m.node('product'), [m.value(name), m.value('a')])[0], 'term'),
        );
        return b.node(m.node('sum').op, terms);
      },
    }),
  ],
  [
    'a dropped bias of a product',
    'matmul',
    planted('fuse-matmul-add-into-gemm', { rewrite: (m, b) => b.node('Gemm', [m.value('a'), m.value('b')]) }),
  ],
  [
    'a missing condition (the normalised axis is cut)',
    'motion',
    planted('move-slice-before-softmax', anything),
  ],
  [
    'a wrong axis',
    'motion',
    planted('move-slice-before-transpose', {
      rewrite: (m, b) => {
        const sliced = must(b.again(m.anchor, [m.value('x'), ...m.list('spec')])[0], 'slice');
        return must(b.again(m.node('transpose'), [sliced])[0], 'transpose');
      },
    }),
  ],
  [
    'swapped parts',
    'discovered',
    planted('discovered-rows-matmul-as-matmul-rows-a6f3', {
      rewrite: (m, b) => {
        const rows = must(b.again(m.anchor, [m.value('c'), m.value('a')])[0], 'rows');
        return b.node('MatMul', [rows, m.value('b')]);
      },
    }),
  ],
  [
    'a wrong constant of a fusion',
    'fusion',
    planted('fuse-quick-gelu', {
      rewrite: (m, b) =>
        b.node('QuickGelu', [m.value('x')], { alpha: float(1.5) }, { domain: 'com.microsoft' }),
    }),
  ],
];

describe('wrong rules', () => {
  it.each(wrong)('are caught: %s (%s)', (_, family, rule) => {
    expect(rule.family).toBe(family);
    const proof = proveRule(rule, ruleCases.get(rule.name));
    expect(proof.status).toBe('failed');
    expect(proof.reason).toMatch(/differs|became|would change/);
  });

  it('a rule without cases fails', () => {
    expect(proveRule(must(rules[0], 'rule'), undefined)).toMatchObject({
      status: 'failed',
      reason: 'no cases',
    });
  });
});
