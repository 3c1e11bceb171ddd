import { Square, Timer } from 'lucide-react';
import { measureStep } from '../session/measure';
import { obstacle } from '../session/obstacle';
import { stop } from '../session/stop';
import { useSession } from '../stores/session';

/** Asks the clock about a step that has no figure yet, such as one that was made by hand. */
export function MeasureButton({ step }: { step: number }) {
  const missing = useSession(
    (s) => step > 0 && s.steps[step - 1]?.measured === null && s.steps[step - 1]?.site !== '' && !s.running,
  );
  const trouble = useSession(obstacle);
  const busy = useSession((s) => s.measuring !== null || s.profiling);
  const asking = useSession((s) => s.measuring === step && s.measuringRewrite === null);
  if (!missing) return null;
  return (
    <button
      type="button"
      className="button small measure"
      disabled={(busy && !asking) || trouble !== null}
      title={trouble ?? undefined}
      onClick={() => void (asking ? stop() : measureStep(step))}
    >
      {asking ? (
        <Square size={11} fill="currentColor" aria-hidden="true" />
      ) : (
        <Timer size={13} aria-hidden="true" />
      )}
      {asking ? 'Stop measuring' : 'Measure this step'}
    </button>
  );
}
