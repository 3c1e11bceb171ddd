import { useMemo } from 'react';
import type { DreamStep } from '../../workers/dream/protocol';
import { time } from '../format';
import { axisRoom, axisText } from '../timeline/axisText';
import { ImaginedBand } from '../timeline/ImaginedBand';
import { scaleTicks } from '../timeline/series';
import { useSize } from '../timeline/useSize';
import { type CurvePoint, curveOf, extentOfCurves, type StartFigure } from './curves';
import { FanReality } from './FanReality';
import { FanTable } from './FanTable';
import { namesOf } from './fanNames';
import { nearestCurve } from './nearestCurve';
import type { Parting } from './parting';
import { tagsOf } from './partingTags';

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
  /** Milliseconds to draw, where another chart beside it is to be compared; left out: what these dreams need. */
  readonly range?: readonly [number, number];
  readonly onPoint: (dream: number | null) => void;
  readonly onChoose: (dream: number) => void;
}

/** Left of the plot, unless the marks of its axis need more. */
const LEFT = 62;
const RIGHT = 16;
const TOP = 14;
const BOTTOM = 30;

/** Runtime curves of dreams as a fan from the present graph, with the band of the one that is followed, and reality. */
export function FanChart(props: FanChartProps) {
  const { start, dreams, chosen, real, label, range, format = time } = props;
  const [element, { width, height }] = useSize<HTMLElement>();
  const curves = useMemo(() => dreams.map((steps) => curveOf(start, steps)), [dreams, start]);
  const own = useMemo(() => extentOfCurves(curves, curves[chosen] ?? [], real), [curves, chosen, real]);
  const extent = range ?? own;
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
  const [low, high] = extent;
  const marks = scaleTicks(low, high, 4);
  const text = props.format ?? axisText(marks);
  const left = Math.max(LEFT, axisRoom(marks.map(text)));
  const x = (at: number) => left + (at / Math.max(1, horizon)) * (width - left - RIGHT);
  const y = (ms: number) => TOP + ((high - ms) / Math.max(1e-12, high - low)) * (height - TOP - BOTTOM);
  const line = (points: readonly CurvePoint[]) =>
    points.map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.step).toFixed(1)} ${y(p.ms).toFixed(1)}`).join('');
  const band = curves[chosen] ?? [];
  const kind = real.some((p) => p.kind === 'measured') ? 'measured' : 'estimated';
  const frame = { left: left + 62, right: width - RIGHT, top: TOP + 8, bottom: height - BOTTOM - 5 };
  const names = namesOf(
    { text: 'Imagined', kind: 'imagined', points: band },
    real.length > 1 ? { text: kind === 'measured' ? 'Measured' : 'Estimated', kind, points: real } : null,
    x,
    y,
    frame,
  );
  const tags = tagsOf(
    partings.filter((one) => band[one.step] !== undefined),
    x,
    [left - 24, width - 2],
  );
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
      {marks.map((ms) => (
        <g key={ms} className="tick">
          <line x1={left} x2={width - RIGHT} y1={y(ms)} y2={y(ms)} />
          <text x={left - 7} y={y(ms)} dy="0.33em">
            {text(ms)}
          </text>
        </g>
      ))}
      {Array.from({ length: Math.floor(horizon / every) + 1 }, (_, i) => i * every).map((at) => (
        <text key={at} className="across" x={x(at)} y={height - BOTTOM + 13}>
          {at}
        </text>
      ))}
      <text className="across axis" x={(left + width - RIGHT) / 2} y={height - 3}>
        rewrites from here
      </text>
      <ImaginedBand points={band} {...{ extent, x, y }} />
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
      {real.length > 0 && <FanReality points={real} x={x} y={y} extent={extent} />}
      {tags.map(({ parting, tag, at }) => (
        <g key={parting.kind} className="parting" data-kind={parting.kind}>
          <line x1={x(parting.step)} x2={x(parting.step)} y1={TOP} y2={height - BOTTOM} />
          <text x={at} y={TOP - 3}>
            {tag}
          </text>
        </g>
      ))}
      <circle className={`start ${start.source}`} cx={x(0)} cy={y(start.ms)} r={4.5} />
      <g className="names">
        {names.map(({ text: name, kind: whose, at, level }) => (
          <text key={name} className={`series ${whose}`} x={at} y={level}>
            {name}
          </text>
        ))}
      </g>
    </svg>
  );
}
