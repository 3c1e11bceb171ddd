import { SenderMarks } from '../share/SenderMarks';
import type { SenderSeries } from '../share/senderSeries';
import { across, PLOT_LEFT, PLOT_RIGHT } from './across';
import { axisText } from './axisText';
import { ImaginedBand } from './ImaginedBand';
import { labelOf, spread } from './labels';
import { type Point, scaleTicks } from './series';
import { thinned } from './thinned';

const TOP = 10;
const BOTTOM = 6;

interface PlotProps extends SenderSeries {
  readonly extent: readonly [number, number];
  readonly width: number;
  readonly height: number;
  readonly n: number;
  readonly step: number;
  readonly pointed: number;
  /** Whose the other run of a race is. */
  readonly rivalName: string;
}

/** The lines, bands and dots of the chart, and the names of its series. */
export function RuntimePlot(props: PlotProps) {
  const { series, sender, unit, extent, width, height, n, step, pointed, rivalName } = props;
  const [low, high] = extent;
  const x = (s: number) => across(s, n, width);
  const y = (ms: number) => TOP + ((high - ms) / (high - low)) * (height - TOP - BOTTOM);
  const line = (points: readonly Point[]) =>
    points.map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.step)} ${y(p.ms)}`).join('');
  const { imagined, estimated, measured, original, rival } = series;
  const right = width - PLOT_RIGHT;
  const guide = imagined.length > 0 ? imagined : estimated;
  const labels = spread(
    [
      labelOf('Imagined', 'imagined', imagined, y),
      labelOf('Estimated', 'estimated', estimated, y),
      labelOf(sender.length > 0 ? 'Here' : 'Measured', 'measured', measured, y, 2),
      labelOf('Sender’s clock', 'measured', sender, y),
      original === null ? null : { text: 'ORT all', kind: 'measured', y: y(original) },
      rival === null ? null : { text: rivalName, kind: 'measured', y: y(rival) },
    ],
    height,
  );
  const marks = scaleTicks(low, high, Math.max(2, Math.floor(height / 34)));
  const text = axisText(marks, unit);
  return (
    <>
      {marks.map((ms) => (
        <g key={ms} className="tick">
          <line x1={PLOT_LEFT} x2={right} y1={y(ms)} y2={y(ms)} />
          <text x={PLOT_LEFT - 8} y={y(ms)} dy="0.33em">
            {text(ms)}
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
      <ImaginedBand points={imagined} {...{ extent, x, y }} />
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
      {sender.length > 0 && <SenderMarks points={thinned(sender, pointed)} {...{ x, y, pointed }} />}
      <path className="line measured" d={line(measured)} />
      {thinned(measured, pointed).map((p) => (
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
