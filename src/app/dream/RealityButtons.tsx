import { Scale, Square, Timer, Wand2 } from 'lucide-react';
import type { DreamStep, ModelKind } from '../../workers/dream/protocol';
import type { Observed } from '../../workers/session/dream/protocol';
import { connection } from '../session/connection';
import { attempt } from '../session/open';
import { rivalOfHand } from '../session/rival';
import { takeTrace } from '../session/steps';
import { undoable } from '../session/undo';
import { setSession, useSession } from '../stores/session';
import { checkReality, endReality, measureReality } from './askReality';
import { bestStep } from './curves';
import { getDreamTab, type Reality, useDreamTab } from './state';

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
  const busy = useDreamTab((s) => s.busy);
  const mine = busy?.kind === kind ? busy : null;
  const steps = dreams[chosen] ?? [];
  const check = () => checkReality(kind, observed, [steps, ...dreams.filter((one) => one !== steps)]);
  const measure = () => {
    if (legal === null || legal === 0) return;
    const first = Math.max(1, Math.min(legal, bestStep(steps)));
    const rest = Array.from({ length: legal }, (_, i) => i + 1).filter((count) => count !== first);
    const order = [first, ...rest].filter((count) => !reality?.measured.has(count));
    void measureReality(kind, observed, steps, order);
  };
  const take = () =>
    attempt(() =>
      undoable('Dream made real', async () => {
        const { start } = getDreamTab();
        if (reality === null || legal === null || start !== observed.key) return;
        const count = Math.min(legal, bestStep(steps) || legal);
        const taken = await connection().call('takeDream', { replay: reality.replay.id, steps: count });
        setSession((now) => ({ result: null, operators: null, rival: rivalOfHand(now) }));
        await takeTrace(taken, true);
      }),
    );
  const unmeasured = legal !== null && legal > 0 && (reality?.measured.size ?? 0) < legal;
  if (steps.length === 0) return null;
  return (
    <>
      <div className="dream-buttons">
        {mine !== null ? (
          <button type="button" className="button small" onClick={endReality}>
            <Square size={11} fill="currentColor" aria-hidden="true" />
            {mine.what === 'measuring' ? 'Stop measuring' : 'Stop checking'}
          </button>
        ) : (
          <>
            {reality === null && (
              <button
                type="button"
                className="button small primary"
                disabled={busy !== null}
                onClick={() => void check()}
              >
                <Scale size={13} aria-hidden="true" />
                Check against reality
              </button>
            )}
            {unmeasured && (
              <button
                type="button"
                className="button small primary"
                disabled={!able || target === null || busy !== null}
                onClick={measure}
              >
                <Timer size={13} aria-hidden="true" />
                Ask the clock
              </button>
            )}
          </>
        )}
        {legal !== null && legal > 0 && (
          <button
            type="button"
            className="button small"
            disabled={busy !== null}
            title="Makes the dream's legal rewrites for real; they become the trace"
            onClick={() => void take()}
          >
            <Wand2 size={13} aria-hidden="true" />
            Make it real
          </button>
        )}
      </div>
      {mine !== null && mine.left !== '' && <p className="quiet">{mine.left}</p>}
    </>
  );
}
