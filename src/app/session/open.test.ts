import { afterEach, describe, expect, it, vi } from 'vitest';
import { CodedError } from '../../core';
import type { OpenedModel, OptimizeReport } from '../../workers/session/protocol';
import { getSession, initialSession, setSession } from '../stores/session';
import { stepView } from '../testing';
import { forgetOpened, open, openFiles } from './open';

const worker = vi.hoisted(() => ({
  answers: {} as Record<string, (params: unknown) => unknown>,
  dies: (_: unknown): void => undefined,
}));
vi.mock('./connection', () => ({
  connection: () => ({
    call: async (method: string, params: unknown) => worker.answers[method]?.(params) ?? 0,
  }),
  endConnection: () => undefined,
  onConnect: () => undefined,
  onConnectionLost: (listener: (error: unknown) => void) => {
    worker.dies = listener;
  },
}));
vi.stubGlobal('location', { search: '', hash: '' });

const model = (name = 'a.onnx') =>
  ({
    name,
    sha256: name,
    dims: [],
    outputs: [],
    weightFiles: ['a.data'],
    missingFiles: [],
  }) as unknown as OpenedModel;
const view = () => ({ step: 0, nodes: [] });
const file = (name: string, ...bytes: number[]) => new File([Uint8Array.from(bytes)], name);

afterEach(() => {
  forgetOpened();
  setSession(initialSession);
});

describe('other weights after a run', () => {
  const weighed = async (returned: OptimizeReport['returned']) => {
    const addWeights = vi.fn(() => model());
    worker.answers = { addWeights, view };
    const steps = [stepView(1, { site: 'n1' })];
    setSession({ model: model(), steps, step: 1, result: { returned } as OptimizeReport });
    await openFiles([file('a.data', 0)]);
    return addWeights;
  };

  it('leave nothing of a candidate that was not confirmed', async () => {
    expect(await weighed('original')).toHaveBeenCalledWith(expect.objectContaining({ dropSteps: true }));
    expect(getSession()).toMatchObject({ steps: [], step: 0, result: null });
    expect(getSession().notice).toMatch(/not confirmed/);
  });

  it('leave the rewrites of a result', async () => {
    expect(await weighed('rewritten')).toHaveBeenCalledWith(expect.objectContaining({ dropSteps: false }));
    expect(getSession()).toMatchObject({ steps: [{ step: 1 }], step: 1, result: null });
  });
});

describe('a .pb file beside an open model', () => {
  it('is another model where it begins as one', async () => {
    const addTestInputs = vi.fn();
    worker.answers = { addTestInputs, open: () => model('b.pb'), view, targets: () => [] };
    setSession({ model: model() });
    await openFiles([file('b.pb', 0x08, 0x08, 0x12, 0x00)]);
    await vi.waitFor(() => expect(getSession().model?.name).toBe('b.pb'));
    expect(addTestInputs).not.toHaveBeenCalled();
  });

  it('is a test input where it does not', async () => {
    const addTestInputs = vi.fn(() => ({ matched: ['x'], model: model() }));
    worker.answers = { addTestInputs };
    setSession({ model: model() });
    await openFiles([file('x.pb', 0x08, 0x04, 0x10, 0x01)]);
    expect(addTestInputs).toHaveBeenCalledTimes(1);
  });
});

it('test inputs are given again to the worker that takes the place of one that died', async () => {
  const addTestInputs = vi.fn(() => ({ matched: ['x'], model: model('with inputs') }));
  worker.answers = { addTestInputs, open: () => model(), view, targets: () => [] };
  await open({ files: [], randomWeights: null, specialisation: null }, 'a.onnx', { kind: 'file' });
  const inputs = [file('x.npy', 0x93)];
  await openFiles(inputs);
  setSession({ model: model() });
  worker.dies(new CodedError('WORKER_FAILED', 'it died'));
  await vi.waitFor(() => expect(getSession().model?.name).toBe('with inputs'));
  expect(addTestInputs.mock.calls).toEqual([[{ files: inputs }], [{ files: inputs }]]);
  // Another model has inputs of its own.
  await open({ files: [], randomWeights: null, specialisation: null }, 'a.onnx', { kind: 'file' });
  setSession({ steps: [stepView(1)] });
  worker.dies(new CodedError('WORKER_FAILED', 'it died'));
  await vi.waitFor(() => expect(getSession().steps).toEqual([]));
  expect(addTestInputs).toHaveBeenCalledTimes(2);
});
