import { afterEach, describe, expect, it, vi } from 'vitest';
import { CodedError } from '../../core';
import type { OpenedModel, OptimizeReport, StepView, Target } from '../../workers/session/protocol';
import { getSession, initialSession, setSession } from '../stores/session';
import { stepView } from '../testing';
import { measureStep } from './measure';
import { acceptRandomWeights, open } from './open';
import { optimize } from './run';
import { did, useUndo } from './undo';

// Whatever needs an answer of the worker is tested here, since this file has its modules to itself.

const worker = vi.hoisted(() => ({
  answers: {} as Record<string, () => unknown>,
  dies: (_: unknown): void => undefined,
}));
vi.mock('./connection', () => ({
  connection: () => ({ call: async (method: string) => worker.answers[method]?.() ?? 0 }),
  onConnect: () => undefined,
  onConnectionLost: (listener: (error: unknown) => void) => {
    worker.dies = listener;
  },
}));
vi.stubGlobal('location', { search: '' });

const model = (about: Partial<OpenedModel> = {}) =>
  ({
    name: 'a.onnx',
    sha256: 'a',
    notTimeable: null,
    weights: 'real',
    dims: [],
    outputs: [],
    ...about,
  }) as unknown as OpenedModel;
const ready = (steps: readonly StepView[] = []) =>
  setSession({
    ...initialSession,
    model: model(),
    target: { ep: 'wasm', threads: 1 } as Target,
    steps,
  });
/** Ends a run meanwhile with an error of this code in the banner. */
async function runsWith(code: 'BUSY' | 'INPUT_BAD_TENSOR'): Promise<void> {
  ready();
  worker.answers.optimize = () => {
    setSession({ error: new CodedError(code, 'said while it ran').toData() });
    return {} as OptimizeReport;
  };
  await optimize();
}

afterEach(() => {
  setSession(initialSession);
  worker.answers = {};
});

it('what had to wait for a run is not refused any more once it is over', async () => {
  await runsWith('BUSY');
  expect(getSession()).toMatchObject({ running: false, error: null });
});

it('other errors stay', async () => {
  await runsWith('INPUT_BAD_TENSOR');
  expect(getSession().error?.code).toBe('INPUT_BAD_TENSOR');
});

describe('a run that has been asked for', () => {
  it('is not asked for again while the worker is still at something else', async () => {
    ready();
    worker.answers.optimize = vi.fn(() => ({}));
    await Promise.all([optimize(), optimize()]);
    expect(worker.answers.optimize).toHaveBeenCalledTimes(1);
    expect(getSession().running).toBe(false);
  });

  it('does not begin where Stop came sooner', async () => {
    ready();
    worker.answers.optimize = vi.fn(() => ({}));
    const asked = optimize();
    setSession({ stopping: true });
    await asked;
    expect(worker.answers.optimize).not.toHaveBeenCalled();
    expect(getSession()).toMatchObject({ running: false, stopping: false, error: null });
  });
});

const deed = { label: 'Rewrite', undo: async () => undefined, redo: async () => undefined };
const params = { files: [], randomWeights: null, specialisation: null };
const opens = (opened: OpenedModel) => {
  worker.answers = { open: () => opened, targets: () => [], view: () => ({ step: 0, nodes: [] }) };
  return open(params, opened.name, { kind: 'file' });
};

describe('a worker that begins anew', () => {
  it('with the same file leaves nothing to take back', async () => {
    await opens(model());
    did(deed);
    await opens(model());
    expect(getSession().model?.name).toBe('a.onnx');
    expect(useUndo.getState().past).toEqual([]);
  });

  it('since it died leaves nothing to take back, and its model does not come over a later one', async () => {
    await opens(model());
    did(deed);
    let comes = (_: OpenedModel): void => undefined;
    worker.answers.open = () =>
      new Promise<OpenedModel>((resolve) => {
        comes = resolve;
      });
    worker.dies(new CodedError('WORKER_FAILED', 'it died'));
    expect(useUndo.getState().past).toEqual([]);
    await opens(model({ name: 'b.onnx', sha256: 'b' }));
    comes(model());
    await new Promise((resolve) => setTimeout(resolve));
    expect(getSession().model?.name).toBe('b.onnx');
  });
});

const measured = { ms: 1, low: 1, high: 1, ratio: 2, ratioLow: 2, ratioHigh: 2 };
const steps = [stepView(1, { rule: 'fold', site: 'n1' }), stepView(2, { rule: 'fuse', site: 'n2' })];

it('random weights leave the rewrites, and nothing that was found out before', async () => {
  ready(steps.map((step) => ({ ...step, measured, verified: true, startMs: 1 })));
  setSession({ result: {} as OptimizeReport });
  worker.answers.acceptRandomWeights = () => model({ weights: 'random' });
  await acceptRandomWeights();
  expect(getSession()).toMatchObject({ model: { weights: 'random' }, result: null });
  expect(getSession().steps).toEqual(steps);
});

describe('a figure of a step', () => {
  const asked = async (meanwhile: () => void): Promise<readonly (number | null)[]> => {
    ready(steps);
    worker.answers.measure = () => {
      meanwhile();
      return { ...measured, fellBack: null };
    };
    await measureStep(2);
    return getSession().steps.map((step) => step.measured?.ratio ?? null);
  };

  it('comes to the step that was asked about', async () => {
    expect(await asked(() => undefined)).toEqual([null, 2]);
  });

  it('does not come to another rewrite that has its number by then', async () => {
    const others = [stepView(1, { rule: 'drop', site: 'n9' }), ...steps.slice(1)];
    expect(await asked(() => setSession({ steps: others }))).toEqual([null, null]);
  });
});
