import { useMemo } from 'react';
import type { DreamStep } from '../../workers/dream/protocol';
import { time } from '../format';
import { ticks } from '../timeline/series';
import { useSize } from '../timeline/useSize';
import { type CurvePoint, curveOf, extentOfCurves, type StartFigure } from './curves';
import type { Parting } from './parting';

/** A real runtime beside a dream. */
export interface RealPoint extends CurvePoint {
  readonly kind: 'measured' | 'estimated';
}

export interface FanChartProps {
  readonly start: StartFigure;
  /** The dreams, each from the start on; the first is the likeliest. */
  readonly dreams: readonly (readonly DreamStep[])[];
  readonly horizon: number;
  /** Index of the dream that is followed. */
  readonly chosen: number;
  /** Index of the dream under the pointer. */
  readonly pointed: number | null;
  /** Step of the followed dream that is looked at; null: none. */
  readonly step: number | null;
  readonly real: readonly RealPoint[];
  readonly partings: readonly Parting[];
  readonly label: string;
  /** How a runtime is written; in milliseconds where it is left out. */
  readonly format?: (ms: number) => string;
  readonly onPoint: (dream: number | null) => void;
  readonly onChoose: (dream: number) => void;
}

const LEFT = 62;
const RIGHT = 16;
const TOP = 14;
const BOTTOM = 30;

/** Runtime curves of dreams as a fan from the present graph, with the band of the one that is followed, and reality. */
export function FanChart(props: FanChartProps) {
  const { start, dreams, chosen, real, label, format = time } = props;
  const [element, { width, height }] = useSize<HTMLElement>();
  const curves = useMemo(() => dreams.map((steps) => curveOf(start, steps)), [dreams, start]);
  const extent = useMemo(() => extentOfCurves(curves, curves[chosen] ?? [], real), [curves, chosen, real]);
  return (
    <figure ref={element} className="fan" aria-label={label}>
      {width > 0 && height > 0 && curves.length > 0 && (
        <Plot {...props} curves={curves} extent={extent} width={width} height={height} />
      )}
      <FanTable start={start} dreams={dreams} format={format} />
    </figure>
  );
}

interface PlotProps extends FanChartProps {
  readonly curves: readonly (readonly CurvePoint[])[];
  readonly extent: readonly [number, number];
  readonly width: number;
  readonly height: number;
}

function Plot(props: PlotProps) {
  const { curves, extent, width, height, horizon, start, chosen, pointed, step, real, partings } = props;
  const { format = time } = props;
  const [low, high] = extent;
  const x = (at: number) => LEFT + (at / Math.max(1, horizon)) * (width - LEFT - RIGHT);
  const y = (ms: number) => TOP + ((high - ms) / Math.max(1e-12, high - low)) * (height - TOP - BOTTOM);
  const clipped = (ms: number) => y(Math.max(low, Math.min(high, ms)));
  const line = (points: readonly CurvePoint[]) =>
    points.map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.step).toFixed(1)} ${y(p.ms).toFixed(1)}`).join('');
  const band = curves[chosen] ?? [];
  const kind = real.some((p) => p.kind === 'measured') ? 'measured' : 'estimated';
  const nearest = (event: React.PointerEvent<SVGSVGElement> | React.MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return nearestCurve(curves, event.clientX - box.left, event.clientY - box.top, x, y);
  };
  const every = horizon > 16 ? 5 : horizon > 8 ? 2 : 1;
  return (
    <svg
      width={width}
      height={height}
      aria-hidden="true"
      onPointerMove={(event) => props.onPoint(nearest(event))}
      onPointerLeave={() => props.onPoint(null)}
      onClick={(event) => {
        const index = nearest(event);
        if (index !== null) props.onChoose(index);
      }}
    >
      {ticks(low, high, 4).map((ms) => (
        <g key={ms} className="tick">
          <line x1={LEFT} x2={width - RIGHT} y1={y(ms)} y2={y(ms)} />
          <text x={LEFT - 7} y={y(ms)} dy="0.33em">
            {format(ms)}
          </text>
        </g>
      ))}
      {Array.from({ length: Math.floor(horizon / every) + 1 }, (_, i) => i * every).map((at) => (
        <text key={at} className="across" x={x(at)} y={height - BOTTOM + 13}>
          {at}
        </text>
      ))}
      <text className="across axis" x={(LEFT + width - RIGHT) / 2} y={height - 3}>
        rewrites from here
      </text>
      {band.length > 1 && (
        <path
          className="band"
          d={`${band.map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.step)} ${clipped(p.high)}`).join('')}${[
            ...band,
          ]
            .reverse()
            .map((p) => `L${x(p.step)} ${clipped(p.low)}`)
            .join('')}Z`}
        />
      )}
      {curves.map((points, i) =>
        i === chosen || i === pointed ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a dream is its number
          <path key={i} className="dream" data-likeliest={i === 0 || undefined} d={line(points)} />
        ),
      )}
      {pointed !== null && pointed !== chosen && (
        <path className="dream" data-pointed="true" d={line(curves[pointed] ?? [])} />
      )}
      <path className="dream" data-chosen="true" d={line(band)} />
      {step !== null && band[step] !== undefined && (
        <circle className="at" cx={x(step)} cy={y(band[step].ms)} r={4.5} />
      )}
      {real.length > 0 && <Reality points={real} x={x} y={y} />}
      {partings.map((one, i) => {
        // Signs of one step stand beside each other.
        const beside = partings.slice(0, i).filter(({ step: other }) => other === one.step).length;
        const point = band[one.step];
        return point === undefined ? null : (
          <g key={one.kind} className="parting" data-kind={one.kind}>
            <line x1={x(one.step)} x2={x(one.step)} y1={TOP} y2={height - BOTTOM} />
            <text x={x(one.step) + 11 * beside} y={TOP - 3}>
              {one.kind === 'illegal' ? '✕' : one.kind === 'runtime' ? '≠' : '?'}
            </text>
          </g>
        );
      })}
      <circle className={`start ${start.source}`} cx={x(0)} cy={y(start.ms)} r={4.5} />
      <g className="names">
        <Name
          text="Imagined"
          kind="imagined"
          point={band.at(-1)}
          x={x}
          y={y}
          above={isAbove(band, real)}
          width={width}
          height={height}
        />
        {real.length > 1 && (
          <Name
            text={kind === 'measured' ? 'Measured' : 'Estimated'}
            kind={kind}
            point={real.at(-1)}
            x={x}
            y={y}
            above={!isAbove(band, real)}
            width={width}
            height={height}
          />
        )}
      </g>
    </svg>
  );
}

/** Whether the dream's label goes above its curve: where reality ends lower, or there is none. */
function isAbove(band: readonly CurvePoint[], real: readonly RealPoint[]): boolean {
  const end = real.at(-1);
  const own = end === undefined ? undefined : band[end.step];
  return end === undefined || own === undefined || own.ms >= end.ms;
}

interface Scale {
  readonly x: (step: number) => number;
  readonly y: (ms: number) => number;
}

function Name(
  props: Scale & {
    text: string;
    kind: string;
    point: CurvePoint | undefined;
    above: boolean;
    width: number;
    height: number;
  },
) {
  const { text, kind, point, above, width, height, x, y } = props;
  if (point === undefined) return null;
  const at = Math.max(LEFT + 30, Math.min(width - RIGHT, x(point.step)));
  const level = Math.max(TOP + 8, Math.min(height - BOTTOM - 5, y(point.ms) + (above ? -9 : 16)));
  return (
    <text className={`series ${kind}`} x={at} y={level}>
      {text}
    </text>
  );
}

function Reality({ points, x, y }: Scale & { readonly points: readonly RealPoint[] }) {
  const line = (kind: RealPoint['kind']) =>
    points
      .filter((p) => p.step === 0 || p.kind === kind)
      .map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.step)} ${y(p.ms)}`)
      .join('');
  return (
    <g className="reality">
      <path className="estimated" d={line('estimated')} />
      <path className="measured" d={line('measured')} />
      {points.map((p) =>
        p.kind === 'measured' && p.step > 0 ? (
          <g key={p.step} className="dot">
            <path
              d={`M${x(p.step)} ${y(p.high)}V${y(p.low)}M${x(p.step) - 3} ${y(p.high)}h6M${x(p.step) - 3} ${y(p.low)}h6`}
            />
            <circle cx={x(p.step)} cy={y(p.ms)} r={3.5} />
          </g>
        ) : null,
      )}
    </g>
  );
}

/** The curve that passes nearest to a point of the plot; null when none does. */
function nearestCurve(
  curves: readonly (readonly CurvePoint[])[],
  px: number,
  py: number,
  x: (step: number) => number,
  y: (ms: number) => number,
): number | null {
  let best: number | null = null;
  let least = 28;
  curves.forEach((points, i) => {
    for (let k = 1; k < points.length; k++) {
      const [a, b] = [points[k - 1], points[k]];
      if (a === undefined || b === undefined || px < x(a.step) - 6 || px > x(b.step) + 6) continue;
      const share = Math.max(0, Math.min(1, (px - x(a.step)) / Math.max(1e-9, x(b.step) - x(a.step))));
      const distance = Math.abs(py - (y(a.ms) + share * (y(b.ms) - y(a.ms))));
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
  });
  return best;
}

/** The same for those who do not see the chart. */
function FanTable({
  start,
  dreams,
  format,
}: Pick<FanChartProps, 'start' | 'dreams'> & { readonly format: (ms: number) => string }) {
  return (
    <table className="unseen">
      <caption>Imagined runtime at the end of each dream</caption>
      <thead>
        <tr>
          <th>Dream</th>
          <th>Rewrites</th>
          <th>Imagined</th>
        </tr>
      </thead>
      <tbody>
        {dreams.map((steps, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a dream is its number
          <tr key={i}>
            <td>{i + 1}</td>
            <td>{steps.length}</td>
            <td>{format(start.ms * (steps.at(-1)?.factor ?? 1))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
