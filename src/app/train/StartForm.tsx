import { GraduationCap } from 'lucide-react';
import { useId, useState } from 'react';
import { plural } from '../format';
import { useSession } from '../stores/session';
import { setTraining, useTraining } from '../stores/training';
import { continueKept, lookForKept, startTraining } from './training';

const kinds = [
  ['dreamgraph', 'Dreamgraph'],
  ['rlflow', 'RLFlow, as in its paper'],
] as const;
const whole = /^\d{1,9}$/;

/** What a run begins with, and the button that begins it. */
export function StartForm() {
  const kind = useTraining((s) => s.kind);
  const from = useTraining((s) => s.from);
  const kept = useTraining((s) => s.kept);
  const busy = useSession((s) => s.running);
  const [seed, setSeed] = useState(String(useTraining.getState().seed));
  const [total, setTotal] = useState(String(useTraining.getState().total));
  const id = useId();
  const seedWrong = !whole.test(seed);
  const totalWrong = !whole.test(total) || Number(total) < 1;
  return (
    <>
      <p className="quiet">
        The engine plays random rewrites of this model in the background, and the world model learns from them
        what a rewrite does. Dreams of this model then use what was learned here.
      </p>
      {kept !== null && (
        <div className="kept">
          <p>
            {plural(kept.updates, 'update')} of this model are kept in this browser, from{' '}
            {new Date(kept.savedAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}.
          </p>
          <button type="button" className="button small" onClick={() => void continueKept()}>
            Continue from there
          </button>
        </div>
      )}
      <form
        className="start"
        onSubmit={(event) => {
          event.preventDefault();
          if (seedWrong || totalWrong) return;
          setTraining({ seed: Number(seed), total: Number(total) });
          void startTraining();
        }}
      >
        <fieldset className="choices">
          <legend>World model</legend>
          {kinds.map(([value, name]) => (
            <label className="check" key={value}>
              <input
                type="radio"
                name={`${id}kind`}
                checked={kind === value}
                onChange={() => {
                  setTraining({ kind: value });
                  void lookForKept();
                }}
              />
              {name}
            </label>
          ))}
        </fieldset>
        <fieldset className="choices">
          <legend>Begin with</legend>
          <label className="check">
            <input
              type="radio"
              name={`${id}from`}
              checked={from === 'pretrained'}
              onChange={() => setTraining({ from: 'pretrained' })}
            />
            The pretrained model
          </label>
          <label className="check">
            <input
              type="radio"
              name={`${id}from`}
              checked={from === 'nothing'}
              onChange={() => setTraining({ from: 'nothing' })}
            />
            Nothing learned
          </label>
        </fieldset>
        <div className="field">
          <label htmlFor={`${id}updates`}>Updates</label>
          <input
            id={`${id}updates`}
            inputMode="numeric"
            autoComplete="off"
            value={total}
            aria-invalid={totalWrong}
            onChange={(event) => setTotal(event.currentTarget.value.trim())}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}seed`}>Seed</label>
          <input
            id={`${id}seed`}
            inputMode="numeric"
            autoComplete="off"
            value={seed}
            aria-invalid={seedWrong}
            onChange={(event) => setSeed(event.currentTarget.value.trim())}
          />
        </div>
        <button type="submit" className="button primary" disabled={busy || seedWrong || totalWrong}>
          <GraduationCap size={15} aria-hidden="true" />
          Start training
        </button>
      </form>
    </>
  );
}
