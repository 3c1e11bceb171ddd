import { describe, expect, it } from 'vitest';
import { type BackendName, tf } from '../../nn';
import { type CheckpointStore, openCheckpointStore } from './checkpointStore';
import type { Plan } from './plan';
import { type Heard, trainingSetup as setup, trainee as traineeOf } from './testing';

const key = { sha256: 'abc', kind: 'dreamgraph' } as const;

const plan = (_: string, updates: number): Plan => ({
  updates,
  batch: 4,
  unroll: 2,
  learningRate: 3e-3,
  firstEpisodes: 6,
  episodes: 10,
  updatesPerEpisode: 4,
  episodeSteps: 8,
  checkEvery: 6,
  policySteps: 6,
  policyWidth: 8,
  mapStates: 30,
  mapNodes: 10_000,
});

const trainee = (
  order?: readonly BackendName[],
  store: CheckpointStore = openCheckpointStore(),
  planOf: typeof plan = plan,
) => traineeOf({ length: 4, plan: planOf, store, ...(order ? { order } : {}) });

/** Every loss by its update; later ones take the place of earlier ones. */
function losses({ updates }: Heard): number[] {
  const found: number[] = [];
  for (const { first, loss } of updates)
    for (const [i, value] of loss.entries()) found[first + i - 1] = value;
  return found;
}

async function trained(updates: number, seed = 1): Promise<Heard> {
  const one = trainee();
  await one.open(setup(updates, seed));
  await one.resume(null);
  await one.rest();
  await one.close(null);
  expect(one.heard.error).toEqual([]);
  return one.heard;
}

describe('the training worker on the dummy environment', () => {
  it('trains to the end and says how well', async () => {
    const heard = await trained(12);
    expect(losses(heard)).toHaveLength(12);
    expect(heard.evaluation.map(({ update }) => update)).toEqual([0, 6, 12]);
    expect(heard.episode.map(({ index }) => index)).toEqual(heard.episode.map((_, i) => i));
    expect(heard.episode[0]?.relative[0]).toBe(1);
    const last = heard.evaluation.at(-1);
    expect(last?.realStepsPerSecond).toBeGreaterThan(0);
    expect(last?.maskF1).toBeGreaterThan(0);
    expect(heard.map.at(-1)?.x.length).toBeGreaterThan(10);
    expect(heard.map.at(-1)?.relative[0]).toBe(1);
    expect(heard.checkpoint.at(-1)?.updates).toBe(12);
    expect(heard.progress.at(-1)?.phase).toBe('done');
  });

  it('gives the same losses for the same seed, and others for another', async () => {
    const [a, b, c] = [await trained(4), await trained(4), await trained(4, 2)];
    expect(losses(a)).toEqual(losses(b));
    expect(losses(a)).not.toEqual(losses(c));
  });

  it('keeps the number of tensors', async () => {
    const one = trainee();
    await one.open(setup(24));
    const counts: number[] = [];
    for (let i = 0; i < 10; i++) {
      await one.step(null);
      counts.push(tf.memory().numTensors);
    }
    expect(new Set(counts.slice(2)).size).toBe(1);
    const afterReset: number[] = [];
    for (let i = 0; i < 2; i++) {
      await one.reset({ seed: 1 });
      await one.step(null);
      afterReset.push(tf.memory().numTensors);
    }
    expect(afterReset[1]).toBe(afterReset[0]);
    await one.close(null);
  });

  it('pauses, makes single updates, goes on, and starts over', async () => {
    const one = trainee();
    await one.open(setup(24));
    await one.step(null);
    await one.step(null);
    expect(losses(one.heard)).toHaveLength(2);
    await one.resume(null);
    await one.until(({ evaluation }) => evaluation.length >= 2);
    await one.pause(null);
    const paused = one.heard.state.at(-1);
    expect(paused?.running).toBe(false);
    expect(paused?.updates).toBeGreaterThanOrEqual(6);
    expect(paused?.updates).toBeLessThan(24);
    const first = losses(one.heard).slice(0, 2);
    await one.reset({ seed: 1 });
    one.heard.updates.length = 0;
    await one.step(null);
    await one.step(null);
    expect(losses(one.heard)).toEqual(first);
    await one.close(null);
  });

  /** The file of a run after six of its twelve updates. */
  const halfway = async () => {
    const one = trainee();
    await one.open(setup(12));
    for (let i = 0; i < 6; i++) await one.step(null);
    const file = await one.save(null);
    await one.close(null);
    return file;
  };

  it('goes on from a file as if it had never stopped', async () => {
    const whole = losses(await trained(12));
    const file = await halfway();
    const other = trainee();
    await other.open(setup(12, 5));
    expect(await other.restore({ bytes: file })).toEqual({ updates: 6, seed: 1, total: 12 });
    await other.resume(null);
    await other.rest();
    await other.close(null);
    expect(losses(other.heard).slice(6)).toEqual(whole.slice(6));
  });

  it('goes on at the rate and over the updates of the file, whatever was asked for, unless that is more', async () => {
    const whole = losses(await trained(12));
    const file = await halfway();
    const other = trainee(['wasm'], openCheckpointStore(), (kind, updates) => ({
      ...plan(kind, updates),
      batch: 3,
      learningRate: 1e-4,
    }));
    await other.open(setup(8));
    expect(await other.restore({ bytes: file })).toMatchObject({ total: 12 });
    await other.resume(null);
    await other.rest();
    expect(losses(other.heard).slice(6)).toEqual(whole.slice(6));
    await other.open(setup(400));
    expect(await other.restore({ bytes: file })).toMatchObject({ total: 400 });
    await other.close(null);
  });

  it('is paused in the middle of a check, which is made when it goes on', async () => {
    const one = trainee();
    await one.open(setup(12));
    await one.resume(null);
    await one.until(({ progress }) => progress.at(-1)?.phase === 'checking');
    await one.pause(null);
    expect(one.heard.evaluation).toEqual([]);
    expect(one.heard.state.at(-1)).toEqual({ running: false, updates: 0 });
    await one.resume(null);
    await one.until(({ state }) => state.at(-1)?.updates === 12);
    await one.close(null);
    expect(one.heard.evaluation.map(({ update }) => update)).toEqual([0, 6, 12]);
    expect(losses(one.heard)).toEqual(losses(await trained(12)));
  });

  it('refuses a file that is no checkpoint and stays as it was', async () => {
    const one = trainee();
    await one.open(setup(12));
    await one.step(null);
    await expect(one.restore({ bytes: new Uint8Array(40) })).rejects.toMatchObject({
      code: 'CHECKPOINT_REJECTED',
    });
    await one.step(null);
    expect(losses(one.heard)).toHaveLength(2);
    await one.close(null);
  });

  it('goes on from the last checkpoint on the next backend when the device goes away', async () => {
    const one = trainee(['wasm', 'cpu']);
    await one.open(setup(9));
    await one.resume(null);
    await one.until(({ checkpoint }) => checkpoint.length > 0);
    one.backends.lose();
    await one.rest();
    expect(one.heard.error).toEqual([]);
    expect(one.heard.backend.at(-1)).toMatchObject({ name: 'cpu', lost: { name: 'wasm', fromUpdate: 6 } });
    expect(one.heard.state.at(-1)).toEqual({ running: false, updates: 9 });
    expect(losses(one.heard)).toHaveLength(9);
    await one.close(null);
  });

  it('loses nothing but time when the device goes away between two checkpoints', async () => {
    const one = trainee(['wasm', 'wasm']);
    await one.open(setup(12));
    await one.resume(null);
    // The last checkpoint is at update 6; the eighth episode is played before update 9.
    await one.until(({ episode }) => episode.length === 8);
    one.backends.lose();
    await one.rest();
    expect(one.heard.backend.at(-1)?.lost).toMatchObject({ fromUpdate: 6 });
    expect(losses(one.heard)).toEqual(losses(await trained(12)));
    await one.close(null);
  });

  it('does not wait for what a device that went away meanwhile would have to say', async () => {
    const store = openCheckpointStore();
    let onSave = (): void => undefined;
    const save: CheckpointStore['save'] = async (name, checkpoint) => {
      await store.save(name, checkpoint);
      onSave();
    };
    const one = trainee(['wasm', 'cpu'], { ...store, save });
    await one.open(setup(8));
    await one.keep({ ...key, keep: true });
    onSave = () => {
      onSave = () => undefined;
      one.backends.lose();
    };
    let handed = -1;
    const moved = one.until(({ backend, checkpoint }) => {
      if (backend.length > 0 && handed < 0) handed = checkpoint.length;
      return backend.length > 0;
    });
    await one.resume(null);
    await moved;
    // What dreams were to have was still to be read when it went.
    expect(handed).toBe(0);
    await one.rest();
    expect(one.heard.error).toEqual([]);
    expect(one.heard.checkpoint.at(-1)?.updates).toBe(8);
    await one.close(null);
  });

  it('saves the last checkpoint after the device went away, also when no other is left', async () => {
    const one = trainee(['wasm']);
    await one.open(setup(12));
    await one.keep({ ...key, keep: true });
    await one.step(null);
    const kept = (await one.kept(key))?.bytes;
    one.backends.lose();
    expect(await one.save(null)).toBe(kept);
    await one.resume(null);
    await one.until(({ error }) => error.length > 0);
    expect(await one.save(null)).toBe(kept);
    await one.close(null);
  });

  it('says so when no backend is left', async () => {
    const one = trainee(['wasm']);
    await one.open(setup(12));
    await one.step(null);
    one.backends.lose();
    await one.resume(null);
    await one.until(({ error }) => error.length > 0);
    expect(one.heard.error.at(-1)?.code).toBe('BACKEND_LOST');
    await expect(one.resume(null)).rejects.toMatchObject({ code: 'BACKEND_LOST' });
  });

  it('keeps checkpoints only when it is asked to, and forgets them when it is asked not to', async () => {
    const store = openCheckpointStore();
    const one = trainee(['wasm'], store);
    await one.open(setup(3));
    await one.resume(null);
    await one.rest();
    expect(await one.kept(key)).toBeNull();
    await one.keep({ ...key, keep: true });
    expect((await one.kept(key))?.updates).toBe(3);
    await one.keep({ ...key, keep: false });
    expect(await one.kept(key)).toBeNull();
    await one.close(null);
    await one.keep({ ...key, keep: true });
    expect((await one.kept(key))?.updates).toBe(3);
  });

  it('keeps a checkpoint as what it is one of, and none of a run that was thrown away', async () => {
    const one = trainee();
    await one.open(setup(60));
    await one.resume(null);
    await one.until(({ updates }) => updates.length > 0);
    await one.reset({ seed: 1 });
    await one.keep({ ...key, keep: true });
    expect(await one.kept(key)).toBeNull();
    await one.step(null);
    expect((await one.kept(key))?.updates).toBe(1);
    await one.close(null);
    // The page goes on to something else.
    for (const kind of ['agent', 'rlflow'] as const) {
      await one.keep({ ...key, kind, keep: true });
      expect(await one.kept({ ...key, kind })).toBeNull();
    }
    expect(one.heard.checkpoint.map(({ kind }) => kind)).toContain('dreamgraph');
  });

  it('finds an agent by the graph that it learned on, and what was kept before by the model alone', async () => {
    const store = openCheckpointStore();
    const one = trainee(['wasm'], store);
    const agent = { sha256: 'abc', kind: 'agent', base: 'batch 1' } as const;
    const stored = { updates: 3, savedAt: 1, bytes: new Uint8Array(3) };
    await store.save('agent:abc', stored);
    expect(await one.kept(agent)).toEqual(stored);
    await store.save('agent:abc:batch 1', { ...stored, updates: 5 });
    expect((await one.kept(agent))?.updates).toBe(5);
    expect((await one.kept({ ...agent, base: 'batch 2' }))?.updates).toBe(3);
    await store.save('agent:other', stored);
    await store.save('agent:abc:batch 2', stored);
    await one.keep({ ...agent, keep: false });
    expect(await one.kept(agent)).toBeNull();
    expect(await one.kept({ ...agent, base: 'batch 2' })).toBeNull();
    expect(await store.load('agent:other')).toEqual(stored);
  });

  it('says so where keeping fails, and tries no further', async () => {
    const full = { ...openCheckpointStore(), save: () => Promise.reject(new Error('no room')) };
    const one = trainee(['wasm'], full);
    await one.open(setup(3));
    await one.keep({ ...key, keep: true });
    await one.step(null);
    await one.resume(null);
    await one.rest();
    expect(one.heard.unkept.map(({ message }) => message)).toEqual([expect.stringContaining('no room')]);
    await one.close(null);
  });

  it('ends a run that was closed while it was opened, also when another follows at once', async () => {
    const one = trainee();
    const opening = one.open(setup(3));
    await one.close(null);
    await opening;
    await expect(one.resume(null)).rejects.toMatchObject({ code: 'WORKER_FAILED' });
    const counts: number[] = [];
    for (let i = 0; i < 2; i++) {
      await Promise.all([one.open(setup(3)), one.close(null), one.open(setup(3))]);
      await one.step(null);
      await one.close(null);
      counts.push(tf.memory().numTensors);
    }
    expect(counts[1]).toBe(counts[0]);
  });

  it('begins no run where nothing can be rewritten', async () => {
    const one = traineeOf({ length: 0, plan });
    await expect(one.open(setup(12))).rejects.toMatchObject({ code: 'NOTHING_TO_REWRITE' });
    await expect(one.resume(null)).rejects.toMatchObject({ code: 'WORKER_FAILED' });
    expect(one.heard.progress).toEqual([]);
  });
});
