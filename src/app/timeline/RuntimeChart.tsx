import { useMemo } from 'react';
import { digits, percent, time } from '../format';
import { goTo } from '../session/steps';
import { SenderMarks, useSenderSeries } from '../share/SenderMarks';
import type { SenderSeries } from '../share/senderSeries';
import { useSession } from '../stores/session';
import { setView, useView } from '../stores/view';
import { extentOf, type Point, seriesOf, ticks } from './series';
import { useSize } from './useSize';

/** The chart and the slider below share these, so that a step is in one place on both. */
export const PLOT_LEFT = 68;
export const PLOT_RIGHT = 100;
const THUMB = 9;
const TOP = 10;
const BOTTOM = 6;

/** Where a step is, across. */
const across = (step: number, steps: number, width: number): number =>
  PLOT_LEFT + THUMB + (steps === 0 ? 0 : (step / steps) * (width - PLOT_LEFT - PLOT_RIGHT - 2 * THUMB));

/** Imagined, estimated and measured runtime at each step. */
export function RuntimeChart() {
  const steps = useSession((s) => s.steps);
  const step = useSession((s) => s.step);
  const result = useSession((s) => s.result);
  const hovered = useView((s) => s.hoveredStep);
  const rival = useSession((s) => s.rival);
  const own = useMemo(() => seriesOf(steps, result, rival), [steps, result, rival]);
  const { series, sender, unit } = useSenderSeries(own);
  const extent = useMemo(
    () => extentOf({ ...series, measured: [...series.measured, ...sender] }),
    [series, sender],
  );
  const [element, { width, height }] = useSize<HTMLElement>();
  const n = steps.length;
  const pointed = hovered ?? step;
  return (
    <figure ref={element} className="chart" aria-label="Imagined and measured runtime">
      {width > 0 && height > 0 && extent !== null && (
        <svg
          width={width}
          height={height}
          aria-hidden="true"
          onPointerMove={(event) => setView({ hoveredStep: nearest(event, n) })}
          onPointerLeave={() => setView({ hoveredStep: null })}
          onClick={(event) => goTo(nearest(event, n))}
        >
          <Plot {...{ series, sender, unit, extent, width, height, n, step, pointed }} />
        </svg>
      )}
      {extent === null && (
        <p className="quiet chart-empty">
          Optimize takes about a minute. The runtime after every rewrite appears here, as the world model
          imagined it and as the clock measured it.
        </p>
      )}
      <FiguresTable {...{ series, sender, unit }} />
    </figure>
  );
}

function nearest(event: React.MouseEvent<SVGSVGElement>, n: number): number {
  const box = event.currentTarget.getBoundingClientRect();
  const from = across(0, n, box.width);
  const to = across(n, n, box.width);
  return Math.max(
    0,
    Math.min(n, Math.round(((event.clientX - box.left - from) / Math.max(1, to - from)) * n)),
  );
}

interface PlotProps extends SenderSeries {
  readonly extent: readonly [number, number];
  readonly width: number;
  readonly height: number;
  readonly n: number;
  readonly step: number;
  readonly pointed: number;
}

function Plot({ series, sender, unit, extent, width, height, n, step, pointed }: PlotProps) {
  const [low, high] = extent;
  const x = (s: number) => across(s, n, width);
  // A dream that is lost has intervals of any width: what lies outside is drawn just outside.
  const y = (ms: number) =>
    Math.max(-height, Math.min(2 * height, TOP + ((high - ms) / (high - low)) * (height - TOP - BOTTOM)));
  const line = (points: readonly Point[]) =>
    points.map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.step)} ${y(p.ms)}`).join('');
  const { imagined, estimated, measured, original, rival } = series;
  const right = width - PLOT_RIGHT;
  const guide = imagined.length > 0 ? imagined : estimated;
  const labels = spread(
    [
      label('Imagined', 'imagined', imagined, y),
      label('Estimated', 'estimated', estimated, y),
      label(sender.length > 0 ? 'Here' : 'Measured', 'measured', measured, y, sender.length > 0 ? 1 : 2),
      label('Sender’s clock', 'measured', sender, y),
      original === null || measured.length > 1 || sender.length > 1
        ? null
        : { text: 'Original', kind: 'measured', y: y(original) },
      rival === null ? null : { text: 'Agent', kind: 'measured', y: y(rival) },
    ],
    height,
  );
  return (
    <>
      {ticks(low, high, Math.max(2, Math.floor(height / 34))).map((ms) => (
        <g key={ms} className="tick">
          <line x1={PLOT_LEFT} x2={right} y1={y(ms)} y2={y(ms)} />
          <text x={PLOT_LEFT - 8} y={y(ms)} dy="0.33em">
            {unit === 'ms' ? time(ms) : percent(ms)}
          </text>
        </g>
      ))}
      <line className="now" x1={x(step)} x2={x(step)} y1={0} y2={height} />
      {pointed !== step && <line className="pointed" x1={x(pointed)} x2={x(pointed)} y1={0} y2={height} />}
      {original !== null && (
        <line className="baseline" x1={PLOT_LEFT} x2={right} y1={y(original)} y2={y(original)} />
      )}
      {rival !== null && (
        <line className="baseline rival" x1={PLOT_LEFT} x2={right} y1={y(rival)} y2={y(rival)} />
      )}
      {imagined.length > 1 && (
        <path
          className="band"
          d={`${imagined.map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.step)} ${y(p.high)}`).join('')}${[
            ...imagined,
          ]
            .reverse()
            .map((p) => `L${x(p.step)} ${y(p.low)}`)
            .join('')}Z`}
        />
      )}
      <path className="line estimated" d={line(estimated)} />
      <path className="line imagined" d={line(imagined)} />
      {guide.length === 1 && guide[0] !== undefined && (
        <circle
          className={imagined.length > 0 ? 'dot imagined' : 'dot estimated'}
          cx={x(guide[0].step)}
          cy={y(guide[0].ms)}
          r={3}
        />
      )}
      {sender.length > 0 && <SenderMarks points={sender} {...{ x, y, pointed }} />}
      <path className="line measured" d={line(measured)} />
      {measured.map((p) => (
        <g key={p.step} className="dot measured" data-pointed={p.step === pointed || undefined}>
          {p.high > p.low && (
            <path
              d={`M${x(p.step)} ${y(p.high)}V${y(p.low)}M${x(p.step) - 3} ${y(p.high)}h6M${x(p.step) - 3} ${y(p.low)}h6`}
            />
          )}
          <circle cx={x(p.step)} cy={y(p.ms)} r={p.step === pointed ? 5 : n > 60 ? 2.5 : 3.5} />
        </g>
      ))}
      {labels.map((one) => (
        <text key={one.text} className={`series ${one.kind}`} x={right + 8} y={one.y} dy="0.33em">
          {one.text}
        </text>
      ))}
    </>
  );
}

interface Label {
  readonly text: string;
  readonly kind: string;
  readonly y: number;
}

function label(
  text: string,
  kind: string,
  points: readonly Point[],
  y: (ms: number) => number,
  atLeast = 2,
): Label | null {
  const last = points.at(-1);
  return last === undefined || (kind === 'measured' && points.length < atLeast)
    ? null
    : { text, kind, y: y(last.ms) };
}

/** Moves labels apart where they would overlap. */
function spread(labels: readonly (Label | null)[], height: number): Label[] {
  const sorted = labels.filter((one) => one !== null).sort((a, b) => a.y - b.y);
  const gap = 16;
  const placed: Label[] = [];
  for (const one of sorted) placed.push({ ...one, y: Math.max(one.y, 8, (placed.at(-1)?.y ?? -gap) + gap) });
  for (let i = placed.length - 1, limit = height - 8; i >= 0; i--, limit -= gap) {
    const one = placed[i];
    if (one !== undefined && one.y > limit) placed[i] = { ...one, y: limit };
  }
  return placed;
}

/** The same figures for those who do not see the chart. */
function FiguresTable({ series, sender, unit }: SenderSeries) {
  const steps = new Set(
    [...series.imagined, ...series.estimated, ...series.measured, ...sender].map((p) => p.step),
  );
  if (steps.size === 0) return null;
  const cell = (points: readonly Point[], step: number) => {
    const point = points.find((p) => p.step === step);
    return point === undefined ? '–' : unit === 'ms' ? `${digits(point.ms)} ms` : percent(point.ms);
  };
  return (
    <table className="unseen">
      <caption>Runtime after each rewrite</caption>
      <thead>
        <tr>
          <th>Step</th>
          <th>Imagined</th>
          <th>Estimated</th>
          <th>{sender.length > 0 ? 'Measured here' : 'Measured'}</th>
          {sender.length > 0 && <th>Measured by the sender</th>}
        </tr>
      </thead>
      <tbody>
        {[...steps]
          .sort((a, b) => a - b)
          .map((step) => (
            <tr key={step}>
              <td>{step}</td>
              <td>{cell(series.imagined, step)}</td>
              <td>{cell(series.estimated, step)}</td>
              <td>{cell(series.measured, step)}</td>
              {sender.length > 0 && <td>{cell(sender, step)}</td>}
            </tr>
          ))}
      </tbody>
    </table>
  );
}
