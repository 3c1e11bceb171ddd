import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CodedError } from '../../core';
import type { OpenedModel } from '../../workers/session/protocol';
import { setDreamTab } from '../dream/state';
import { initialSession, setSession } from '../stores/session';
import { getTraining, setTraining } from '../stores/training';
import { keepInBrowser, lookForKept, startTraining, stopTraining } from './training';

const fake = vi.hoisted(() => ({
  methods: [] as string[],
  /** Answers the calls of `open` that wait. */
  opens: [] as ((info: unknown) => void)[],
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
    call: (method: string) => {
      fake.methods.push(method);
      if (method === 'open') return new Promise((resolve) => fake.opens.push(resolve));
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
const opened = (count: number) => vi.waitFor(() => expect(fake.opens).toHaveLength(count));

describe('training', () => {
  beforeEach(() => {
    setDreamTab({ busy: null });
    setSession(initialSession);
    const model = { name: 'a.onnx', sha256: 'a' } as OpenedModel;
    setSession({ model, source: { kind: 'gallery', id: 'a' } });
    setTraining({ mode: 'world', from: 'nothing' });
    Object.assign(fake, { methods: [], opens: [], disposed: 0 });
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
    expect(getTraining().yielded).toBe(true);
    setDreamTab({ busy: null });
    expect(fake.methods.at(-1)).toBe('resume');
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
