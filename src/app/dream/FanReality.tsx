import type { RealPoint } from './FanChart';

interface Props {
  readonly points: readonly RealPoint[];
  readonly x: (step: number) => number;
  readonly y: (ms: number) => number;
  /** What the plot shows: bars that go on beyond are cut there, without an end. */
  readonly extent: readonly [number, number];
}

/** The real runtimes beside a dream: lines, and dots with their intervals where the clock was asked. */
export function FanReality({ points, x, y, extent: [least, most] }: Props) {
  const line = (kind: RealPoint['kind']) =>
    points
      .filter((p) => p.step === 0 || p.kind === kind)
      .map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.step)} ${y(p.ms)}`)
      .join('');
  const bar = ({ step, low, high }: RealPoint) => {
    const end = (ms: number) => (ms < least || ms > most ? '' : `M${x(step) - 3} ${y(ms)}h6`);
    const inside = (ms: number) => y(Math.max(least, Math.min(most, ms)));
    return `M${x(step)} ${inside(high)}V${inside(low)}${end(high)}${end(low)}`;
  };
  return (
    <g className="reality">
      <path className="estimated" d={line('estimated')} />
      <path className="measured" d={line('measured')} />
      {points.map((p) =>
        p.kind === 'measured' && p.step > 0 ? (
          <g key={p.step} className="dot">
            <path d={bar(p)} />
            <circle cx={x(p.step)} cy={y(p.ms)} r={3.5} />
          </g>
        ) : null,
      )}
    </g>
  );
}
