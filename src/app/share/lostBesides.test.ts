import { beforeEach, describe, expect, it } from 'vitest';
import type { OpenedModel } from '../../workers/session/protocol';
import { initialSession, setSession } from '../stores/session';
import { blankRun, setTraining } from '../stores/training';
import { forgetTraining, setWorldModel } from '../stores/worldModel';
import { stepView } from '../testing';
import { lostBesides } from './lostBesides';
import { privateTrace } from './testing';

const trace = privateTrace([]);
const openModel = (sha256: string) => setSession({ model: { name: 'a.onnx', sha256 } as OpenedModel });

describe('lostBesides', () => {
  beforeEach(() => {
    setSession({ ...initialSession, steps: [stepView(1)] });
    setTraining({ ...blankRun, keep: false });
    forgetTraining();
  });

  it('is what was learned of another model, without the rewrites', () => {
    openModel('another');
    expect(lostBesides(trace)).toEqual([]);
    setTraining({ updates: 40 });
    setWorldModel({ origin: 'trained here' });
    expect(lostBesides(trace)).toEqual([expect.stringContaining('world model')]);
  });

  it('is nothing where the trace is of the model that is open, and where none is', () => {
    setTraining({ updates: 40 });
    setWorldModel({ origin: 'trained here' });
    expect(lostBesides(trace)).toEqual([]);
    openModel(trace.model.sha256);
    expect(lostBesides(trace)).toEqual([]);
  });
});
