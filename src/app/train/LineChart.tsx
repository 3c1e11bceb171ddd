import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { onThemeChange } from '../theme';
import { useSize } from '../timeline/useSize';
import { inOwnTask } from './inOwnTask';
import { logTicks } from './logTicks';
import { type ColourName, themeColours } from './themeColours';

export interface ChartSeries {
  readonly name: string;
  readonly colour: ColourName;
  /** Lengths of dashes and gaps; [] is a solid line. */
  readonly dash: readonly number[];
  /** Points are marked. */
  readonly dots?: boolean;
  /** As long as the chart's x; NaN leaves a gap. */
  readonly values: readonly number[];
}

export interface LineChartProps {
  /** The figure's name. */
  readonly label: string;
  readonly x: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly height: number;
  readonly log?: boolean;
  /** Least range of the y axis, and how its values are written. */
  readonly range?: readonly [number, number];
  /** Range of the x axis, where it does not follow the data. */
  readonly across?: readonly [number, number];
  readonly format: (value: number) => string;
}

/** Lines over updates, with a legend that tells the values under the pointer, or the last ones. */
export function LineChart(props: LineChartProps) {
  const { label, x, series, height } = props;
  const [frame, { width }] = useSize<HTMLDivElement>();
  const [pointed, setPointed] = useState<number | null>(null);
  const [theme, setTheme] = useState(0);
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;
  // The names decide which lines there are; their values come by `setData`.
  const shape = series.map(({ name }) => name).join('|');
  useEffect(() => onThemeChange(() => setTheme((n) => n + 1)), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` and `theme` stand for what the chart is made of
  useEffect(() => {
    const at = holder.current;
    if (at === null || width === 0 || series.length === 0) return;
    // Several charts appear at once, and each takes a while to be made.
    const cancel = inOwnTask(() => {
      plot.current = new uPlot(optionsOf(latest.current, width, setPointed), dataOf(latest.current), at);
    });
    return () => {
      cancel();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [shape, theme, width > 0, height]);
  useEffect(() => {
    plot.current?.setData(dataOf({ x, series }));
  }, [x, series]);
  useEffect(() => {
    if (width > 0) plot.current?.setSize({ width, height });
  }, [width, height]);
  const at = pointed !== null && pointed < x.length ? pointed : x.length - 1;
  return (
    <figure className="line-chart" aria-label={label}>
      <div ref={frame} style={{ height }} aria-hidden="true">
        <div ref={holder} />
      </div>
      <dl className="chart-legend" data-pointed={pointed !== null || undefined}>
        {series.map((one) => (
          <div key={one.name}>
            <dt>
              <Swatch colour={one.colour} dash={one.dash} />
              {one.name}
            </dt>
            <dd>{valueAt(one.values, at, props.format)}</dd>
          </div>
        ))}
      </dl>
    </figure>
  );
}

function valueAt(values: readonly number[], at: number, format: (value: number) => string): string {
  const value = values[at];
  return value === undefined || !Number.isFinite(value) ? '–' : format(value);
}

/** A piece of the line, as in the chart. */
function Swatch({ colour, dash }: { colour: string; dash: readonly number[] }) {
  return (
    <svg className="swatch" width={18} height={8} aria-hidden="true">
      <line
        x1={1}
        x2={17}
        y1={4}
        y2={4}
        stroke={`var(${colour})`}
        strokeWidth={2}
        strokeDasharray={dash.length > 0 ? dash.join(' ') : undefined}
      />
    </svg>
  );
}

/** Distances between numbers of updates. */
const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

const dataOf = ({ x, series }: Pick<LineChartProps, 'x' | 'series'>): uPlot.AlignedData =>
  [x, ...series.map(({ values }) => values.map((v) => (Number.isFinite(v) ? v : null)))] as uPlot.AlignedData;

function optionsOf(
  { series, height, log = false, range, across, format }: LineChartProps,
  width: number,
  onPoint: (index: number | null) => void,
): uPlot.Options {
  const colour = themeColours();
  const ink = colour('--ink-3');
  const line = colour('--line');
  const font = "12px 'Inter Variable', system-ui, sans-serif";
  const axis: uPlot.Axis = {
    stroke: ink,
    font,
    grid: { stroke: line, width: 1 },
    ticks: { show: false },
    gap: 6,
  };
  return {
    width,
    height,
    // The last number of the x axis stands half beyond the plot.
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false, points: { size: 6 } },
    scales: {
      x: { time: false, ...(across === undefined ? {} : { range: [...across] }) },
      y: log
        ? { distr: 3, range: (_, low, high) => withinLog(low, high) }
        : { range: (_, low, high) => within(low, high, range) },
    },
    axes: [
      // There is no half of an update.
      { ...axis, size: 26, space: 56, incrs: WHOLE },
      {
        ...axis,
        size: 48,
        space: 26,
        ...(log
          ? {
              splits: (plot, _, low, high) => logTicks(low, high, plot.bbox.height / devicePixelRatio),
              filter: (_, splits) => splits,
            }
          : {}),
        values: (_, splits) => splits.map((v) => (v === null ? '' : format(v))),
      },
    ],
    series: [
      {},
      ...series.map(
        (one): uPlot.Series => ({
          stroke: colour(one.colour),
          width: 1.5,
          dash: [...one.dash],
          points: { show: one.dots ?? false, size: 5 },
          spanGaps: true,
        }),
      ),
    ],
    hooks: { setCursor: [(plot) => onPoint(plot.cursor.idx ?? null)] },
  };
}

/** The range that holds the data and the least range, with some air. */
function within(
  low: number | null,
  high: number | null,
  least: readonly [number, number] | undefined,
): [number, number] {
  const from = Math.min(low ?? Number.POSITIVE_INFINITY, least?.[0] ?? Number.POSITIVE_INFINITY);
  const to = Math.max(high ?? Number.NEGATIVE_INFINITY, least?.[1] ?? Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(from) || !Number.isFinite(to)) return [0, 1];
  const air = Math.max((to - from) * 0.06, 1e-6);
  return [from - air, to + air];
}

/** The same on a logarithmic scale: the data, with some air. */
function withinLog(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null || !(low > 0)) return [0.1, 10];
  const air = Math.max(0.04 * Math.log(high / low), 0.05);
  return [low * Math.exp(-air), high * Math.exp(air)];
}
