import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CodedError } from '../../core';
import type { OpenedModel, Target } from '../../workers/session/protocol';
import { setDreamTab } from '../dream/state';
import { borrowTarget } from '../stores/borrowedTarget';
import { getSession, initialSession, type SessionState, setSession } from '../stores/session';
import { blankRun, getTraining, setTraining } from '../stores/training';
import { getWorldModel } from '../stores/worldModel';
import { askClock } from './askClock';
import { keepInBrowser, lookForKept } from './keeping';
import { isPausing } from './pausing';
import {
  openCheckpoint,
  pauseTraining,
  resetTraining,
  startTraining,
  stepTraining,
  stopTraining,
} from './training';

const fake = vi.hoisted(() => ({
  methods: [] as string[],
  /** Answers the calls of `open` that wait. */
  opens: [] as ((info: unknown) => void)[],
  /** Settles the call of `pause` or `step` that waits, where the test has it wait. */
  waits: false,
  settle: { resolve: (): void => undefined, reject: (_: unknown): void => undefined },
  kept: [] as unknown[],
  listeners: new Map<string, (data: unknown) => void>(),
  fail: (_: unknown): void => undefined,
  disposed: 0,
}));

vi.mock('../session/connection', () => ({
  connection: () => ({ call: async () => ({ bytes: new Uint8Array(), costs: null }) }),
  onConnect: () => undefined,
  onConnectionLost: () => undefined,
  endConnection: () => undefined,
}));
vi.mock('../../workers/training/client', () => ({
  createTraining: () => ({
    call: (method: string, params: unknown) => {
      fake.methods.push(method);
      if (method === 'open') return new Promise((resolve) => fake.opens.push(resolve));
      if (method === 'kept') fake.kept.push(params);
      if (method === 'restore') return Promise.resolve({ updates: 6, seed: 3, total: 60 });
      if (fake.waits && (method === 'pause' || method === 'step'))
        return new Promise<void>((resolve, reject) => {
          fake.settle = { resolve: () => resolve(), reject };
        });
      return Promise.resolve(method === 'kept' ? null : undefined);
    },
    on: (event: string, listener: (data: unknown) => void) => fake.listeners.set(event, listener),
    onFailure: (listener: (error: unknown) => void) => {
      fake.fail = listener;
    },
    dispose: () => {
      fake.disposed++;
    },
  }),
}));

const info = { backend: { name: 'wasm', measured: {}, lost: null }, parameters: 1, rules: 1 };
const about = (batch: number) =>
  ({
    name: 'a.onnx',
    sha256: 'a',
    dims: [{ name: 'batch', value: batch }],
    outputs: [],
  }) as unknown as OpenedModel;
const opened = (count: number) => vi.waitFor(() => expect(fake.opens).toHaveLength(count));

describe('training', () => {
  beforeEach(() => {
    setDreamTab({ busy: null });
    setSession(initialSession);
    setSession({ model: about(1), source: { kind: 'gallery', id: 'a' } });
    setTraining({ mode: 'world', kind: 'dreamgraph', from: 'nothing', total: 400 });
    Object.assign(fake, { methods: [], opens: [], disposed: 0, waits: false, kept: [] });
  });

  it('waits for the run that was started last, and for none that was stopped', async () => {
    const first = startTraining();
    await opened(1);
    stopTraining();
    const second = startTraining();
    await opened(2);
    fake.opens[0]?.(info);
    await first;
    expect(getTraining().run).toBe('starting');
    expect(fake.methods).not.toContain('resume');
    fake.opens[1]?.(info);
    await second;
    expect(getTraining().run).toBe('open');
    expect(fake.methods.filter((method) => method === 'resume')).toHaveLength(1);
  });

  it('that is started while the clock is in use goes on once it is not', async () => {
    setSession({ running: true });
    const started = startTraining();
    await opened(1);
    fake.opens[0]?.(info);
    await started;
    expect(getTraining().yielded).toBe(true);
    expect(fake.methods).not.toContain('resume');
    setSession({ running: false });
    expect(fake.methods.at(-1)).toBe('resume');
  });

  it('waits while the clock is asked about a dream', async () => {
    const started = startTraining();
    await opened(1);
    fake.opens[0]?.(info);
    await started;
    fake.listeners.get('state')?.({ running: true, updates: 1 });
    setDreamTab({ busy: { what: 'measuring', kind: 'dreamgraph', left: '' } });
    expect(fake.methods.at(-1)).toBe('pause');
    // What an agent still asks the clock is answered.
    expect(isPausing()).toBe(false);
    expect(getTraining().yielded).toBe(true);
    setDreamTab({ busy: null });
    expect(fake.methods.at(-1)).toBe('resume');
  });

  it('ends with the graph that it was of, an agent with the provider too', async () => {
    const gpu = { ep: 'webgpu' } as Target;
    const changes: Partial<SessionState>[] = [{ model: about(2) }, { target: gpu }];
    for (const change of changes) {
      const started = startTraining();
      await opened(1);
      fake.opens[0]?.(info);
      await started;
      expect(getTraining().run).toBe('open');
      // A world model asks no clock, and a target that a sender lends is not chosen.
      setSession({ target: gpu });
      setSession({ target: null });
      setTraining({ mode: 'agent' });
      const lent = { ep: 'webgpu' } as Target;
      borrowTarget(lent, { ep: 'wasm' } as Target);
      setSession({ target: lent });
      setSession({ target: null });
      // Other weights are nothing to what is learned.
      setSession(({ model }) => ({ model: model === null ? null : { ...model } }));
      expect(getTraining().run).toBe('open');
      setSession(change);
      expect(getTraining().run).toBe('none');
      expect(fake.disposed).toBe(1);
      expect(getSession().notice).toMatch(/^Training ended/);
      Object.assign(fake, { opens: [], disposed: 0 });
      setTraining({ mode: 'world' });
    }
  });

  it('says nothing of a call that the end of its worker cut off', async () => {
    const started = startTraining();
    await opened(1);
    fake.opens[0]?.(info);
    await started;
    fake.waits = true;
    const stepped = stepTraining();
    setSession({ model: { ...about(1), sha256: 'b' } });
    fake.settle.reject(new CodedError('STOPPED', 'Training was ended'));
    await stepped;
    expect(getSession().error).toBeNull();
  });

  it('pauses from the moment that it is asked to', async () => {
    fake.waits = true;
    const paused = pauseTraining();
    expect(isPausing()).toBe(true);
    // The clock is asked about no further graph.
    setTraining({ run: 'open', running: true });
    setSession({ target: { ep: 'wasm' } as Target });
    const way = { moves: [], counts: new Uint16Array() };
    expect(await askClock({ id: 1, ways: [way] })).toMatchObject({
      figures: [null],
      remark: expect.stringContaining('paused'),
    });
    fake.settle.resolve();
    await paused;
    expect(isPausing()).toBe(false);
  });

  it('goes on over the updates of the file that was opened, and begins anew over those asked for', async () => {
    const reading = openCheckpoint(new File([Uint8Array.of(1)], 'a.dgck'));
    await opened(1);
    fake.opens[0]?.(info);
    await reading;
    expect(getTraining()).toMatchObject({ run: 'open', updates: 6, seed: 3, total: 60 });
    await resetTraining();
    expect(getTraining()).toMatchObject({ run: 'open', updates: 0, total: 400 });
    await openCheckpoint(new File([Uint8Array.of(1)], 'a.dgck'));
    expect(getTraining().total).toBe(60);
    stopTraining();
    expect(getTraining()).toMatchObject({ run: 'none', total: 400 });
  });

  it('takes a checkpoint for what it is one of, whatever was chosen since', async () => {
    await lookForKept();
    setTraining({ ...blankRun, kind: 'rlflow', keep: true, kept: null });
    fake.listeners.get('checkpoint')?.({ kind: 'dreamgraph', updates: 25, bytes: new Uint8Array(1) });
    expect(getWorldModel()).toMatchObject({ kind: 'dreamgraph', origin: 'trained here', updates: 25 });
    expect(getTraining().kept).toBeNull();
    fake.listeners.get('checkpoint')?.({ kind: 'rlflow', updates: 25, bytes: new Uint8Array(1) });
    expect(getTraining().kept).toMatchObject({ updates: 25 });
  });

  it('looks for an agent by its graph beside the file', async () => {
    await lookForKept();
    setTraining({ mode: 'agent' });
    await lookForKept();
    expect(fake.kept).toEqual([
      { sha256: 'a', kind: 'dreamgraph' },
      { sha256: 'a', kind: 'agent', base: expect.stringContaining('batch') },
    ]);
  });

  it('keeps nothing that a person cleared the box for, or that could not be kept', async () => {
    await lookForKept();
    expect(getTraining().keep).toBe(true);
    await keepInBrowser(false);
    await lookForKept();
    expect(getTraining().keep).toBe(false);
    await keepInBrowser(true);
    expect(getTraining().keep).toBe(true);
    fake.listeners.get('unkept')?.(new CodedError('WORKER_FAILED', 'no room').toData());
    await lookForKept();
    expect(getTraining().keep).toBe(false);
  });

  it('ends a worker that failed', async () => {
    await lookForKept();
    fake.fail(new CodedError('WORKER_FAILED', 'it failed'));
    expect(fake.disposed).toBe(1);
  });
});
