import { afterEach, describe, expect, it, vi } from 'vitest';
import type { OpenedModel, OptimizeReport, StepView, Target } from '../../workers/session/protocol';
import { measureHere } from '../share/measureHere';
import { type Shared, useShared } from '../share/shared';
import { privateTrace } from '../share/testing';
import { getSession, initialSession, setSession } from '../stores/session';
import { stepView } from '../testing';
import { measureStep } from './measure';

interface Asked {
  readonly step: number;
  readonly target: Target;
}
const worker = vi.hoisted(() => ({ measure: (_: Asked): void => undefined }));
const measured = { ms: 1, low: 1, high: 1, ratio: 2, ratioLow: 2, ratioHigh: 2 };
vi.mock('./connection', () => ({
  connection: () => ({
    call: async (_: string, asked: Asked) => {
      worker.measure(asked);
      return { ...measured, fellBack: null };
    },
  }),
  endConnection: () => undefined,
  onConnect: () => undefined,
  onConnectionLost: () => undefined,
}));

const one = { ep: 'wasm', threads: 1, adapter: null } as Target;
const steps = [stepView(1, { rule: 'fold', site: 'n1' }), stepView(2, { rule: 'fuse', site: 'n2' })];
const ready = (present: readonly StepView[], result: OptimizeReport | null = null) =>
  setSession({ ...initialSession, model: {} as OpenedModel, target: one, steps: present, result });
/** The worker tells that a step has no figure any more. */
const takeBack = (gone: number) =>
  setSession((now) => ({
    steps: now.steps.map((old) => (old.step === gone ? { ...old, measured: null } : old)),
  }));
const has = () => getSession().steps.map((step) => step.measured !== null);

afterEach(() => {
  useShared.setState({ shared: null });
  setSession(initialSession);
});

describe('measuring a step', () => {
  it('says that the figures of another target are gone', async () => {
    ready(steps.map((step) => (step.step === 1 ? { ...step, measured } : step)));
    worker.measure = () => takeBack(1);
    expect(await measureStep(2)).toBe(true);
    expect(has()).toEqual([false, true]);
    expect(getSession().notice).toMatch(/another target/);
  });

  it('says nothing where none are', async () => {
    ready(steps);
    worker.measure = () => undefined;
    await measureStep(2);
    expect(getSession().notice).toBeNull();
  });

  it('is on the target of the result beside it, whichever is chosen by now', async () => {
    ready(steps, { ep: 'wasm', threads: 4 } as OptimizeReport);
    const asked: number[] = [];
    worker.measure = ({ target }) => void asked.push(target.threads);
    await measureStep(2);
    expect(asked).toEqual([4]);
    expect(getSession().notice).toMatch(/4 threads, as the result was/);
  });
});

it('measuring here takes anew what the figure of another target took back', async () => {
  ready(steps.map((step) => (step.step === 2 ? { ...step, measured } : step)));
  useShared.setState({ shared: { trace: privateTrace([]), measuring: false } as Partial<Shared> as Shared });
  const asked: number[] = [];
  worker.measure = ({ step }) => {
    asked.push(step);
    if (step === 1) takeBack(2);
  };
  await measureHere();
  expect(asked).toEqual([1, 2]);
  expect(has()).toEqual([true, true]);
});
