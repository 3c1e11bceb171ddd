import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Trace, traceFromFragment } from '../../trace';
import { getSession, initialSession, setSession } from '../stores/session';
import { stepView } from '../testing';
import { makeShare } from './makeShare';
import { type Shared, useShared } from './shared';
import { privateTrace } from './testing';

interface Asked {
  readonly current: number;
}
const worker = vi.hoisted(() => ({ trace: (_: Asked): unknown => null }));
vi.mock('../session/connection', () => ({
  connection: () => ({ call: async (_: string, asked: Asked) => worker.trace(asked) }),
  endConnection: () => undefined,
  onConnect: () => undefined,
  onConnectionLost: () => undefined,
}));
vi.stubGlobal('location', { origin: 'http://localhost', pathname: '/', search: '', hash: '' });

const step: Trace['steps'][number] = {
  rule: 0,
  anchor: 3,
  variant: 0,
  predicted: null,
  measured: null,
  verified: null,
  check: null,
};
const played = stepView(1, { rule: 'fold', site: 'n3' });

afterEach(() => {
  useShared.setState({ shared: null });
  setSession(initialSession);
});

describe('a trace to be shared', () => {
  it('ends where it could be played, and so does the step in view', async () => {
    setSession({ steps: [played, stepView(2), stepView(3)], step: 3 });
    worker.trace = ({ current }) => ({ ...privateTrace([step]), current });
    const { link, missing } = await makeShare(false);
    expect(missing).toBe(2);
    expect(await traceFromFragment(new URL(link).hash)).toMatchObject({ current: 1, steps: [{ anchor: 3 }] });
  });

  it('that has no room in a link is told in other words than a damaged one', async () => {
    setSession({ steps: [played], step: 1 });
    const far = { kind: 'imagined', relative: 1, halfWidth: 2000 } as const;
    worker.trace = () => privateTrace([{ ...step, predicted: far }]);
    const refused = makeShare(false);
    await expect(refused).rejects.toMatchObject({ code: 'TRACE_UNSHAREABLE' });
    await expect(refused).rejects.toThrow(/no room for this trace: a number is too large/);
  });

  it('is not of the structure that stands in for a model, unless it is the very one that came', async () => {
    setSession({ steps: [played], step: 1, source: { kind: 'structure' } });
    worker.trace = () => privateTrace([step]);
    await expect(makeShare(false)).rejects.toMatchObject({ code: 'TRACE_OTHER_MODEL' });
    const shared = { phase: 'replayed', valid: 1, trace: privateTrace([step]), steps: getSession().steps };
    useShared.setState({ shared: shared as Partial<Shared> as Shared });
    expect(await makeShare(false)).toMatchObject({ forwarded: true, missing: 0 });
  });
});
