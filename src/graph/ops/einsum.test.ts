import { describe, expect, it } from 'vitest';
import { costOf, typesOf } from './describe';

const einsum = (equation: string, ...inputs: string[]) => typesOf('Einsum', inputs, { equation })[0];

describe('Einsum', () => {
  it('names the result by its letters', () => {
    expect(einsum('bhqd,bhkd->bhqk', 'float32[b, 8, q, 64]', 'float32[b, 8, k, 64]')).toBe(
      'float32[b, 8, q, k]',
    );
    expect(einsum('ij->ji', 'float32[2, 3]')).toBe('float32[3, 2]');
    expect(einsum('ii->i', 'float32[3, 3]')).toBe('float32[3]');
    expect(einsum('i,i->', 'float32[3]', 'float32[3]')).toBe('float32[]');
  });

  it('without an arrow keeps the letters that occur once, in order', () => {
    expect(einsum('ij, jk', 'float32[2, 3]', 'float32[3, 4]')).toBe('float32[2, 4]');
    expect(einsum('ba', 'float32[2, 3]')).toBe('float32[3, 2]');
    expect(einsum('...ij,...jk', 'float32[b, 2, 3]', 'float32[b, 3, 4]')).toBe('float32[b, 2, 4]');
  });

  it('broadcasts the ellipsis', () => {
    expect(einsum('...ij,...jk->...ik', 'float32[5, 1, 2, 3]', 'float32[7, 3, 4]')).toBe(
      'float32[5, 7, 2, 4]',
    );
    expect(einsum('i...->...i', 'float32[2, 3, 4]')).toBe('float32[3, 4, 2]');
  });

  it('refuses what does not fit', () => {
    expect(() => einsum('ij->ij', 'float32[2]')).toThrow(/rank/);
    expect(() => einsum('ij,jk->ik', 'float32[2, 3]', 'float32[4, 5]')).toThrow(/dimension j/);
    expect(() => einsum('ij->ik', 'float32[2, 3]')).toThrow(/occurs in no operand/);
    expect(() => einsum('ij,jk->ik', 'float32[2, 3]')).toThrow(/operands/);
    expect(() => einsum('i*->i', 'float32[2, 3]')).toThrow(/letter/);
    expect(() => einsum('i->i->i', 'float32[2]')).toThrow(/arrows/);
  });

  it('costs every combination of the letters', () => {
    const cost = costOf('Einsum', ['float32[2, 3]', 'float32[3, 4]'], { equation: 'ij,jk->ik' });
    expect(cost).toMatchObject({ macs: 24, flops: 48 });
    expect(costOf('Einsum', ['float32[2, 3]'], { equation: 'ij->' })).toMatchObject({ macs: 0, flops: 6 });
  });
});
