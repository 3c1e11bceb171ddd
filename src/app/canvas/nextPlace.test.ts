import { describe, expect, it } from 'vitest';
import { nextPlace } from './nextPlace';
import type { PlacedScene } from './placed';

const placed = {
  scene: { items: ['low', 'right', 'left', 'top'].map((id) => ({ id })) },
  layout: { x: [0, 9, 0, 4], y: [20, 10, 10, 0], width: [1, 1, 1, 1], height: [1, 1, 1, 1] },
} as unknown as PlacedScene;

describe('nextPlace', () => {
  const lit = new Set(['low', 'right', 'left']);
  it('goes down the graph, from left to right, and begins again', () => {
    expect(nextPlace(placed, lit, null)).toBe('left');
    expect(nextPlace(placed, lit, 'left')).toBe('right');
    expect(nextPlace(placed, lit, 'right')).toBe('low');
    expect(nextPlace(placed, lit, 'low')).toBe('left');
  });
  it('goes on from a place that is not lit', () => expect(nextPlace(placed, lit, 'top')).toBe('left'));
  it('finds nothing among nothing', () => expect(nextPlace(placed, new Set(), 'top')).toBeNull());
});
