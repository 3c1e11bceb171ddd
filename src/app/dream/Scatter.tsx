import { useMemo } from 'react';
import { digits, plural } from '../format';
import { ticks } from '../timeline/series';
import { useSize } from '../timeline/useSize';
import { type Checked, calibrationOf } from './calibration';

const LEFT = 46;
const RIGHT = 24;
const TOP = 10;
const BOTTOM = 32;

/** Imagined against real change of the runtime, over everything that was checked with this model. */
export function Scatter({ points }: { points: readonly Checked[] }) {
  const calibration = useMemo(() => calibrationOf(points), [points]);
  if (calibration === null) return null;
  const measured = points.filter(({ kind }) => kind === 'measured').length;
  return (
    <section className="scatter-part" aria-label="How far to trust these dreams">
      <h3>How far to trust these dreams</h3>
      <p>
        {plural(calibration.count, 'step')} checked on this model
        {measured === 0
          ? ', by estimate'
          : measured === calibration.count
            ? ', by the clock'
            : `, ${measured} by the clock`}
        : off by <strong>{`${digits(100 * calibration.error, 2)}\u202f%`}</strong> on average
        {calibration.rank !== null && (
          <>
            , rank correlation <strong>{`τ\u00a0${calibration.rank.toFixed(2)}`}</strong>
          </>
        )}
        .
      </p>
      <Plot points={points} />
      <p className="faint">On the line, the dream was right. Above it, reality is slower than imagined.</p>
    </section>
  );
}

function Plot({ points }: { points: readonly Checked[] }) {
  const [element, { width, height }] = useSize<HTMLElement>();
  const [low, high] = useMemo(() => rangeOf(points), [points]);
  const x = (v: number) => LEFT + ((v - low) / (high - low)) * (width - LEFT - RIGHT);
  const y = (v: number) => TOP + ((high - v) / (high - low)) * (height - TOP - BOTTOM);
  return (
    <figure ref={element} className="scatter" aria-label="Imagined against real change of the runtime">
      {width > 0 && (
        <svg width={width} height={height} aria-hidden="true">
          {ticks(low, high, 4).map((v) => (
            <g key={v} className="tick">
              <line x1={LEFT} x2={width - RIGHT} y1={y(v)} y2={y(v)} />
              <text x={LEFT - 6} y={y(v)} dy="0.33em">
                {share(v)}
              </text>
              <text className="across" x={x(v)} y={height - BOTTOM + 13}>
                {share(v)}
              </text>
            </g>
          ))}
          <line className="diagonal" x1={x(low)} y1={y(low)} x2={x(high)} y2={y(high)} />
          {points.map((p) => (
            <circle
              key={p.key}
              className={p.kind}
              cx={x(100 * Math.expm1(p.imagined))}
              cy={y(100 * Math.expm1(p.real))}
              r={p.kind === 'measured' ? 3.5 : 2.5}
            />
          ))}
          <text className="axis imagined" x={width - RIGHT} y={height - 3} textAnchor="end">
            imagined change
          </text>
          <text className="axis" x={LEFT + 4} y={TOP + 9}>
            real change
          </text>
        </svg>
      )}
    </figure>
  );
}

const share = (v: number): string => `${v > 0 ? '+' : v < 0 ? '−' : ''}${digits(Math.abs(v), 2)}\u202f%`;

/** Percent from the least to the largest change of either kind; both axes alike. */
function rangeOf(points: readonly Checked[]): readonly [number, number] {
  const all = points.flatMap(({ imagined, real }) => [100 * Math.expm1(imagined), 100 * Math.expm1(real)]);
  const low = Math.min(0, ...all);
  const high = Math.max(0, ...all);
  const air = Math.max(0.5, 0.08 * (high - low));
  return [low - air, high + air];
}
