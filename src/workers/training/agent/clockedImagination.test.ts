import { describe, expect, it } from 'vitest';
import { createDummyEnv } from '../../../env/dummyEnv';
import { startBackend } from '../../../nn';
import { createDreamgraph, noResidual } from '../../../worldmodel';
import { ClockedImagination, type ClockedState } from './clockedImagination';

const up = { rule: 0, site: 0 };

async function walk(residual: ReturnType<typeof noResidual>): Promise<ClockedState[]> {
  await startBackend('cpu');
  const env = createDummyEnv(4);
  const model = createDreamgraph({ rules: 2, operators: 2 }, env.observe(env.reset()), 1);
  const imagination = new ClockedImagination(model, residual);
  const states: ClockedState[] = [];
  let [state] = await imagination.encode([env.observe(env.reset())]);
  for (let i = 0; i < 3 && state !== undefined; i++) {
    states.push(state);
    [state] = await imagination.step([state], [up]);
  }
  if (state !== undefined) states.push(state);
  expect(imagination.steps).toBe(3);
  model.dispose();
  return states;
}

describe('dreams corrected by the clock', () => {
  it('are the model’s own where the clock said nothing', async () => {
    for (const { logRatios, logRatio, inner } of await walk(noResidual(1))) {
      inner.logRatios.forEach((own, m) => {
        expect(logRatios[m]).toBeCloseTo(own, 6);
      });
      expect(logRatio).toBeCloseTo(inner.logRatio, 6);
    }
  });

  it('change by what the clock makes of a rule, step by step and for every member', async () => {
    const residual = { ...noResidual(1), slope: 0.5, slopes: new Map([[0, 0.25]]) };
    for (const { logRatios, inner } of await walk(residual))
      inner.logRatios.forEach((own, m) => {
        expect(logRatios[m]).toBeCloseTo(0.75 * own, 6);
      });
  });

  it('and by what a rule does to the runtime around its site', async () => {
    const [plain, termed] = [
      await walk(noResidual(1)),
      await walk({ ...noResidual(1), terms: new Map([[0, 0.4]]) }),
    ];
    // The move's site is known at the first step, and some of the runtime is around it.
    expect((termed[1]?.logRatio ?? 0) - (plain[1]?.logRatio ?? 0)).toBeGreaterThan(0);
  });
});
