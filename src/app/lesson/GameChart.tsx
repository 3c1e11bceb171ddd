import type { Measured } from '../../workers/session/protocol';
import { percent, plural } from '../format';
import { useSize } from '../timeline/useSize';

const LEFT = 48;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 26;

interface GameChartProps {
  /** Multiply-adds after each move, the start first. */
  readonly macs: readonly number[];
  /** What the clock said after each move; null where it was not asked. */
  readonly measured: readonly (Measured | null)[];
}

/** Arithmetic, counted, and runtime, measured, both as a share of the start. */
export function GameChart({ macs, measured }: GameChartProps) {
  const [element, { width, height }] = useSize<HTMLDivElement>();
  const first = macs[0] ?? 1;
  const shares = macs.map((value) => value / Math.max(1, first));
  const times = measured.map((m) =>
    m === null ? null : { at: 1 / m.ratio, low: 1 / m.ratioHigh, high: 1 / m.ratioLow },
  );
  const all = [...shares, ...times.flatMap((t) => (t === null ? [] : [t.low, Math.min(t.high, 1.6)])), 1];
  const low = Math.max(0, Math.floor((Math.min(...all) - 0.04) * 10) / 10);
  const high = Math.ceil((Math.max(...all) + 0.04) * 10) / 10;
  const last = Math.max(4, macs.length - 1);
  const x = (step: number) => LEFT + (step / last) * (width - LEFT - RIGHT);
  const y = (share: number) =>
    TOP + ((high - Math.min(high, share)) / Math.max(0.01, high - low)) * (height - TOP - BOTTOM);
  const line = shares.map((share, i) => `${i === 0 ? 'M' : 'L'}${x(i)} ${y(share)}`).join('');
  const ticks = [low, (low + high) / 2, high];
  const end = times.findLast((t) => t !== null);
  return (
    <div ref={element} className="chart game-chart">
      {width > 0 && (
        <svg width={width} height={height} aria-hidden="true">
          {ticks.map((share) => (
            <g key={share} className="tick">
              <line x1={LEFT} x2={width - RIGHT} y1={y(share)} y2={y(share)} />
              <text x={LEFT - 6} y={y(share)} dy="0.33em">
                {percent(share)}
              </text>
            </g>
          ))}
          <text x={x(last)} y={height - 6} textAnchor="end">
            {plural(macs.length - 1, 'rewrite')}
          </text>
          <path className="line estimated" d={line} />
          {shares.map((share, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a move is its number
            <circle key={i} className="dot estimated" cx={x(i)} cy={y(share)} r={2.5} />
          ))}
          {times.map((time, i) =>
            time === null ? null : (
              // biome-ignore lint/suspicious/noArrayIndexKey: a move is its number
              <g key={i} className="dot measured">
                <path
                  d={`M${x(i)} ${y(time.low)}V${y(time.high)}M${x(i) - 3} ${y(time.low)}h6M${x(i) - 3} ${y(time.high)}h6`}
                />
                <circle cx={x(i)} cy={y(time.at)} r={3.5} />
              </g>
            ),
          )}
        </svg>
      )}
      <p className="unseen">
        Multiplications now: {percent(shares.at(-1) ?? 1)} of the start.
        {end !== undefined && end !== null && ` Measured runtime: ${percent(end.at)} of the start.`}
      </p>
    </div>
  );
}
