import { describe, expect, it } from 'vitest';
import type { Parting } from './parting';
import { tagsOf } from './partingTags';

const parting = (kind: Parting['kind'], step: number): Parting => ({ kind, step, what: '' });
const x = (step: number) => 60 + 20 * step;

describe('the signs above a chart of dreams', () => {
  it('stand above their steps with a word', () => {
    const [one] = tagsOf([parting('runtime', 5)], x, [40, 300]);
    expect(one).toMatchObject({ tag: '≠ runtime', at: x(5) });
  });

  it('do not lie on one another, nor beyond the chart', () => {
    for (const step of [1, 5, 11]) {
      const tags = tagsOf(
        [parting('mask', step), parting('runtime', step), parting('illegal', step)],
        x,
        [40, 300],
      );
      expect(tags.map(({ tag }) => tag)).toEqual(['? mask', '≠ runtime', '✕ illegal']);
      const edges = tags.map(({ tag, at }) => [at - (tag.length * 6.5) / 2, at + (tag.length * 6.5) / 2]);
      edges.forEach(([from = 0, to = 0], i) => {
        expect(from).toBeGreaterThanOrEqual(i === 0 ? 40 : (edges[i - 1]?.[1] ?? 0));
        expect(to).toBeLessThanOrEqual(300);
      });
    }
  });

  it('are signs alone where there is no room for words', () => {
    const tags = tagsOf([parting('mask', 1), parting('runtime', 1), parting('illegal', 2)], x, [40, 160]);
    expect(tags.map(({ tag }) => tag)).toEqual(['?', '≠', '✕']);
  });
});
