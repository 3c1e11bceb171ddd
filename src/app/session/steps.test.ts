import { afterEach, expect, it } from 'vitest';
import type { OpenedModel } from '../../workers/session/protocol';
import { getSession, initialSession, setSession } from '../stores/session';
import { getView } from '../stores/view';
import { stepView } from '../testing';
import { pause, takeTrace } from './steps';

const trace = [stepView(1, { rule: 'fold', site: 'n1' }), stepView(2, { rule: 'fuse', site: 'n2' })];

afterEach(() => {
  pause();
  setSession(initialSession);
});

it('a trace that only got other figures is not played again where a person paused', async () => {
  setSession({ ...initialSession, model: {} as OpenedModel, steps: trace, step: 1 });
  await takeTrace(
    trace.map((step) => ({ ...step, verified: true })),
    true,
  );
  expect(getView().playing).toBe(false);
  expect(getSession().steps.map(({ verified }) => verified)).toEqual([true, true]);
  await takeTrace([...trace, stepView(3, { rule: 'drop', site: 'n3' })], true);
  expect(getView().playing).toBe(true);
});
