import { Signpost } from 'lucide-react';
import { useState } from 'react';
import type { Moment, Option } from '../../workers/dream/protocol';
import type { RuleName } from '../../workers/session/dream/protocol';
import { change, percent } from '../format';

export interface ChoicesProps {
  readonly moment: Moment | null;
  readonly rules: readonly RuleName[];
  readonly placeOf: (anchor: number) => string;
  readonly onChoose: (option: Option) => void;
  readonly onPoint: (option: Option | null) => void;
}

const few = 5;

/** What else could be done here, as imagined; choosing one steers the dream. */
export function Choices({ moment, rules, placeOf, onChoose, onPoint }: ChoicesProps) {
  const [all, setAll] = useState(false);
  if (moment === null) return <p className="quiet">Weighing what could be done here.</p>;
  const { options } = moment;
  if (options.length === 0) return <p className="quiet">Nothing is legal here.</p>;
  const shown = all ? options.slice(0, 100) : options.slice(0, few);
  return (
    <div className="choices">
      <h3>Steer: what could come next</h3>
      <ul>
        {shown.map((option) => (
          <li key={`${option.rule}/${option.site}`}>
            <button
              type="button"
              className="choice"
              onClick={() => onChoose(option)}
              onPointerEnter={() => onPoint(option)}
              onPointerLeave={() => onPoint(null)}
              onFocus={() => onPoint(option)}
              onBlur={() => onPoint(null)}
            >
              <Signpost size={13} aria-hidden="true" />
              <span className="what">{(rules[option.rule]?.title ?? '').replace(/\.$/, '')}</span>
              <span className="figures imagined" title="Imagined change of the runtime">
                {change(option.factor)}
                <span className="unseen"> imagined</span>
              </span>
              <span className="place cut">{placeOf(option.anchor)}</span>
              <span className="odds" title="How likely the agent is to choose this">
                <span className="odds-bar" aria-hidden="true">
                  <span style={{ width: `${100 * option.probability}%` }} />
                </span>
                {percent(option.probability)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {options.length > few && (
        <button type="button" className="link" onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `${Math.min(100, options.length) - few} more`}
        </button>
      )}
    </div>
  );
}
