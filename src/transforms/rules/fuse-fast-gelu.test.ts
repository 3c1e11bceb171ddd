import { describe, expect, it } from 'vitest';
import { fuseFastGelu as rule } from './fuse-fast-gelu';
import { tanhGelu } from './geluFixtures';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fuse-fast-gelu', () => {
  it.each([{}, { last: 'gate', cube: 'Mul' }] as const)('fuses %o', async (parts) => {
    expect(opsOf(await expectRewrite(rule, tanhGelu(parts)))).toEqual(['FastGelu']);
  });

  it('refuses other constants', () => {
    const refused = refusals(rule, tanhGelu({ last: 'x', cubic: 0.05 }));
    expect(refused).toContain('a constant is not that of Gelu');
  });
});
