import { beforeAll, describe, expect, it } from 'vitest';
import { Policy } from '../../agent/policy/policy';
import { createRandom } from '../../core';
import { createDummyEnv } from '../../env/dummyEnv';
import { startBackend } from '../../nn';
import { createDreamgraph, type DreamState } from '../../worldmodel';
import type { DreamAgent } from './agent';
import { movesOf } from './moves';
import { createPolicyAgent } from './policyAgent';
import { RememberingModel } from './rememberingModel';

const observation = createDummyEnv(6).observe({ at: 2 });
const shape = { rules: 2, hidden: 8, slots: 4, ruleWidth: 4 };
let remembering: RememberingModel;
let root: DreamState;
const agentOf = (latent: number): DreamAgent =>
  createPolicyAgent(remembering, new Policy({ ...shape, latent }, 1), 10);

beforeAll(async () => {
  await startBackend('wasm');
  remembering = new RememberingModel(
    createDreamgraph({ rules: 2, operators: 2 }, observation, 5, { latent: 8, hidden: 16 }),
  );
  const [state] = await remembering.model.encode([observation]);
  if (state === undefined) throw new Error('no state');
  root = state;
});

describe('the trained agent in a dream', () => {
  it('chooses legal moves or stops, with their probability', async () => {
    const random = createRandom(1);
    const dreams = Array.from({ length: 12 }, (_, i) => ({ state: root, left: 10, sure: i === 0, random }));
    const choices = await agentOf(8).choose(dreams, 1);
    expect(choices).toHaveLength(12);
    for (const { weighed, probability } of choices) {
      expect(probability).toBeGreaterThan(0);
      expect(probability).toBeLessThanOrEqual(1);
      if (weighed !== null) expect(weighed.action.site).toBeLessThan(root.counts[weighed.action.rule] ?? 0);
    }
  });
  it('chooses the same in a dream whatever other dreams go on beside it', async () => {
    const dreams = () =>
      Array.from({ length: 12 }, (_, i) => ({
        state: root,
        left: 10,
        sure: false,
        random: createRandom(i + 1),
      }));
    const all = await agentOf(8).choose(dreams(), 1);
    const fewer = await agentOf(8).choose(dreams().slice(1), 1);
    const moves = all.map(({ weighed }) => weighed?.action ?? null);
    expect(fewer.map(({ weighed }) => weighed?.action ?? null)).toEqual(moves.slice(1));
    expect(new Set(moves.map((move) => JSON.stringify(move))).size).toBeGreaterThan(1);
  });
  it('leaves to STOP what its moves do not have', async () => {
    const agent = agentOf(8);
    const [moves = []] = await remembering.weigh([root], [movesOf(root.counts, 10)]);
    const odds = await agent.odds(root, moves, 1, 10);
    const sum = odds.reduce((a, b) => a + b, 0);
    expect(sum).toBeGreaterThan(0.3);
    expect(sum).toBeLessThan(1);
  });
  it('shares the chance of a slot among its sites, so that all moves and STOP are certain together', async () => {
    const agent = agentOf(8);
    const counts = Uint16Array.of(7, 9);
    const state = { ...root, counts };
    const moves = movesOf(counts, 100).map((action) => ({ action, next: root, gain: 0 }));
    const odds = await agent.odds(state, moves, 1, 10);
    expect(odds).toHaveLength(16);
    // Nearly uniform before training: a third for each rule and for STOP, whatever the sites of a slot.
    for (const own of [odds.slice(0, 7), odds.slice(7)])
      expect(own.reduce((a, b) => a + b, 0)).toBeCloseTo(1 / 3, 1);
  });
  it('refuses a policy of another world model', async () => {
    const dream = { state: root, left: 10, sure: true, random: createRandom(1) };
    await expect(agentOf(5).choose([dream], 1)).rejects.toMatchObject({ code: 'CHECKPOINT_REJECTED' });
  });
});
