import { Square, Timer } from 'lucide-react';
import { measureStep } from '../session/measure';
import { obstacle } from '../session/obstacle';
import { stop } from '../session/stop';
import { useShared } from '../share/shared';
import { useSession } from '../stores/session';

/** Asks the clock about a step that has no figure yet, such as one that was made by hand. */
export function MeasureButton({ step }: { step: number }) {
  const missing = useSession(
    (s) => step > 0 && s.steps[step - 1]?.measured === null && s.steps[step - 1]?.site !== '' && !s.running,
  );
  const trouble = useSession(obstacle);
  const busy = useSession((s) => s.measuring !== null || s.profiling);
  const asking = useSession((s) => s.measuring === step && s.measuringRewrite === null);
  // Where all steps are measured in a row, that is ended as a whole, beside its own beginning.
  const inRow = useShared((s) => s.shared?.measuring === true);
  const ends = asking && !inRow;
  if (!missing) return null;
  return (
    <button
      type="button"
      className="button small measure"
      disabled={(busy && !ends) || trouble !== null}
      title={trouble ?? undefined}
      onClick={() => void (ends ? stop() : measureStep(step))}
    >
      {ends ? (
        <Square size={11} fill="currentColor" aria-hidden="true" />
      ) : (
        <Timer size={13} aria-hidden="true" />
      )}
      {ends ? 'Stop measuring' : asking ? 'Measuring' : 'Measure this step'}
    </button>
  );
}
