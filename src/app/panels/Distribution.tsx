import { time } from '../format';
import { ticks } from '../timeline/series';
import { useSize } from '../timeline/useSize';
import { densityOf, rangeOf } from './density';

const ROW = 46;
const AXIS = 18;
const LEFT = 2;

interface Row {
  readonly name: string;
  readonly kind: 'original' | 'candidate';
  readonly samples: readonly number[];
  readonly median: number;
}

/** How both models' times are spread: the shape, every round as a tick, the median as a line. */
export function Distribution({ rows }: { rows: readonly Row[] }) {
  const [element, { width }] = useSize<HTMLElement>();
  const range = rangeOf(rows.map(({ samples }) => samples));
  if (range === null) return null;
  const [low, high] = range;
  const x = (ms: number) => LEFT + ((ms - low) / (high - low)) * (width - 2 * LEFT);
  const height = rows.length * ROW + AXIS;
  const inside = (ms: number) => ms >= low && ms <= high;
  return (
    <figure ref={element} className="distribution" aria-label="Times of both models, round by round">
      {width > 0 && (
        <svg width={width} height={height} aria-hidden="true">
          {ticks(low, high, Math.max(2, Math.floor(width / 80))).map((ms) => (
            <g key={ms} className="tick">
              <line x1={x(ms)} x2={x(ms)} y1={0} y2={height - AXIS} />
              <text
                x={x(ms)}
                y={height - 4}
                textAnchor={x(ms) < 24 ? 'start' : x(ms) > width - 24 ? 'end' : 'middle'}
              >
                {time(ms)}
              </text>
            </g>
          ))}
          {rows.map(({ name, kind, samples, median }, i) => {
            const foot = i * ROW + ROW - 12;
            const curve = densityOf(samples, range, 60);
            const points = curve.map(({ at, density }) => `L${x(at)} ${foot - density * (ROW - 28)}`);
            return (
              <g key={kind} className={kind}>
                <path className="shape" d={`M${x(low)} ${foot}${points.join('')}L${x(high)} ${foot}Z`} />
                <path
                  className="rounds"
                  d={samples
                    .filter(inside)
                    .map((ms) => `M${x(ms)} ${foot + 2}v6`)
                    .join('')}
                />
                <line className="median" x1={x(median)} x2={x(median)} y1={foot - ROW + 28} y2={foot + 9} />
                <text className="name" x={LEFT} y={i * ROW + 10}>
                  {name}
                </text>
              </g>
            );
          })}
        </svg>
      )}
      <figcaption className="unseen">
        {rows.map(
          ({ name, samples, median }) => `${name}: ${samples.length} rounds, median ${time(median)}. `,
        )}
      </figcaption>
    </figure>
  );
}
