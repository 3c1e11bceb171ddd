import { afterEach, expect, it, vi } from 'vitest';
import { CodedError } from '../../core';
import type { OpenedModel, OptimizeReport, Target } from '../../workers/session/protocol';
import { getSession, initialSession, setSession } from '../stores/session';
import { optimize } from './run';

const answer = vi.hoisted(() => ({ optimize: async (): Promise<unknown> => null }));
vi.mock('./connection', () => ({
  connection: () => ({
    call: async (method: string) => (method === 'optimize' ? answer.optimize() : 0),
  }),
  onConnect: () => undefined,
  onConnectionLost: () => undefined,
}));
vi.stubGlobal('location', { search: '' });

const model = { name: 'a.onnx', notTimeable: null, weights: 'real', dims: [], outputs: [] };
const ready = () =>
  setSession({
    ...initialSession,
    model: model as unknown as OpenedModel,
    target: { ep: 'wasm', threads: 1 } as Target,
  });
/** Ends a run meanwhile with an error of this code in the banner. */
async function runsWith(code: 'BUSY' | 'INPUT_BAD_TENSOR'): Promise<void> {
  ready();
  answer.optimize = async () => {
    setSession({ error: new CodedError(code, 'said while it ran').toData() });
    return {} as OptimizeReport;
  };
  await optimize();
}

afterEach(() => setSession(initialSession));

it('what had to wait for a run is not refused any more once it is over', async () => {
  await runsWith('BUSY');
  expect(getSession()).toMatchObject({ running: false, error: null });
});

it('other errors stay', async () => {
  await runsWith('INPUT_BAD_TENSOR');
  expect(getSession().error?.code).toBe('INPUT_BAD_TENSOR');
});
