import type { StartFigure } from './curves';
import { Failure } from './Failure';
import { FanChart } from './FanChart';
import { follow } from './follow';
import { noneBegins } from './noneBegins';
import { useDreamTab } from './state';
import type { Dreams } from './useDreams';

export interface DreamFanProps {
  readonly of: Dreams;
  readonly start: StartFigure;
  /** It stands beside another model's. */
  readonly titled: boolean;
  /** Milliseconds to draw, the same for all that stand beside each other. */
  readonly range: readonly [number, number] | null;
}

/** The fan of one model's dreams, or why there is none. */
export function DreamFan({ of, start, titled, range }: DreamFanProps) {
  const horizon = useDreamTab((s) => s.horizon);
  const at = useDreamTab((s) => s.at);
  const { kind, active, errors, fan, dreams } = of;
  return (
    <section className="dreams-of" aria-label={titled ? `Dreams of ${kind}` : 'Dreams'}>
      {titled && <h3>{kind}</h3>}
      {errors.map((error) => (
        <Failure key={error.code} error={error} />
      ))}
      {fan === null ? (
        <div className="fan fan-empty quiet">{errors.length === 0 && <p>Waking the world model.</p>}</div>
      ) : noneBegins(fan, dreams) ? (
        <div className="fan fan-empty quiet">
          <p>
            {dreams.length === 1 ? 'The dream ends' : `All ${dreams.length} dreams end`} where{' '}
            {dreams.length === 1 ? 'it begins' : 'they begin'}: the world model expects that no rule applies
            here.
          </p>
        </div>
      ) : (
        <FanChart
          start={start}
          dreams={dreams}
          horizon={horizon}
          chosen={of.chosen}
          pointed={of.pointed}
          step={active ? (of.pointedStep ?? at) : null}
          real={of.real}
          partings={of.partings}
          label={`Imagined runtime of ${dreams.length} dreams${titled ? ` of ${kind}` : ''}`}
          {...(range === null ? {} : { range })}
          onPoint={of.point}
          onChoose={(index) => follow(of, index)}
        />
      )}
    </section>
  );
}
