import { describe, expect, it } from 'vitest';
import { tanhGelu } from './geluFixtures';
import { recogniseTanhGelu as rule } from './recognise-tanh-gelu';
import { expectRewrite, opsOf, refusals } from './testing';

const opset = 20;

describe('recognise-tanh-gelu', () => {
  it.each([{}, { last: 'x', cube: 'Mul' }, { last: 'gate' }] as const)('recognises %o', async (parts) => {
    expect(opsOf(await expectRewrite(rule, tanhGelu({ opset, ...parts })))).toEqual(['Gelu']);
  });

  it.each([
    ['a constant is not that of Gelu', { cubic: 0.05 }],
    ['there is no Gelu before opset 20', { opset: 17 }],
  ] as const)('refuses: %s', (reason, parts) => {
    expect(refusals(rule, tanhGelu({ opset, ...parts }))).toContain(reason);
  });
});
