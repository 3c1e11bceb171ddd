import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenedModel } from '../../workers/session/protocol';
import { initialSession, setSession } from '../stores/session';
import { stepView } from '../testing';
import { declineShared, getShared, type Shared, useShared } from './shared';
import { privateTrace } from './testing';

const steps = [stepView(1, { rule: 'fold', site: 'n1' }), stepView(2, { rule: 'fuse', site: 'n2' })];
const model = (sha256: string) => ({ sha256 }) as OpenedModel;
const trace = (about: Partial<Shared>) =>
  ({ trace: privateTrace([]), steps, valid: 2, ...about }) as Partial<Shared> as Shared;

beforeEach(() => setSession({ ...initialSession, model: model('a'), steps }));
afterEach(() => {
  useShared.setState({ shared: null, former: null, sharing: false });
  setSession(initialSession);
});

describe('a trace that is declined', () => {
  const asking = trace({ phase: 'asking', valid: 0 });
  const former = trace({ phase: 'replayed' });

  it('gives way to the one that was open before', () => {
    useShared.setState({ shared: asking, former });
    declineShared();
    expect(useShared.getState()).toMatchObject({ shared: former, former: null });
  });

  it('gives way to as much of it as is still there', () => {
    useShared.setState({ shared: asking, former });
    setSession({ steps: steps.slice(0, 1) });
    declineShared();
    expect(getShared()).toMatchObject({ phase: 'replayed', valid: 1 });
  });

  it('gives way to none where another model was opened meanwhile', () => {
    useShared.setState({ shared: asking, former });
    setSession({ model: model('b') });
    declineShared();
    expect(getShared()).toBeNull();
  });
});

it('the share dialog ends with the model that it was opened with', () => {
  useShared.setState({ sharing: true });
  setSession({ notice: 'something else' });
  expect(useShared.getState().sharing).toBe(true);
  setSession({ model: model('b') });
  expect(useShared.getState().sharing).toBe(false);
});
