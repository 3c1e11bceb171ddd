import { beforeEach, describe, expect, it } from 'vitest';
import type { OpenedModel } from '../../workers/session/protocol';
import { initialSession, setSession } from '../stores/session';
import { blankRun, setTraining } from '../stores/training';
import { forgetTraining, setWorldModel } from '../stores/worldModel';
import { stepView } from '../testing';
import { losses, noteLearningSaved, noteSaved, unsaved } from './unsaved';

const step = (n: number) => stepView(n, { rule: `rule-${n}`, site: `n${n}`, added: [`n${n + 10}`] });
const model = (sha256: string) => ({ name: 'a.onnx', sha256 }) as OpenedModel;

describe('unsaved', () => {
  beforeEach(() => {
    setSession({ ...initialSession, model: model('a') });
    setTraining({ ...blankRun, keep: false });
    forgetTraining();
  });

  it('is nothing for a model that was only looked at', () => expect(unsaved()).toEqual([]));

  it('is the rewrites until they are saved, and what is done after that', () => {
    setSession({ steps: [step(1), step(2)] });
    expect(unsaved()).toEqual(['2 rewrites']);
    noteSaved();
    // Figures that come later change nothing of what was saved.
    setSession({ steps: [step(1), step(2)].map((one) => ({ ...one, verified: true })) });
    expect(unsaved()).toEqual([]);
    setSession({ steps: [step(1), step(2), step(3)] });
    expect(unsaved()).toEqual(['3 rewrites']);
  });

  it('does not take another model’s rewrites for these', () => {
    setSession({ steps: [step(1)] });
    noteSaved();
    setSession({ model: model('b'), steps: [step(1)] });
    expect(unsaved()).toEqual(['1 rewrite']);
  });

  it('is a run that is under way, and what a world model learned', () => {
    setSession({ running: true });
    setTraining({ updates: 40 });
    setWorldModel({ origin: 'trained here' });
    expect(unsaved()).toEqual([
      'the optimization that is under way',
      'what the world model learned in 40 updates',
    ]);
    expect(losses().map(({ kind }) => kind)).toEqual(['optimization', 'learning']);
    setTraining({ keep: true });
    expect(unsaved()).toHaveLength(1);
  });

  it('is not what was learned and saved as a file, until more is learned; an agent learns in rounds', () => {
    setTraining({ updates: 2 });
    setWorldModel({ origin: 'trained here', checkpoint: new Uint8Array(1) });
    noteLearningSaved();
    expect(unsaved()).toEqual([]);
    const agent = { policy: new Uint8Array(1), rounds: 2 };
    setWorldModel({ checkpoint: new Uint8Array(1), agent });
    expect(unsaved()).toEqual(['what the agent learned in 2 rounds']);
  });
});
