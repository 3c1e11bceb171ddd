import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CodedError } from '../../core';
import type { OpenedModel, OptimizeReport, StepView, Target } from '../../workers/session/protocol';
import '../dream/askReality';
import { getDreamTab, type Reality, setDreamTab } from '../dream/state';
import { answerReplace, showTrace } from '../share/openTrace';
import { getShared, type Shared, useShared } from '../share/shared';
import { privateTrace } from '../share/testing';
import { getSession, initialSession, setSession } from '../stores/session';
import { stepView } from '../testing';
import { measureStep } from './measure';
import { acceptRandomWeights, open } from './open';
import { optimize } from './run';
import { pause, play } from './steps';
import { isLatest, overtake } from './turn';
import { did, undo, undoable, useUndo } from './undo';
import { forgetAfter } from './views';

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

  it('since it died leaves nothing to take back or that was dreamed, and its model does not come over a later one', async () => {
    await opens(model());
    did(deed);
    setDreamTab({ realities: new Map([['0.0', {} as Reality]]) });
    let comes = (_: OpenedModel): void => undefined;
    worker.answers.open = () =>
      new Promise<OpenedModel>((resolve) => {
        comes = resolve;
      });
    worker.dies(new CodedError('WORKER_FAILED', 'it died'));
    expect(useUndo.getState().past).toEqual([]);
    expect(getDreamTab().realities.size).toBe(0);
    await opens(model({ name: 'b.onnx', sha256: 'b' }));
    comes(model());
    await new Promise((resolve) => setTimeout(resolve));
    expect(getSession().model?.name).toBe('b.onnx');
  });
});

it('a worker that died has its model again though a file that came meanwhile holds none', async () => {
  await opens(model());
  setSession({ steps: [stepView(1)] });
  let refuse = (_: unknown): void => undefined;
  worker.answers.open = () =>
    new Promise((_, reject) => {
      refuse = reject;
    });
  worker.dies(new CodedError('WORKER_FAILED', 'it died'));
  worker.answers.open = vi
    .fn(() => model())
    .mockImplementationOnce(() => {
      throw new CodedError('FILE_NOT_ONNX', 'notes.txt holds no model');
    });
  const other = open(params, 'notes.txt', { kind: 'file' });
  refuse(new CodedError('STOPPED', 'Something else was opened meanwhile.'));
  await other;
  await vi.waitFor(() => expect(getSession().steps).toEqual([]));
  expect(getSession()).toMatchObject({ model: { name: 'a.onnx' }, error: { code: 'FILE_NOT_ONNX' } });
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

it('what was measured with weights that were replaced since does not come back, be they called the same', async () => {
  ready();
  worker.answers.acceptRandomWeights = () => model({ weights: 'random' });
  await acceptRandomWeights();
  const result = {} as OptimizeReport;
  setSession({ result });
  await undoable('Rewrite', async () => setSession({ steps }));
  worker.answers.recall = () => ({ model: model({ weights: 'random' }), steps: [] });
  worker.answers.view = () => ({ step: 0, nodes: [] });
  await undo();
  expect(getSession().result).toBe(result);
  await undoable('Rewrite', async () => setSession({ steps }));
  await acceptRandomWeights();
  await undo();
  expect(getSession().result).toBeNull();
});

describe('playing', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => {
    pause();
    forgetAfter(-1);
    vi.useRealTimers();
  });

  it('that begins anew while a view is on its way goes on once, not twice', async () => {
    forgetAfter(-1);
    ready(steps);
    const coming: (() => void)[] = [];
    worker.answers.view = () =>
      new Promise((resolve) => {
        coming.push(() => resolve({ step: 1, nodes: [] }));
      });
    await play();
    await vi.advanceTimersByTimeAsync(1000);
    expect(coming).toHaveLength(1);
    pause();
    await play();
    coming[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(getSession().step).toBe(1);
    expect(vi.getTimerCount()).toBe(1);
  });
});

describe('a run that fails', () => {
  const fails = (meanwhile: () => void) => {
    worker.answers.optimize = () => {
      meanwhile();
      throw new CodedError('STOPPED', 'Stopped before anything was measured; the model is as it was.');
    };
    return optimize();
  };
  const result = {} as OptimizeReport;

  it('leaves what was confirmed before, where the trace is what it was', async () => {
    ready(steps);
    setSession({ result });
    // The worker put another trace in its place for a while.
    await fails(() => setSession({ steps: steps.map((step) => ({ ...step })) }));
    expect(getSession()).toMatchObject({ running: false, error: null });
    expect(getSession().result).toBe(result);
    expect(useUndo.getState().past).toEqual([]);
  });

  it('can be taken back where it had done something by then', async () => {
    ready(steps);
    setSession({ result });
    await fails(() => setSession({ steps: [stepView(1)], result: { ...result } }));
    expect(getSession().result).not.toBe(result);
    expect(useUndo.getState().past).toHaveLength(1);
  });
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

describe('a trace', () => {
  const coming: ((response: Response) => void)[] = [];
  const sample = { id: 'sample', file: 'sample.onnx', title: 'Sample', weights: 'inside', dims: {} };
  vi.stubGlobal('document', { baseURI: 'http://localhost/' });
  vi.stubGlobal('location', { origin: 'http://localhost', search: '', hash: '' });
  vi.stubGlobal('fetch', async (address: URL) => {
    if (address.pathname.endsWith('gallery.json')) return new Response(JSON.stringify({ models: [sample] }));
    return new Promise((resolve) => {
      coming.push(resolve);
    });
  });
  const describeTrace = () => ({ steps: [], rules: 'same' });
  afterEach(() => useShared.setState({ shared: null }));

  it.each([200, 404])('goes where a model was opened while its own came with status %i', async (status) => {
    const identify = vi.fn();
    worker.answers = { describeTrace, identify };
    const { model: about, ...trace } = privateTrace([]);
    const source = { kind: 'gallery', id: 'sample' } as const;
    const shown = showTrace({ ...trace, model: { ...about, source } }, null);
    await vi.waitFor(() => expect(coming).toHaveLength(1));
    overtake();
    setSession({ model: model() });
    coming.pop()?.(new Response('the model', { status }));
    await shown;
    expect(getShared()).toBeNull();
    expect(getSession()).toMatchObject({ model: { name: 'a.onnx' }, error: null });
    expect(identify).not.toHaveBeenCalled();
  });

  it('that is declined leaves the one that was open before it', async () => {
    const before = { trace: privateTrace([]), phase: 'replayed', steps, valid: 1, measuring: true };
    ready(steps);
    useShared.setState({ shared: before as Partial<Shared> as Shared });
    worker.answers = { describeTrace };
    await showTrace(privateTrace([]), null);
    await showTrace(privateTrace([]), null);
    expect(getShared()?.phase).toBe('asking');
    await answerReplace(false);
    expect(getShared()).toEqual({ ...before, measuring: false });
  });

  it('that waits for its model is not closed by one that was on its way before', async () => {
    worker.answers = { describeTrace };
    const fetched = overtake(true);
    await showTrace(privateTrace([]), null);
    expect(getShared()?.phase).toBe('waiting');
    expect(isLatest(fetched)).toBe(false);
    // A file that the person gave while the trace came is shown.
    const given = overtake();
    await showTrace(privateTrace([]), null);
    expect(isLatest(given)).toBe(true);
  });
});
