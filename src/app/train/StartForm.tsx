import { GraduationCap } from 'lucide-react';
import { useId, useState } from 'react';
import { plural } from '../format';
import { useSession } from '../stores/session';
import { setTraining, type TrainingState, useTraining } from '../stores/training';
import { clockObstacle } from './agentRun';
import { lookForKept } from './keeping';
import { continueKept, startTraining } from './training';

const kinds = [
  ['dreamgraph', 'Dreamgraph'],
  ['rlflow', 'RLFlow, as in its paper'],
] as const;
const modes: readonly (readonly [TrainingState['mode'], string])[] = [
  ['world', 'World model'],
  ['agent', 'Agent: dream → act → measure → learn'],
];
const whole = /^\d{1,9}$/;

/** What a run begins with, and the button that begins it. */
export function StartForm() {
  const kind = useTraining((s) => s.kind);
  const from = useTraining((s) => s.from);
  const kept = useTraining((s) => s.kept);
  const busy = useSession((s) => s.running);
  const [seed, setSeed] = useState(String(useTraining.getState().seed));
  const mode = useTraining((s) => s.mode);
  const clock = useTraining((s) => s.clock);
  // What can be measured depends on the target that was chosen.
  useSession((s) => s.target);
  const [total, setTotal] = useState(String(useTraining.getState().total));
  const [rounds, setRounds] = useState(String(useTraining.getState().rounds));
  const id = useId();
  const seedWrong = !whole.test(seed);
  const asked = mode === 'agent' ? rounds : total;
  const totalWrong = !whole.test(asked) || Number(asked) < 1;
  const obstacle = clockObstacle();
  return (
    <>
      <p className="quiet">
        {mode === 'agent'
          ? 'In each round the agent learns in dreams, plays the real graph, has its best graphs measured, and the world model learns from what was played and measured. Dreams and the next Optimize of this model then use both.'
          : 'The engine plays random rewrites of this model in the background, and the world model learns from them what a rewrite does. Dreams of this model then use what was learned here.'}
      </p>
      {kept !== null && (
        <div className="kept">
          <p>
            {plural(kept.updates, mode === 'agent' ? 'round' : 'update')} of this model are kept in this
            browser, from{' '}
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
          setTraining(
            mode === 'agent'
              ? { seed: Number(seed), rounds: Number(rounds) }
              : { seed: Number(seed), total: Number(total) },
          );
          void startTraining();
        }}
      >
        <fieldset className="choices">
          <legend>What learns</legend>
          {modes.map(([value, name]) => (
            <label className="check" key={value}>
              <input
                type="radio"
                name={`${id}mode`}
                checked={mode === value}
                onChange={() => {
                  setTraining({ mode: value });
                  void lookForKept();
                }}
              />
              {name}
            </label>
          ))}
        </fieldset>
        {mode === 'world' && (
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
        )}
        <fieldset className="choices">
          <legend>Begin with</legend>
          <label className="check">
            <input
              type="radio"
              name={`${id}from`}
              checked={from === 'pretrained'}
              onChange={() => setTraining({ from: 'pretrained' })}
            />
            {mode === 'agent' ? 'The pretrained agent' : 'The pretrained model'}
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
          <label htmlFor={`${id}updates`}>{mode === 'agent' ? 'Rounds' : 'Updates'}</label>
          <input
            id={`${id}updates`}
            inputMode="numeric"
            autoComplete="off"
            value={asked}
            aria-invalid={totalWrong}
            aria-describedby={totalWrong ? `${id}updates-wrong` : undefined}
            onChange={(event) => (mode === 'agent' ? setRounds : setTotal)(event.currentTarget.value.trim())}
          />
        </div>
        {totalWrong && (
          <p id={`${id}updates-wrong`} className="problem small">
            {mode === 'agent' ? 'Rounds' : 'Updates'}: a whole number from 1 to 999,999,999.
          </p>
        )}
        <div className="field">
          <label htmlFor={`${id}seed`}>Seed</label>
          <input
            id={`${id}seed`}
            inputMode="numeric"
            autoComplete="off"
            value={seed}
            aria-invalid={seedWrong}
            aria-describedby={seedWrong ? `${id}seed-wrong` : undefined}
            onChange={(event) => setSeed(event.currentTarget.value.trim())}
          />
        </div>
        {seedWrong && (
          <p id={`${id}seed-wrong`} className="problem small">
            Seed: a whole number from 0 to 999,999,999.
          </p>
        )}
        {mode === 'agent' && (
          <div className="choices">
            <label className="check">
              <input
                type="checkbox"
                checked={clock && obstacle === null}
                disabled={obstacle !== null}
                onChange={(event) => setTraining({ clock: event.currentTarget.checked })}
              />
              Measure the best graphs of each round
            </label>
            <p className="faint small">
              {obstacle ?? 'Learning waits while the clock runs. Without it their estimated price stands in.'}
            </p>
          </div>
        )}
        <button type="submit" className="button primary" disabled={busy || seedWrong || totalWrong}>
          <GraduationCap size={15} aria-hidden="true" />
          Start training
        </button>
      </form>
    </>
  );
}
