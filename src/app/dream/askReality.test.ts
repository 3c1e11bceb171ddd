import { expect, it } from 'vitest';
import type { OpenedModel } from '../../workers/session/protocol';
import { initialSession, setSession } from '../stores/session';
import './askReality';
import { getDreamTab, type Reality, setDreamTab } from './state';

const model = (about: Partial<OpenedModel> = {}) =>
  ({ sha256: 'a', dims: [], outputs: [], weights: 'real', ...about }) as unknown as OpenedModel;

it('dreams that were played for real stay with other weights, and go with the graph that they were played on', () => {
  setSession({ ...initialSession, model: model() });
  setDreamTab({ realities: new Map([['0.0', {} as Reality]]) });
  setSession({ model: model({ weights: 'random' }) });
  expect(getDreamTab().realities.size).toBe(1);
  setSession({ model: model({ sha256: 'b' }) });
  expect(getDreamTab().realities.size).toBe(0);
  setSession(initialSession);
});
