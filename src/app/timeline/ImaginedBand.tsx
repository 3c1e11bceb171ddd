import { type Cut, cutBand } from './cutBand';

interface Props {
  readonly points: readonly { readonly step: number; readonly low: number; readonly high: number }[];
  /** What the chart shows, in milliseconds. */
  readonly extent: readonly [number, number];
  readonly x: (step: number) => number;
  readonly y: (ms: number) => number;
}

/** Arrows along a cut edge are about this far from each other, in pixels. */
const EVERY = 56;

/** Where the world model believes the runtime to be; arrows say that it goes on beyond the chart. */
export function ImaginedBand({ points, extent, x, y }: Props) {
  if (points.length < 2) return null;
  const { outline, cuts } = cutBand(points, extent);
  const [least, most] = extent;
  const arrows = ({ edge, from, to }: Cut): string => {
    const [left, right] = [x(from), x(to)];
    const count = Math.max(1, Math.round((right - left) / EVERY));
    const rise = edge === 'top' ? -4 : 4;
    const level = edge === 'top' ? y(most) + 7 : y(least) - 7;
    return Array.from({ length: count }, (_, i) => {
      const at = left + ((i + 0.5) / count) * (right - left);
      return `M${(at - 4).toFixed(1)} ${level.toFixed(1)}l4 ${rise}l4 ${-rise}`;
    }).join('');
  };
  return (
    <>
      <path
        className="band"
        d={`${outline.map(({ step, ms }, i) => `${i === 0 ? 'M' : 'L'}${x(step).toFixed(1)} ${y(ms).toFixed(1)}`).join('')}Z`}
      />
      {cuts.length > 0 && <path className="band-goes-on" d={cuts.map(arrows).join('')} />}
    </>
  );
}
