import { ArrowRight, X } from 'lucide-react';
import { plural } from '../format';
import { setView } from '../stores/view';

interface Props {
  /** How many rewrites begin at each lit card; null while that is being looked for. */
  readonly plays: ReadonlyMap<string, number> | null;
  /** How many rewrites apply in the whole graph, at constants and shape arithmetic that are hidden too. */
  readonly total: number;
  readonly onNext: () => void;
}

/** Says how much there is to play with, and leads from one place to the next. */
export function PlayLegend({ plays, total, onNext }: Props) {
  const count = plays === null ? 0 : [...plays.values()].reduce((sum, n) => sum + n, 0);
  const hidden = total > count ? `, ${total - count} more at what is hidden` : '';
  return (
    <p className="overlay-legend play-legend">
      <span aria-live="polite">
        {plays === null
          ? 'Looking for rewrites'
          : count === 0
            ? `No rewrite applies here${hidden}`
            : `${plural(count, 'rewrite')} at ${plural(plays.size, 'lit card')}${hidden}: choose one`}
      </span>
      <button
        type="button"
        className="button small play-next"
        disabled={count === 0}
        aria-label="Next place where a rewrite applies"
        onClick={onNext}
      >
        Next
        <ArrowRight size={13} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="button plain icon small"
        aria-label="Stop playing"
        title="Stop playing"
        onClick={() => setView({ byHand: false, choosing: null })}
      >
        <X size={13} aria-hidden="true" />
      </button>
    </p>
  );
}
