import { describe, expect, it } from 'vitest';
import { itemAt } from './itemAt';
import type { PlacedScene } from './placed';

/** A box around a card at (20, 40), and a card at (20, 140). */
const placed = {
  scene: {
    items: [
      { kind: 'box', id: 'box', label: '', group: 'box', parent: null },
      { kind: 'folded', id: 'a' },
      { kind: 'folded', id: 'b' },
    ],
  },
  layout: {
    x: Float64Array.of(0, 20, 20),
    y: Float64Array.of(0, 40, 140),
    width: Float64Array.of(248, 208, 208),
    height: Float64Array.of(120, 56, 56),
  },
} as unknown as PlacedScene;

describe('itemAt', () => {
  it('finds the card under a point', () => expect(itemAt(placed, { x: 100, y: 60 }, 1)).toBe(1));
  it('passes over boxes', () => expect(itemAt(placed, { x: 5, y: 5 }, 1)).toBeNull());
  it('finds the nearest card beside a point when cards are small', () => {
    expect(itemAt(placed, { x: 100, y: 130 }, 1)).toBeNull();
    expect(itemAt(placed, { x: 100, y: 130 }, 0.1)).toBe(2);
  });
  it('finds nothing far away', () => expect(itemAt(placed, { x: 900, y: 60 }, 0.1)).toBeNull());
});
