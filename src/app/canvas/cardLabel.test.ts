import { describe, expect, it } from 'vitest';
import type { CardData } from './Cards';
import { cardLabel } from './cardLabel';

const base = { mark: null, presence: 'stays', level: null } as const;
const node = {
  kind: 'node',
  id: 'n1',
  node: { op: 'MatMul', name: 'query', shape: '1×128', kind: 'node' },
  parent: null,
} as CardData['item'];

describe('cardLabel', () => {
  it('says operator, name and shape, then what a colour says and what became of it', () => {
    expect(cardLabel({ ...base, item: node })).toBe('MatMul, query, 1×128');
    expect(cardLabel({ ...base, item: node, mark: 'removed', figure: '31 %' })).toBe(
      'MatMul, query, 1×128, removed, 31 %',
    );
  });
  it('says how many blocks a card stands for', () => {
    const item = {
      kind: 'folded',
      id: 'f',
      label: 'layer',
      groups: ['a', 'b'],
    } as unknown as CardData['item'];
    expect(cardLabel({ ...base, item, note: '2 removed' })).toBe('layer, 2 times, folded, 2 removed');
  });
});
