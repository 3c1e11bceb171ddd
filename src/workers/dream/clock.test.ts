import { beforeAll, describe, expect, it } from 'vitest';
import { createDummyEnv } from '../../env/dummyEnv';
import { startBackend } from '../../nn';
import { createDreamgraph, noResidual } from '../../worldmodel';
import type { DreamgraphModel } from '../../worldmodel/dreamgraph';
import type { DreamState } from '../../worldmodel/worldModel';
import { expectedAlong, residualBeside, rowOf, type Walked, walkWork } from './clock';
import { RememberingModel } from './rememberingModel';

const env = createDummyEnv(6);
let model: DreamgraphModel;
let remembering: RememberingModel;
let root: DreamState;
let walk: readonly Walked[];

beforeAll(async () => {
  await startBackend('wasm');
  const observation = env.observe({ at: 2 });
  model = createDreamgraph({ rules: 2, operators: 2 }, observation, 5, { latent: 8, hidden: 16 });
  remembering = new RememberingModel(model);
  const [state] = await model.encode([observation]);
  if (state === undefined) throw new Error('no state');
  root = state;
  walk = await walkWork(remembering, root, [{ rule: 0, site: 0 }]);
});

describe('what the clock is expected to say of a dream', () => {
  it('is what was imagined, where nothing is known of the clock', () => {
    const [step] = expectedAlong(model, null, [], walk);
    const { logRatio } = walk[0]?.state ?? root;
    expect(step?.factor).toBeCloseTo(Math.exp(logRatio), 6);
    expect(step?.low).toBeLessThan(step?.factor ?? 0);
    expect(step?.high).toBeGreaterThan(step?.factor ?? 0);
  });
  it('goes to what this session measured, more with every measurement', () => {
    const [first] = walk;
    if (first === undefined) throw new Error('no step');
    const told = (count: number): number => {
      const rows = Array.from({ length: count }, () => rowOf(first, -0.3));
      return Math.log(expectedAlong(model, noResidual(1.6), rows, walk)[0]?.factor ?? 0);
    };
    const far = [0, 1, 10, 1000].map((count) => Math.abs(told(count) + 0.3));
    expect(far).toEqual([...far].sort((a, b) => b - a));
    expect(far.at(-1)).toBeLessThan(0.1);
  });
  it('ends where a move is not legal in the dream', async () => {
    const illegal = await walkWork(remembering, root, [
      { rule: 0, site: 0 },
      { rule: 0, site: 150 },
      { rule: 1, site: 0 },
    ]);
    expect(illegal).toHaveLength(1);
    expect(await walkWork(remembering, root, [{ rule: 9, site: 0 }])).toHaveLength(0);
  });
  it('does without a residual that is not there', async () => {
    expect(await residualBeside(null, new Uint8Array(1))).toBeNull();
    expect(await residualBeside({ url: 'data:text/plain,nonsense' }, new Uint8Array(1))).toBeNull();
  });
});
