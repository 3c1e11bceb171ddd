import { X } from 'lucide-react';
import { changeView } from '../session/changeView';
import { type Against, type Comparing, setView, useView } from '../stores/view';
import { type Changes, changesText } from './changes';
import { stepTitle } from './stepTitle';
import '../styles/comparison.css';

const choices: readonly (readonly [Against, string])[] = [
  ['original', 'the original'],
  ['before', 'the step before'],
];

interface Props {
  readonly comparing: Comparing;
  /** The step on the canvas. */
  readonly step: number;
  /** The step that it is compared with; null: its graph is not there yet. */
  readonly base: number | null;
  /** Where both are drawn as one. */
  readonly changes: Changes | null;
}

/** Over the canvas while two graphs are compared: which two, and what is different. */
export function ComparisonBar({ comparing, step, base, changes }: Props) {
  const against = useView((s) => s.against);
  return (
    <div className="comparison" data-comparing={comparing}>
      {comparing === 'beside' && <h2 className="comparison-title">{base === null ? '' : stepTitle(base)}</h2>}
      <fieldset className="comparison-choice">
        <legend className="unseen">Compare with</legend>
        {choices.map(([value, label]) => (
          <label key={value}>
            <input
              type="radio"
              name="against"
              value={value}
              checked={against === value}
              onChange={() => setView({ against: value })}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      <div className="comparison-now">
        {comparing === 'beside' ? (
          <h2 className="comparison-title">{stepTitle(step)}</h2>
        ) : (
          <p className="comparison-counts">
            <strong>{stepTitle(step)}</strong>{' '}
            {changes === null ? '' : base === step ? 'nothing to compare' : changesText(changes)}
          </p>
        )}
        <button
          type="button"
          className="button plain icon small"
          aria-label="Stop comparing"
          title="Stop comparing"
          onClick={() => changeView('Stop comparing', { comparing: null })}
        >
          <X size={14} aria-hidden="true" />
        </button>
      </div>
    </div>
  );
}
