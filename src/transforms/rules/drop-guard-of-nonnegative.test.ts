import { describe, expect, it } from 'vitest';
import { dropGuardOfNonnegative as rule } from './drop-guard-of-nonnegative';
import { model } from './fixtures';
import { expectRewrite, opsOf, refusals } from './testing';

describe('drop-guard-of-nonnegative', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Add', [g.op('Relu', [g.op('Sigmoid', [x])]), y])),
        ),
      ),
    ).toEqual(['Sigmoid', 'Add']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Add', [g.op('Relu', [g.op('Relu', [x])]), y])),
        ),
      ),
    ).toEqual(['Relu', 'Add']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Add', [g.op('Relu', [g.op('Exp', [x])]), y])),
        ),
      ),
    ).toEqual(['Exp', 'Add']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Add', [g.op('Relu', [g.op('Softmax', [x])]), y])),
        ),
      ),
    ).toEqual(['Softmax', 'Add']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Add', [g.op('Relu', [g.op('Mul', [x, x])]), y])),
        ),
      ),
    ).toEqual(['Mul', 'Add']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) =>
            g.op('Add', [g.op('Relu', [g.op('Clip', [x, g.scalar('c', 'float32', 0.5)])]), y]),
          ),
        ),
      ),
    ).toEqual(['Clip', 'Add']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Abs', [g.op('Abs', [x])])),
        ),
      ),
    ).toEqual(['Abs']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Relu', [g.op('Mul', [x, y])])),
      ),
    ).toContain('the value may be negative');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Relu', [g.op('Clip', [x, g.scalar('c', 'float32', -1)])])),
      ),
    ).toContain('the value may be negative');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Abs', [g.op('Tanh', [x])])),
      ),
    ).toContain(
      'Tanh is not Relu or Abs or Sigmoid or HardSigmoid or Exp or Sqrt or Softplus or Softmax or Clip or ReduceL1 or ReduceL2 or ReduceSumSquare or Mul',
    );
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Abs', [g.op('Mul', [x, x])]), 17, 'int32'),
      ),
    ).toContain('integers may overflow');
  });
});
