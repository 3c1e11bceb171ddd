import { beforeAll, describe, expect, it } from 'vitest';
import { createDummyEnv } from '../../env/dummyEnv';
import { startBackend } from '../../nn';
import { createDreamgraph } from '../../worldmodel';
import { candidates, playDream, playReal } from './greedyPolicy';

describe('the moves that a greedy policy looks at', () => {
  it('are of rules from the whole list where more are legal than it looks at', () => {
    const found = candidates(new Uint16Array(200).fill(3), 64);
    const rules = found.map(({ rule }) => rule);
    expect(new Set(rules).size).toBe(64);
    expect(Math.min(...rules)).toBeLessThan(4);
    expect(Math.max(...rules)).toBeGreaterThan(195);
  });

  it('are spread over the sites of each rule where there are few rules', () => {
    expect(candidates([0, 1, 10], 8)).toEqual([
      { rule: 1, site: 0 },
      { rule: 2, site: 0 },
      { rule: 2, site: 2 },
      { rule: 2, site: 5 },
      { rule: 2, site: 7 },
    ]);
    expect(candidates([0, 0], 8)).toEqual([]);
  });
});

describe('a greedy game', () => {
  beforeAll(async () => {
    expect(await startBackend('wasm')).toBe(true);
  });

  it('has no result once it is not wanted any more', async () => {
    const env = createDummyEnv(3);
    const like = env.observe(env.reset());
    const model = createDreamgraph({ rules: 2, operators: 2 }, like, 1, { latent: 8, hidden: 16 });
    const [start] = await model.encode([like]);
    if (start === undefined) throw new Error('no state');
    const game = (isWanted: boolean) => ({ steps: 4, width: 8, wanted: async () => isWanted });
    expect(await playReal(model, env, game(false))).toBeNull();
    expect(await playDream(model, start, game(false))).toBeNull();
    expect(await playReal(model, env, game(true))).not.toBeNull();
    expect(await playDream(model, start, game(true))).not.toBeNull();
    model.dispose();
  });
});
