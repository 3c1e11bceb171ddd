import { describe, expect, it } from 'vitest';
import { fuseGelu as rule } from './fuse-gelu';
import { erfGelu } from './geluFixtures';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fuse-gelu', () => {
  it.each([{}, { last: 'gate', scale: 'Mul' }] as const)('fuses %o', async (parts) => {
    expect(opsOf(await expectRewrite(rule, erfGelu(parts)))).toEqual(['Gelu']);
  });

  it.each([
    ['a constant is not that of Gelu', { last: 'x', half: 0.25 }],
    ['the type is float64, not float32', { dtype: 'float64' }],
  ] as const)('refuses: %s', (reason, parts) => {
    expect(refusals(rule, erfGelu(parts))).toContain(reason);
  });
});
