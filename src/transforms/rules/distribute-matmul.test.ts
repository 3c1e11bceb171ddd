import { describe, expect, it } from 'vitest';
import { distributeMatmul as rule } from './distribute-matmul';
import { model } from './fixtures';
import { expectRewrite, opsOf, refusals } from './testing';

describe('distribute-matmul', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('MatMul', [g.op('Add', [x, y]), g.constant('w', 'float32', [3, 3])])),
        ),
      ),
    ).toEqual(['MatMul', 'MatMul', 'Add']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('MatMul', [g.constant('w', 'float32', [4, 2]), g.op('Sub', [x, y])])),
        ),
      ),
    ).toEqual(['MatMul', 'MatMul', 'Sub']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('MatMul', [
            g.op('Add', [x, g.constant('c', 'float32', [3])]),
            g.constant('w', 'float32', [3, 3]),
          ]),
        ),
      ),
    ).toContain('the shapes differ');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('MatMul', [
            x,
            g.op('Add', [g.constant('a', 'float32', [3]), g.constant('c', 'float32', [3])]),
          ]),
        ),
      ),
    ).toContain('an addend is no matrix');
    expect(
      refusals(
        rule,
        model(
          (g, x, y) => g.op('MatMul', [g.op('Add', [x, y]), g.constant('w', 'int32', [3, 4])]),
          17,
          'int32',
        ),
      ),
    ).toContain('the type is int32');
  });
});
