import { describe, expect, it } from 'vitest';
import { Experience } from '../../../agent/experience';
import { graphBuilder, type NodeId } from '../../../graph';
import { worthAnother, worthWithout } from './another';

const graph = graphBuilder({ opset: 17 }).build();
const played = {
  candidate: { steps: [{ site: { rule: 3, anchor: 0 as NodeId, variant: 0 }, graph }], graph, cost: 1 },
};

/** What several measurements of rule 3 say, which was to gain a tenth. */
function told(measured: number): Experience {
  const experience = new Experience();
  for (let i = 0; i < 5; i++)
    experience.add({ key: String(i), uses: new Map([[3, 1]]), estimated: 0.1, measured, error: 0.003 });
  return experience;
}

describe('another search', () => {
  it('is worth its time where the clock contradicts a price', () => {
    expect(worthAnother([played], told(0.02), 10)).toBe(true);
    expect(worthAnother([played], told(0.18), 10)).toBe(true);
  });

  it('is not where the clock agrees, where nothing was measured, or without time', () => {
    expect(worthAnother([played], told(0.1), 10)).toBe(false);
    expect(worthAnother([], told(0.02), 10)).toBe(false);
    expect(worthAnother([played], told(0.02), 3)).toBe(false);
  });
});

describe('a search without a rule that failed its check', () => {
  it('is made where nothing passed, and while there is time where something slower did', () => {
    expect(worthWithout(['fold'], false, 0)).toBe(true);
    expect(worthWithout(['fold'], true, 10)).toBe(true);
    expect(worthWithout(['fold'], true, 3)).toBe(false);
  });

  it('is not where no rule failed', () => {
    expect(worthWithout([], false, 10)).toBe(false);
    expect(worthWithout([], true, 10)).toBe(false);
  });
});
