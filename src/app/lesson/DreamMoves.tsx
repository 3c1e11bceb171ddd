import type { DreamStep } from '../../workers/dream/protocol';
import type { Replay, RuleName } from '../../workers/session/dream/protocol';
import { percent } from '../format';

interface DreamMovesProps {
  readonly steps: readonly DreamStep[];
  readonly rules: readonly RuleName[];
  /** Null before the dream was checked. */
  readonly replay: Replay | null;
}

/** The moves of one dream: what each was imagined to bring, and whether the real graph allowed it. */
export function DreamMoves({ steps, rules, replay }: DreamMovesProps) {
  return (
    <ol className="dream-moves" aria-label="Moves of this dream">
      {steps.map((step, i) => {
        const real = replay?.steps[i] ?? null;
        const state =
          replay === null ? 'unknown' : real === null ? 'beyond' : real.legal ? 'legal' : 'illegal';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a move is its number
          <li key={i} data-state={state}>
            <span className="which">{rules[step.rule]?.title.replace(/\.$/, '') ?? 'An unknown rule'}</span>
            <span className="imagined figures">{percent(step.factor)}</span>
            {state === 'legal' && <span className="verdict">legal</span>}
            {state === 'illegal' && <span className="verdict broken">illegal: {real?.why}</span>}
            {state === 'beyond' && <span className="verdict">never reached</span>}
          </li>
        );
      })}
    </ol>
  );
}
