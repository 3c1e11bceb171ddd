import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { recogniseHardSigmoid as rule } from './recognise-hard-sigmoid';
import { expectRewrite, opsOf, refusals } from './testing';

describe('recognise-hard-sigmoid', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Div', [
              g.op('Clip', [
                g.op('Add', [x, g.scalar('three', 'float32', 3)]),
                g.scalar('zero', 'float32', 0),
                g.scalar('top', 'float32', 6),
              ]),
              g.scalar('six', 'float32', 6),
            ]),
          ),
        ),
      ),
    ).toEqual(['HardSigmoid']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Mul', [
              g.scalar('sixth', 'float32', 1 / 6),
              g.op('Clip', [
                g.op('Add', [x, g.scalar('three', 'float32', 3)]),
                g.scalar('zero', 'float32', 0),
                g.scalar('top', 'float32', 6),
              ]),
            ]),
          ),
        ),
      ),
    ).toEqual(['HardSigmoid']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Div', [
            g.op('Clip', [
              g.op('Add', [x, g.scalar('three', 'float32', 3)]),
              g.scalar('zero', 'float32', 0),
              g.scalar('top', 'float32', 6),
            ]),
            g.scalar('five', 'float32', 5),
          ]),
        ),
      ),
    ).toContain('it is not limited to 0 … 1');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Div', [
            g.scalar('six', 'float32', 6),
            g.op('Clip', [
              g.op('Add', [x, g.scalar('three', 'float32', 3)]),
              g.scalar('zero', 'float32', 0),
              g.scalar('top', 'float32', 6),
            ]),
          ]),
        ),
      ),
    ).toContain('the constant is divided');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Div', [
            g.op('Clip', [
              g.op('Add', [x, g.scalar('three', 'float32', 3)]),
              g.scalar('zero', 'float32', 0),
              g.scalar('top', 'float32', 6),
            ]),
            g.constant('six', 'float32', [1, 1, 1], [6]),
          ]),
        ),
      ),
    ).toContain('a constant may add axes');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Div', [
            g.op('Clip', [
              g.op('Add', [x, g.scalar('three', 'float32', 3)]),
              g.scalar('zero', 'float32', -1),
              g.scalar('top', 'float32', 6),
            ]),
            g.scalar('six', 'float32', 6),
          ]),
        ),
      ),
    ).toContain('it is not limited to 0 … 1');
  });
});
