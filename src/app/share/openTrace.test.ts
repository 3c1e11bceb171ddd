import { afterEach, expect, it, vi } from 'vitest';
import { CodedError } from '../../core';
import type { OperatorTimes } from '../../workers/session/operators/protocol';
import type { OpenedModel } from '../../workers/session/protocol';
import { open } from '../session/open';
import { getSession, initialSession, setSession } from '../stores/session';
import { getView, setView } from '../stores/view';
import { stepView } from '../testing';
import { showTrace } from './openTrace';
import { getShared, useShared } from './shared';
import { privateTrace } from './testing';

const worker = vi.hoisted(() => ({
  answers: {} as Record<string, () => unknown>,
  ended: 0,
  dies: (_: unknown): void => undefined,
}));
vi.mock('../session/connection', () => ({
  connection: () => ({ call: async (method: string) => worker.answers[method]?.() ?? 0 }),
  endConnection: () => {
    worker.ended++;
  },
  onConnect: () => undefined,
  onConnectionLost: (listener: (error: unknown) => void) => {
    worker.dies = listener;
  },
}));
vi.stubGlobal('location', { search: '', hash: '' });

const model = (sha256: string) =>
  ({ name: 'a.onnx', sha256, weights: 'real', dims: [], outputs: [] }) as unknown as OpenedModel;
const view = () => ({ step: 0, nodes: [] });
const describeTrace = () => ({ steps: [], rules: 'same' });

afterEach(() => {
  useShared.setState({ shared: null });
  setSession(initialSession);
});

it('a trace of the model that is open shows no operator times of before, and nothing chosen', async () => {
  const trace = privateTrace([]);
  const own = model(trace.model.sha256);
  setSession({ model: own, operators: { step: 0 } as OperatorTimes });
  setView({ selected: 'n7', inside: [{ node: 'n7', attr: 'body', label: 'Loop' }] });
  const steps = [stepView(1, { site: 'n1' })];
  const replay = () => ({ model: own, steps, rules: 'same', checked: true, refused: null });
  worker.answers = { describeTrace, replay, view };
  await showTrace(trace, null);
  expect(getShared()?.phase).toBe('replayed');
  expect(getSession().operators).toBeNull();
  expect(getView()).toMatchObject({ selected: null, inside: [] });
});

it('a model that a waiting trace closed does not come back where its worker dies', async () => {
  const opens = vi.fn(() => model('a'));
  worker.answers = { describeTrace, view, open: opens, targets: () => [] };
  await open({ files: [], randomWeights: null, specialisation: null }, 'a.onnx', { kind: 'file' });
  worker.ended = 0;
  await showTrace(privateTrace([]), null);
  expect(getShared()?.phase).toBe('waiting');
  expect(worker.ended).toBe(1);
  worker.dies(new CodedError('WORKER_FAILED', 'it died'));
  await new Promise((resolve) => setTimeout(resolve));
  expect(opens).toHaveBeenCalledTimes(1);
  expect(getSession().model).toBeNull();
});
