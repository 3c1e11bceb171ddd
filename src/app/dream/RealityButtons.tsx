import { Scale, Square, Timer, Wand2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { DreamStep, ModelKind } from '../../workers/dream/protocol';
import type { Observed } from '../../workers/session/dream/protocol';
import { about } from '../format';
import { connection } from '../session/connection';
import { attempt } from '../session/open';
import { takeTrace } from '../session/steps';
import { undoable } from '../session/undo';
import { setSession, useSession } from '../stores/session';
import { bestStep } from './curves';
import { checkDreams, measureDream, SECONDS } from './reality';
import { getDreamTab, type Reality } from './state';

export interface RealityButtonsProps {
  readonly kind: ModelKind;
  readonly observed: Observed;
  readonly dreams: readonly (readonly DreamStep[])[];
  readonly chosen: number;
  readonly reality: Reality | null;
  /** Steps that are legal in reality; null before the dream was checked. */
  readonly legal: number | null;
}

/** Plays a dream for real, asks the clock about it, and takes it over. */
export function RealityButtons(props: RealityButtonsProps) {
  const { kind, observed, dreams, chosen, reality, legal } = props;
  const target = useSession((s) => s.target);
  const able = useSession(
    (s) => s.target !== null && s.model?.notTimeable === null && s.model.weights !== 'missing',
  );
  const [checking, setChecking] = useState(false);
  const [measuring, setMeasuring] = useState<string | null>(null);
  const going = useRef(false);
  const steps = dreams[chosen] ?? [];
  const check = async () => {
    setChecking(true);
    const mine = dreams[chosen] ?? [];
    await attempt(async () => {
      await checkDreams(kind, observed, [mine, ...dreams], () => true);
    });
    setChecking(false);
  };
  const measure = async () => {
    if (legal === null || legal === 0) return;
    const first = Math.max(1, Math.min(legal, bestStep(steps)));
    const rest = Array.from({ length: legal }, (_, i) => i + 1).filter((count) => count !== first);
    const order = [first, ...rest].filter((count) => !reality?.measured.has(count));
    going.current = true;
    await measureDream(
      kind,
      observed,
      steps,
      order,
      (done) =>
        setMeasuring(
          `Measuring rewrite ${order[done]} of this dream, ${done + 1} of ${order.length}, ${about(SECONDS * 1.5 * (order.length - done))} left`,
        ),
      () => going.current,
    );
    setMeasuring(null);
  };
  const take = () =>
    attempt(() =>
      undoable('Dream made real', async () => {
        const { start } = getDreamTab();
        if (reality === null || legal === null || start !== observed.key) return;
        const count = Math.min(legal, bestStep(steps) || legal);
        const taken = await connection().call('takeDream', { replay: reality.replay.id, steps: count });
        setSession({ result: null, operators: null });
        await takeTrace(taken, true);
      }),
    );
  const unmeasured = legal !== null && legal > 0 && (reality?.measured.size ?? 0) < legal;
  if (steps.length === 0) return null;
  return (
    <>
      <div className="dream-buttons">
        {reality === null && (
          <button
            type="button"
            className="button small primary"
            disabled={checking}
            onClick={() => void check()}
          >
            <Scale size={13} aria-hidden="true" />
            Check against reality
          </button>
        )}
        {measuring !== null ? (
          <button
            type="button"
            className="button small"
            onClick={() => {
              going.current = false;
            }}
          >
            <Square size={11} fill="currentColor" aria-hidden="true" />
            Stop measuring
          </button>
        ) : (
          unmeasured && (
            <button
              type="button"
              className="button small primary"
              disabled={!able || target === null}
              onClick={() => void measure()}
            >
              <Timer size={13} aria-hidden="true" />
              Ask the clock
            </button>
          )
        )}
        {legal !== null && legal > 0 && (
          <button
            type="button"
            className="button small"
            disabled={measuring !== null}
            title="Makes the dream's legal rewrites for real; they become the trace"
            onClick={() => void take()}
          >
            <Wand2 size={13} aria-hidden="true" />
            Make it real
          </button>
        )}
      </div>
      {measuring !== null && (
        <p className="quiet" role="status">
          {measuring}
        </p>
      )}
    </>
  );
}
