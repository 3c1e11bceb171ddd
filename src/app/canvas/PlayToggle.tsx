import { Wand2 } from 'lucide-react';
import { useSession } from '../stores/session';
import { setView, useView } from '../stores/view';

/** Lights up on the canvas where rewrites apply, so that a person can make them. */
export function PlayToggle() {
  const byHand = useView((s) => s.byHand);
  const running = useSession((s) => s.running);
  const inside = useSession((s) => s.view?.inside !== undefined);
  const why = running
    ? 'Once the agent has had its turn'
    : inside
      ? 'Rules are about the model itself, not about its subgraphs'
      : 'Light up where rewrites apply, and make them yourself';
  return (
    <button
      type="button"
      className="button plain small play-toggle"
      aria-label="Play it yourself"
      aria-pressed={byHand}
      title={why}
      disabled={running || inside}
      onClick={() => setView({ byHand: !byHand, choosing: null })}
    >
      <Wand2 size={14} aria-hidden="true" />
      <span className="only-roomy">Play it yourself</span>
    </button>
  );
}
