import type { ReactNode } from 'react';
import type { ClockStep, DreamEnd, DreamStep } from '../../workers/dream/protocol';
import type { ReplayStep, RuleName } from '../../workers/session/dream/protocol';
import { digits, percent, plural, time, timeWithin } from '../format';
import { isLost } from '../timeline/series';
import { type StartFigure, sameFigure, startFigure, startWords } from './curves';
import type { RealPoint } from './FanChart';

export interface DreamStepsProps {
  readonly start: StartFigure;
  readonly steps: readonly DreamStep[];
  readonly end: DreamEnd;
  /** How many of the steps a person chose. */
  readonly steered: number;
  readonly rules: readonly RuleName[];
  /** Words for the node in a row of the observation. */
  readonly placeOf: (anchor: number) => string;
  /** The step that is looked at; 0: where the dream begins. */
  readonly at: number | null;
  readonly replay: readonly ReplayStep[] | null;
  readonly real: readonly RealPoint[];
  /** What the clock is expected to say of each step; empty where that is not known. */
  readonly expected: readonly ClockStep[];
  readonly onLook: (step: number | null) => void;
  readonly onPoint: (step: number | null) => void;
  /** What is shown below the step that is looked at. */
  readonly children: ReactNode;
}

const ends: Readonly<Record<DreamEnd, string>> = {
  horizon: 'The horizon: the dream goes no further.',
  'nothing-legal': 'The dream ends here: it expects that no rule applies any more.',
  disagreement: 'The dream ends here: its ensemble disagrees too much to go on.',
  stop: 'The agent would stop here.',
};

/** A dream step by step: what was chosen, how surely, what it is thought to leave, and how far the ensemble agrees. */
export function DreamSteps(props: DreamStepsProps) {
  const { start, steps, end, steered, rules, placeOf, replay, real, expected } = props;
  return (
    <>
      <ol className="dream-steps" aria-label="Steps of this dream" start={0}>
        <Row
          {...props}
          index={0}
          title="Here"
          place=""
          figure={
            <span className={start.source}>
              {startFigure(start)}
              <span className="unseen"> {startWords(start)}</span>
            </span>
          }
          detail={null}
        />
        {steps.map((step, i) => {
          const point = real.find((p) => p.step === i + 1);
          return (
            <Row
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its number
              key={i}
              {...props}
              index={i + 1}
              title={(rules[step.rule]?.title ?? 'A rule').replace(/\.$/, '')}
              place={placeOf(step.anchor)}
              figure={<Imagined start={start} step={step} />}
              detail={
                <>
                  <span title="How likely the agent was to choose this">
                    {i < steered ? 'your choice' : `chosen with ${percent(step.probability)}`}
                  </span>
                  <Agreement value={step.disagreement} />
                  <Expected
                    start={start}
                    step={point?.kind === 'measured' ? undefined : expected[i]}
                    imagined={step.factor}
                  />
                  <Real step={replay?.[i]} point={point} />
                </>
              }
            />
          );
        })}
      </ol>
      <p className="quiet dream-end">{ends[end]}</p>
    </>
  );
}

/** A step's runtime with half the width of its interval, where the dream still knows one. */
function Imagined({ start, step }: { readonly start: StartFigure; readonly step: DreamStep }) {
  if (isLost(step))
    return (
      <span className="imagined" title="The world model’s interval is wider than ten to one: no figure">
        ~?<span className="unseen"> imagined: the world model does not know</span>
      </span>
    );
  return (
    <span
      className="imagined"
      title={`Imagined: between ${time(start.ms * step.low)} and ${time(start.ms * step.high)}`}
    >
      ~{timeWithin(start.ms * step.factor, (start.ms * (step.high - step.low)) / 2)}
      <span className="unseen"> imagined</span>
    </span>
  );
}

interface RowProps extends DreamStepsProps {
  readonly index: number;
  readonly title: string;
  readonly place: string;
  readonly figure: ReactNode;
  readonly detail: ReactNode;
}

function Row({ index, title, place, figure, detail, at, onLook, onPoint, children }: RowProps) {
  const open = at === index;
  return (
    <li>
      <button
        type="button"
        className="dream-step"
        aria-expanded={open}
        onClick={() => onLook(open ? null : index)}
        onPointerEnter={() => onPoint(index)}
        onPointerLeave={() => onPoint(null)}
        onFocus={() => onPoint(index)}
        onBlur={() => onPoint(null)}
      >
        <span className="number">{index}</span>
        <span className="what">{title}</span>
        <span className="figures">{figure}</span>
        {place !== '' && <span className="place cut">{place}</span>}
        {detail !== null && <span className="detail">{detail}</span>}
      </button>
      {open && <div className="dream-look">{children}</div>}
    </li>
  );
}

/** How far the ensemble's members are apart, as a bar and in words. */
function Agreement({ value }: { value: number }) {
  const text =
    value < 1e-4
      ? 'under 0.01\u202f%'
      : value > 10
        ? 'over ±1,000\u202f%'
        : `±${digits(100 * value, 2)}\u202f%`;
  return (
    <span className="agreement" title={`The ensemble's members differ by ${text}`}>
      <span className="agreement-bar" aria-hidden="true">
        <span style={{ width: `${Math.min(100, (100 * value) / 0.15)}%` }} />
      </span>
      <span>{text}</span>
      <span className="unseen"> is how much the ensemble's members differ</span>
    </span>
  );
}

interface ExpectedProps {
  readonly start: StartFigure;
  readonly step: ClockStep | undefined;
  readonly imagined: number;
}

/** What the clock would say, by how far it was from estimates on measured models and by what it said in this session. */
function Expected({ start, step, imagined }: ExpectedProps) {
  if (step === undefined || isLost(step)) return null;
  const between = `between ${time(start.ms * step.low)} and ${time(start.ms * step.high)}`;
  const half = (start.ms * (step.high - step.low)) / 2;
  const runtime = timeWithin(start.ms * step.factor, half);
  return (
    <span
      className="imagined"
      title={`Nine of ten measurements are expected ${between}: what is imagined, and what the clock has said in this session`}
    >
      clock {sameFigure(step.factor, imagined) ? runtime.slice(runtime.indexOf('±')) : `~${runtime}`}
      <span className="unseen"> expected</span>
    </span>
  );
}

function Real({ step, point }: { step: ReplayStep | undefined; point: RealPoint | undefined }) {
  if (step === undefined) return null;
  if (!step.legal) return <span className="broken">not legal: {step.why}</span>;
  if (point === undefined) return null;
  return (
    <span className={point.kind}>
      {point.kind === 'estimated' ? '≈ ' : ''}
      {time(point.ms)} {point.kind}
    </span>
  );
}

/** The predicted mask, and the real one beside it where it is known. */
export function Mask(props: {
  readonly counts: ArrayLike<number>;
  readonly real: ArrayLike<number> | null;
  readonly rules: readonly RuleName[];
  /** These counts are of a real graph. */
  readonly certain: boolean;
}) {
  const { counts, real, rules, certain } = props;
  const rows: { readonly rule: number; readonly claim: number; readonly truth: number | null }[] = [];
  let places = 0;
  for (let rule = 0; rule < Math.max(counts.length, real?.length ?? 0); rule++) {
    const claim = counts[rule] ?? 0;
    const truth = real === null ? null : (real[rule] ?? 0);
    places += claim;
    if (claim > 0 || (truth ?? 0) > 0) rows.push({ rule, claim, truth });
  }
  const wrong = rows.filter(({ claim, truth }) => truth !== null && claim > 0 !== truth > 0).length;
  const open = rows.filter(({ claim }) => claim > 0).length;
  return (
    <details className="mask">
      <summary>
        {certain ? 'Legal' : 'Legal, as imagined'}: {plural(open, 'rule')}, {plural(places, 'place')}
        {real !== null && (wrong === 0 ? ', the same rules in reality' : `, ${plural(wrong, 'rule')} wrong`)}
      </summary>
      <ul>
        {rows.map(({ rule, claim, truth }) => (
          <li key={rule} data-wrong={(truth !== null && claim > 0 !== truth > 0) || undefined}>
            <span>{(rules[rule]?.title ?? '').replace(/\.$/, '')}</span>
            <span className="figures">
              <span className={certain ? 'measured' : 'imagined'}>{claim}</span>
              {truth !== null && <span className="measured"> {truth} really</span>}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
