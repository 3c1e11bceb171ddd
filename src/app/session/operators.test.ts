import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { OpenedModel, Target } from '../../workers/session/protocol';
import { getSession, initialSession, setSession } from '../stores/session';
import { getView, setView } from '../stores/view';
import { stepView } from '../testing';
import { measureOperators, showRuntimeShares } from './operators';

const asked = vi.hoisted(() => [] as number[]);
vi.mock('./connection', () => ({
  connection: () => ({
    call: async (_: string, { step }: { readonly step: number }) => {
      asked.push(step);
      return { step };
    },
  }),
  endConnection: () => undefined,
  onConnect: () => undefined,
  onConnectionLost: () => undefined,
}));

// The last two steps of the trace cannot be played here.
const steps = [stepView(1, { site: 'n1' }), stepView(2), stepView(3)];

beforeEach(() => {
  asked.length = 0;
  const target = { ep: 'wasm', threads: 1 } as Target;
  setSession({ ...initialSession, model: {} as OpenedModel, target, steps, step: 3 });
});
afterEach(() => {
  setSession(initialSession);
  setView({ overlay: 'family' });
});

it('operators are timed at the last step that can be played, and noted for the one meant', async () => {
  await measureOperators(3);
  expect(asked).toEqual([1]);
  expect(getSession().operators?.step).toBe(3);
});

it('the canvas is coloured by those of the graph that it shows', async () => {
  await showRuntimeShares();
  expect(asked).toEqual([1]);
  expect(getSession().operators?.step).toBe(1);
  expect(getView().overlay).toBe('runtime');
});
