import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { eliminateDropout } from './eliminate-dropout';
import { applyOnce, expectRewrite, opsOf, refusals } from './testing';

describe('eliminate-dropout', () => {
  const model = (training: boolean | null, mask = false) => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3]);
    const ratio = g.scalar('ratio', 'float32', 0.5);
    const inputs =
      training === null ? [x, ratio] : [x, ratio, g.scalar('training', 'bool', training ? 1 : 0)];
    const [y, kept] = g.node('Dropout', inputs, {}, { outputs: mask ? 2 : 1 });
    if (y !== undefined) g.output('y', g.op('Relu', [y]));
    if (mask && kept !== undefined) g.output('mask', kept);
    return g.build();
  };

  it('drops what only training needs', async () => {
    expect(opsOf(await expectRewrite(eliminateDropout, model(null)))).toEqual(['Relu']);
    expect(opsOf(applyOnce(eliminateDropout, model(false)))).toEqual(['Relu']);
  });

  it('stays in training mode, and where its mask is used', () => {
    expect(refusals(eliminateDropout, model(true))).toEqual(['it may be in training mode']);
    expect(refusals(eliminateDropout, model(null, true))).toEqual(['its mask is used']);
  });
});
