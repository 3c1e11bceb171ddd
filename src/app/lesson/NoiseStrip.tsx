import type { Measured } from '../../workers/session/protocol';
import { digits, interval, plural, ratio } from '../format';
import { useSize } from '../timeline/useSize';

const LEFT = 20;
const RIGHT = 20;
const ROW = 26;
const MOST = 8;

/** The same comparison, asked again and again: each answer with its interval, under each other. */
export function NoiseStrip({ answers, moves }: { answers: readonly Measured[]; moves: number }) {
  const [element, { width }] = useSize<HTMLDivElement>();
  const shown = answers.slice(-MOST);
  const low = Math.min(0.98, ...shown.map(({ ratioLow }) => ratioLow)) - 0.01;
  const high = Math.max(1.02, ...shown.map(({ ratioHigh }) => ratioHigh)) + 0.01;
  const x = (value: number) => LEFT + ((value - low) / (high - low)) * (width - LEFT - RIGHT);
  const height = 34 + ROW * Math.max(3, shown.length);
  const ratios = answers.map((one) => one.ratio);
  return (
    <section className="noise" aria-label="The same question, asked again">
      <p>
        {answers.length === 0
          ? `How much faster is the graph after ${plural(moves, 'move')}? Ask, and ask again.`
          : `${plural(answers.length, 'answer')} to one question: from ${ratio(Math.min(...ratios))} to ${ratio(Math.max(...ratios))}.`}
      </p>
      <div ref={element} className="chart" style={{ height }}>
        {width > 0 && (
          <svg width={width} height={height} aria-hidden="true">
            <line className="baseline" x1={x(1)} x2={x(1)} y1={6} y2={height - 20} />
            <text x={x(1)} y={height - 5} textAnchor="middle">
              as fast as before
            </text>
            {shown.map((one, i) => {
              const y = 16 + i * ROW;
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: an answer is its number
                <g key={i} className="dot measured">
                  <path
                    d={`M${x(one.ratioLow)} ${y}H${x(one.ratioHigh)}M${x(one.ratioLow)} ${y - 4}v8M${x(one.ratioHigh)} ${y - 4}v8`}
                  />
                  <circle cx={x(one.ratio)} cy={y} r={4} />
                  <text x={Math.min(x(one.ratioHigh) + 8, width - 40)} y={y} dy="0.33em">
                    ×{digits(one.ratio)}
                  </text>
                </g>
              );
            })}
          </svg>
        )}
      </div>
      <ol className="unseen">
        {shown.map((one, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an answer is its number
          <li key={i}>
            {ratio(one.ratio)}, {interval(one.ratioLow, one.ratioHigh)}
          </li>
        ))}
      </ol>
    </section>
  );
}
