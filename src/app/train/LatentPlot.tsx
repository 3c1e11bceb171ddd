import { memo } from 'react';
import type { LatentMap } from '../../workers/training/protocol';
import { percent, ratio } from '../format';
import { rangeOf } from '../rangeOf';
import { useSize } from '../timeline/useSize';

const HEIGHT = 200;
const MARGIN = 14;
/** Runtimes within this share of the original are drawn alike: a single odd state must not wash out the rest. */
const leastSpread = 0.002;

/** The latent space in two dimensions: each dot a state that was played, coloured by its runtime. */
export const LatentPlot = memo(function LatentPlot({ map, step }: { map: LatentMap; step: number }) {
  const [element, { width }] = useSize<HTMLDivElement>();
  const place = placesOf(map, width, HEIGHT);
  const spread = spreadOf(map.relative);
  const start = place(map.start);
  const current = place(map.current);
  const dots = dotsOf(map, spread, place);
  const marked = map.current !== map.start && step > 0;
  return (
    <figure
      className="latent"
      aria-label={`Latent space: ${map.x.length} states, runtimes from ${ratio(1 / (1 + spread))} to ${ratio(1 / (1 - spread))}`}
    >
      <div ref={element} style={{ height: HEIGHT }}>
        {width > 0 && (
          <svg width={width} height={HEIGHT} aria-hidden="true">
            {dots.map(({ colour, path }) => (
              <path key={colour} className="states" d={path} style={{ stroke: colour }} />
            ))}
            <circle className="start" cx={start.x} cy={start.y} r={6} />
            <Label at={start} width={width} text="Original" above={!marked || start.y <= current.y} />
            {marked && (
              <>
                <path
                  className="current"
                  d={`M${current.x - 7} ${current.y}h14M${current.x} ${current.y - 7}v14`}
                />
                <circle className="current" cx={current.x} cy={current.y} r={5} />
                <Label at={current} width={width} text={`Step ${step}`} above={current.y < start.y} />
              </>
            )}
          </svg>
        )}
      </div>
      <figcaption>
        <span className="scale-end">{ratio(1 / (1 - spread))} faster</span>
        <span className="scale" aria-hidden="true" />
        <span className="scale-end">{spread > 0 ? `${ratio(1 + spread)} slower` : 'slower'}</span>
      </figcaption>
      <p className="faint small">
        The two directions of most variance: {percent(map.explained[0])} and {percent(map.explained[1])} of
        it.
      </p>
    </figure>
  );
});

interface Spot {
  readonly x: number;
  readonly y: number;
}

function Label({ at, width, text, above }: { at: Spot; width: number; text: string; above: boolean }) {
  const right = at.x > width - 70;
  return (
    <text x={right ? at.x - 10 : at.x + 10} y={at.y + (above ? -7 : 15)} textAnchor={right ? 'end' : 'start'}>
      {text}
    </text>
  );
}

/** One scale for both axes, so that distances mean the same in all directions. */
function placesOf({ x, y }: LatentMap, width: number, height: number): (i: number) => Spot {
  const [left, right] = rangeOf(x);
  const [low, high] = rangeOf(y);
  const scale = Math.min(
    (width - 2 * MARGIN) / Math.max(1e-6, right - left),
    (height - 2 * MARGIN) / Math.max(1e-6, high - low),
  );
  return (i) => ({
    x: width / 2 + ((x[i] ?? 0) - (left + right) / 2) * scale,
    y: height / 2 - ((y[i] ?? 0) - (low + high) / 2) * scale,
  });
}

/** How far runtimes are from the original's, but for the outermost twentieth. */
function spreadOf(relative: Float32Array): number {
  const away = Array.from(relative, (r) => Math.abs(r - 1)).sort((a, b) => a - b);
  return Math.min(0.9, Math.max(leastSpread, away[Math.floor(0.95 * (away.length - 1))] ?? 0));
}

/** Shades from fastest to slowest, an odd number of them. */
const shades = 11;

/** Teal is faster than the original, red slower, grey the same. */
function shadeOf(shade: number): string {
  const part = (2 * shade) / (shades - 1) - 1;
  const end = part < 0 ? 'var(--faster)' : 'var(--slower)';
  return `color-mix(in oklab, ${end} ${Math.round(100 * Math.abs(part))}%, var(--same))`;
}

/** All states of a shade as one path of dots. */
function dotsOf(
  { relative, start, current }: LatentMap,
  spread: number,
  place: (i: number) => Spot,
): { readonly colour: string; readonly path: string }[] {
  const paths = Array.from({ length: shades }, () => '');
  relative.forEach((r, i) => {
    if (i === start || i === current) return;
    const part = Math.max(-1, Math.min(1, (r - 1) / spread));
    const shade = Math.round(((part + 1) / 2) * (shades - 1));
    const { x, y } = place(i);
    paths[shade] += `M${x.toFixed(1)} ${y.toFixed(1)}h0`;
  });
  return paths.map((path, shade) => ({ colour: shadeOf(shade), path }));
}
