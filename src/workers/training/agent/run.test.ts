import { describe, expect, it } from 'vitest';
import { type BackendName, tf } from '../../../nn';
import { type Heard, trainee as traineeOf, trainingSetup } from '../testing';
import { readAgentFile, writeAgentFile } from './file';
import type { AgentPlan } from './plan';
import type { ClockFigure, MeasureRequest } from './protocol';

// The whole loop on the dummy environment: a valley that only a chain of `up` reaches.

const length = 2;

const plan = (rounds: number, learns: 'both' | 'policy' = 'both'): AgentPlan => ({
  rounds,
  firstEpisodes: 6,
  episodeSteps: 8,
  iterations: 2,
  dreams: 24,
  starts: 4,
  startSteps: 3,
  games: 5,
  measured: 2,
  updates: 6,
  batch: 8,
  unroll: 2,
  learningRate: 3e-3,
  mapStates: 30,
  mapNodes: 10_000,
  ...(learns === 'policy' ? { firstEpisodes: 0, updates: 0, measured: 0 } : {}),
});

/** What this clock says of the valley: half of what its price promises. */
const valley: ClockFigure = { ratio: Math.SQRT2, low: 1.38, high: 1.45 };

function trainee(
  /** What the clock says; null: it is not to be asked. It may keep its silence. */
  answer: ((request: MeasureRequest) => readonly (ClockFigure | null)[] | null) | null = null,
  order: readonly BackendName[] = ['wasm'],
) {
  const one = traineeOf({
    length,
    order,
    agentPlan: plan,
    onMeasure: (request, methods) => {
      const figures = answer?.(request) ?? null;
      if (figures !== null)
        queueMicrotask(() => methods.measured({ id: request.id, figures, remark: 'so says the test' }));
    },
  });
  const open = (rounds: number, seed = 1, learns: 'both' | 'policy' = 'both') =>
    one.open({
      ...trainingSetup(0, seed),
      agent: { policy: null, rounds, clock: answer !== null, learns },
    });
  return { ...one, open };
}

/** What a run came to, without what the machine's speed has a say in. */
const outcome = ({ round, practice }: Heard) => ({
  practice,
  round: round.map(({ realStepsPerSecond: _, imaginedStepsPerSecond: __, ...rest }) => rest),
});

async function learned(rounds: number, seed = 1, answer: Parameters<typeof trainee>[0] = null) {
  const one = trainee(answer);
  await one.open(rounds, seed);
  await one.resume(null);
  await one.rest();
  await one.close(null);
  expect(one.heard.error).toEqual([]);
  return one.heard;
}

describe('an agent that learns in rounds, on the dummy environment', () => {
  it('dreams, plays, learns, and comes to the valley', async () => {
    const heard = await learned(4);
    expect(heard.round.map(({ round }) => round)).toEqual([0, 1, 2, 3, 4]);
    expect(heard.practice).toHaveLength(8);
    expect(heard.round.at(-1)).toMatchObject({ updates: 24, episodes: 5 * 5 + 6, clocked: 0 });
    expect(heard.progress.at(-1)).toMatchObject({ phase: 'done', secondsLeft: null });
    const { done, total } = heard.progress.at(-1) ?? { done: 0, total: 1 };
    expect(done).toBe(total);
    expect(heard.agent.at(-1)?.rounds).toBe(4);
    const [before, after] = [heard.round[0], heard.round.at(-1)];
    expect(after?.realReturn).toBeGreaterThan((before?.realReturn ?? 0) + 0.2);
    // Some game of the later rounds found the valley, whose price is half of the start's.
    const best = heard.round.flatMap((report) => report.best);
    expect(Math.max(...best.map(({ estimated }) => estimated))).toBeCloseTo(Math.log(2), 6);
    expect(best.every(({ measured }) => measured === null)).toBe(true);
  });

  it('gives the same rounds for the same seed, and others for another', async () => {
    const [a, b, c] = [await learned(1), await learned(1), await learned(1, 2)];
    expect(outcome(a)).toEqual(outcome(b));
    expect(outcome(a)).not.toEqual(outcome(c));
  });

  it('learns what the clock says: dreams promise less where it gave less', async () => {
    const asked: MeasureRequest[] = [];
    const heard = await learned(6, 1, (request) => {
      asked.push(request);
      return request.ways.map(() => valley);
    });
    // The valley is one graph, and is asked about once.
    expect(asked.flatMap(({ ways }) => ways)).toHaveLength(1);
    expect(asked[0]?.ways[0]?.moves.filter(({ rule }) => rule === 0).length).toBeGreaterThanOrEqual(length);
    const measured = heard.round.flatMap(({ best }) => best).filter((graph) => graph.measured !== null);
    expect(measured.map((graph) => graph.measured)).toEqual([valley]);
    expect(heard.round.at(-1)?.clocked).toBe(1);
    const without = await learned(6);
    // The same dreams of the same policy up to then; those after it are worth less by what the clock said.
    const round = heard.round.findIndex(({ best }) => best.some((graph) => graph.measured !== null));
    const first = round * plan(6).iterations;
    expect(heard.practice.slice(0, first)).toEqual(without.practice.slice(0, first));
    const dreamed = ({ practice }: Heard) => practice.slice(first).reduce((sum, one) => sum + one.dreamed, 0);
    expect(dreamed(heard)).toBeLessThan(dreamed(without));
  });

  it('leaves the world model alone and asks no clock where the policy alone is to learn', async () => {
    const one = trainee((request) => request.ways.map(() => valley));
    await one.open(2, 1, 'policy');
    await one.resume(null);
    await one.rest();
    await one.close(null);
    expect(one.heard.round.at(-1)).toMatchObject({ round: 2, updates: 0, best: [] });
    expect([one.heard.updates, one.heard.measure, one.heard.error]).toEqual([[], [], []]);
    expect(one.heard.progress.at(-1)?.phase).toBe('done');
  });

  it('goes on without the clock where it says nothing, and tells why', async () => {
    const heard = await learned(2, 1, (request) => request.ways.map(() => null));
    const told = heard.round.filter(({ remark }) => remark !== null);
    expect(told.length).toBeGreaterThan(0);
    expect(heard.round.at(-1)?.clocked).toBe(0);
  });

  it('goes on from a file as if it had never stopped, wherever it was stopped', async () => {
    const clock = (request: MeasureRequest) => request.ways.map(() => valley);
    const whole = outcome(await learned(3, 1, clock));
    for (const pieces of [3, 14, 25]) {
      const one = trainee(clock);
      await one.open(3);
      await one.resume(null);
      await one.until(() => one.heard.progress.length > pieces);
      await one.pause(null);
      const file = await one.save(null);
      await one.close(null);
      const other = trainee(clock);
      await other.open(3, 7);
      expect(await other.restore({ bytes: file })).toMatchObject({ seed: 1 });
      await other.resume(null);
      await other.rest();
      await other.close(null);
      expect(other.heard.error).toEqual([]);
      const practice = [...one.heard.practice, ...other.heard.practice];
      expect({ practice, round: outcome(other.heard).round }).toEqual(whole);
    }
  }, 30_000);

  it('goes on over the rounds of the file, on the graph that it learned on and on no other', async () => {
    const one = trainee((request) => request.ways.map(() => valley));
    await one.open(6);
    await one.resume(null);
    await one.until(({ round }) => round.some(({ clocked }) => clocked > 0));
    await one.pause(null);
    const file = await one.save(null);
    await one.close(null);
    const other = trainee();
    await other.open(3, 7);
    expect(await other.restore({ bytes: file })).toMatchObject({ seed: 1, total: 6 });
    expect(other.heard.round.some(({ clocked }) => clocked > 0)).toBe(true);
    // What is of before does not say on which graph the clock was asked.
    const { base, ...rest } = readAgentFile(file);
    expect(base).toBe('dummy 2');
    other.heard.round.length = 0;
    await other.restore({ bytes: writeAgentFile({ ...rest, base: null }) });
    const graphs = other.heard.round.flatMap(({ best }) => best);
    expect(graphs.length).toBeGreaterThan(0);
    expect(graphs.every(({ measured }) => measured === null)).toBe(true);
    expect(other.heard.round.every(({ clocked }) => clocked === 0)).toBe(true);
    await expect(
      other.restore({ bytes: writeAgentFile({ ...rest, base: 'dummy 3' }) }),
    ).rejects.toMatchObject({ code: 'CHECKPOINT_REJECTED' });
    await other.close(null);
  });

  it('plays single rounds, starts over, and refuses what is no agent', async () => {
    const one = trainee();
    await one.open(3);
    await one.step(null);
    expect(one.heard.state.at(-1)).toEqual({ running: false, updates: 1 });
    await expect(one.restore({ bytes: new Uint8Array(40) })).rejects.toMatchObject({
      code: 'CHECKPOINT_REJECTED',
    });
    const file = await one.save(null);
    await expect(one.restore({ bytes: file.slice(0, file.length - 9) })).rejects.toMatchObject({
      code: 'CHECKPOINT_REJECTED',
    });
    const first = outcome(one.heard);
    await one.reset({ seed: 1 });
    one.heard.round.length = 0;
    one.heard.practice.length = 0;
    await one.step(null);
    expect(outcome(one.heard)).toEqual(first);
    await one.close(null);
  });

  it('keeps the number of tensors', async () => {
    const one = trainee();
    await one.open(9);
    const counts: number[] = [];
    for (let i = 0; i < 4; i++) {
      await one.step(null);
      counts.push(tf.memory().numTensors);
    }
    expect(new Set(counts.slice(1)).size).toBe(1);
    await one.close(null);
  });

  it('goes on from the last round on the next backend when the device goes away', async () => {
    const whole = outcome(await learned(2));
    const one = trainee(null, ['wasm', 'cpu']);
    await one.open(2);
    await one.resume(null);
    await one.until(() => one.heard.agent.length > 0);
    one.backends.lose();
    await one.rest();
    expect(one.heard.error).toEqual([]);
    expect(one.heard.backend.at(-1)).toMatchObject({ name: 'cpu', lost: { name: 'wasm', fromUpdate: 1 } });
    expect(one.heard.state.at(-1)).toEqual({ running: false, updates: 2 });
    expect(outcome(one.heard).round.slice(0, 2)).toEqual(whole.round.slice(0, 2));
    await one.close(null);
  });

  it('ends at once while the clock is asked', async () => {
    const one = trainee(() => null);
    await one.open(4);
    await one.resume(null);
    await one.until(() => one.heard.measure.length > 0);
    await one.close(null);
    expect(one.heard.error).toEqual([]);
  });
});
