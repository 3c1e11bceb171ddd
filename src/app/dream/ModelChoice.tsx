import { TriangleAlert } from 'lucide-react';
import { sentence } from '../format';
import { useRefusals } from './refusals';
import { setDreamTab, useDreamTab } from './state';

const names = {
  dreamgraph: { label: 'dreamgraph', about: 'This project’s world model: an ensemble over graphs' },
  rlflow: { label: 'rlflow', about: 'The model of the 2022 paper that this project builds on' },
  both: { label: 'side by side', about: 'The dreams of both on one scale' },
} as const;
const choices = ['dreamgraph', 'rlflow', 'both'] as const;

/** Which of the two models dreams, or both; and for a checkpoint that was refused, why. */
export function ModelChoice() {
  const kind = useDreamTab((s) => s.kind);
  const compare = useDreamTab((s) => s.compare);
  const { dreaming, opened } = useRefusals();
  const value = compare ? 'both' : kind;
  return (
    <div>
      <fieldset className="segments">
        <legend className="unseen">World model</legend>
        {choices.map((one) => (
          <label key={one} data-on={value === one || undefined} title={names[one].about}>
            <input
              type="radio"
              name="world-model"
              className="unseen"
              checked={value === one}
              onChange={() =>
                setDreamTab(
                  one === 'both'
                    ? { compare: true }
                    : { compare: false, kind: one, chosen: 0, at: null, path: [] },
                )
              }
            />
            {one !== 'both' && dreaming[one] !== undefined && (
              <TriangleAlert size={12} role="img" aria-label="refused:" />
            )}
            {names[one].label}
          </label>
        ))}
      </fieldset>
      {(['dreamgraph', 'rlflow'] as const).map((one) =>
        // The one that is chosen says so itself, where its dreams would be.
        dreaming[one] === undefined || value === one || value === 'both' ? null : (
          <p key={one} className="refusal">
            <strong>{one} cannot dream here.</strong> {sentence(dreaming[one].message)}
          </p>
        ),
      )}
      {opened !== null && (
        <p className="refusal">
          <strong>The checkpoint that you opened was refused,</strong> so dreams go on with the model named
          above. {sentence(opened.message)}
        </p>
      )}
    </div>
  );
}
