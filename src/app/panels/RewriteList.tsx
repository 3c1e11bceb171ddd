import { BadgeCheck, CircleX } from 'lucide-react';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import type { StepView } from '../../workers/session/protocol';
import { estimateText } from '../estimateText';
import { interval, plural, ratio, time, timeWithin } from '../format';
import { changeView } from '../session/changeView';
import { goTo } from '../session/steps';
import { SenderFigures, useSenderStep } from '../share/SenderFigures';
import { useSession } from '../stores/session';
import { setView, useView } from '../stores/view';
import { pagesAround } from '../timeline/pagesAround';
import { isLost, measuredAgainst, originalOf } from '../timeline/series';
import { stopsOf } from '../timeline/stops';
import { opsLine } from './opsLine';
import { Race } from './Race';
import { RewritePicture } from './RewritePicture';
import { shortName } from './shortName';
import { useTabStop } from './useTabStop';

/** The rewrites of the present trace: the table of contents of what happens on the stage. */
export function RewriteList() {
  const steps = useSession((s) => s.steps);
  const step = useSession((s) => s.step);
  const running = useSession((s) => s.running);
  const finished = useSession((s) => s.result !== null);
  const only = useView((s) => s.onlyEffects);
  // Once for all rows: it looks at every step, and a trace may have thousands.
  const original = useSession((s) => originalOf(s.steps, s.result));
  const stops = useMemo(() => new Set(stopsOf(steps, only)), [steps, only]);
  // What is on the canvas is in the list, also where it has no effect.
  const shown = steps.filter((one) => stops.has(one.step) || one.step === step);
  // A trace that somebody sent may have 20,000: those that are near are drawn, and others where they are asked for.
  const [more, setMore] = useState({ earlier: 0, later: 0 });
  const at = shown.findIndex((one) => one.step === step);
  const [from, to] = pagesAround(shown.length, at, more.earlier, more.later);
  const drawn = shown.slice(from, to);
  const { tabStop, ...keys } = useTabStop(
    step,
    (one) => one === 0 || drawn.some((rewrite) => rewrite.step === one),
  );
  return (
    <section className="rewrites" aria-labelledby="rewrites-title">
      <h2 id="rewrites-title" className="panel-title">
        Rewrites
        {steps.length > 0 && <span className="count">{steps.length}</span>}
        {steps.length > 2 && (
          <button
            type="button"
            className="only"
            aria-pressed={only}
            title="Hide the rewrites after which the runtime is the same"
            onClick={() =>
              changeView(only ? 'Show all rewrites' : 'Hide without effect', { onlyEffects: !only })
            }
          >
            {only ? `${steps.length - shown.length} hidden` : 'Hide without effect'}
          </button>
        )}
      </h2>
      <Race />
      {steps.length === 0 ? (
        <p className="empty quiet">
          {running
            ? 'Looking for rewrites that pay on this machine.'
            : finished
              ? 'No rewrite was found that can be kept.'
              : 'Optimize looks for rewrites that keep what the model computes and make it faster. Each one appears here.'}
        </p>
      ) : (
        <div className="scroll" {...keys}>
          <button
            type="button"
            className="rewrite original"
            data-step={0}
            tabIndex={tabStop === 0 ? 0 : -1}
            aria-current={step === 0 ? 'step' : undefined}
            onClick={() => goTo(0)}
          >
            <span className="number">0</span>
            <span className="what">The original</span>
          </button>
          {from > 0 && (
            <button
              type="button"
              className="button small plain more"
              onClick={() => setMore({ ...more, earlier: more.earlier + 1 })}
            >
              Show more of {plural(from, 'earlier rewrite')}
            </button>
          )}
          <ol aria-label="Rewrites">
            {drawn.map((one) => (
              <Rewrite
                key={one.step}
                step={one}
                current={one.step === step}
                reached={one.step === tabStop}
                original={original}
              />
            ))}
          </ol>
          {to < shown.length && (
            <button
              type="button"
              className="button small plain more"
              onClick={() => setMore({ ...more, later: more.later + 1 })}
            >
              Show more of {plural(shown.length - to, 'later rewrite')}
            </button>
          )}
        </div>
      )}
    </section>
  );
}

interface RewriteProps {
  readonly step: StepView;
  readonly current: boolean;
  /** Whether Tab reaches it. */
  readonly reached: boolean;
  /** The original's runtime in milliseconds; null before it was measured. */
  readonly original: number | null;
}

const Rewrite = memo(function Rewrite({ step, current, reached, original }: RewriteProps) {
  const hovered = useView((s) => s.hoveredStep === step.step);
  const playing = useView((s) => s.playing);
  const unplayed = useSession((s) => s.model !== null && step.site === '');
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const item = button.current?.parentElement;
    if (!current || !item) return;
    // The picture arrives a moment later and makes the item grow.
    const observer = new ResizeObserver(() => keepInView(item));
    observer.observe(item);
    return () => observer.disconnect();
  }, [current]);
  useEffect(() => {
    const item = button.current?.parentElement;
    // Pointed at on the canvas or in the chart it has to be seen; under the pointer it stays where it is.
    if (hovered && item && !item.matches(':hover')) keepInView(item);
  }, [hovered]);
  return (
    <li>
      <button
        ref={button}
        type="button"
        className="rewrite"
        data-step={step.step}
        tabIndex={reached ? 0 : -1}
        aria-current={current ? 'step' : undefined}
        data-hovered={hovered || undefined}
        title={step.summary}
        onClick={() => goTo(step.step)}
        onPointerEnter={() => setView({ hoveredStep: step.step })}
        onPointerLeave={() => setView({ hoveredStep: null })}
        onFocus={() => setView({ hoveredStep: step.step })}
        onBlur={() => setView({ hoveredStep: null })}
      >
        <span className="number">{step.step}</span>
        <span className="what">{title(step)}</span>
        <Verdict step={step} />
        <Change step={step} />
        <span className="place" title={step.place}>
          {unplayed ? 'Cannot be replayed here' : shortName(step.place)}
        </span>
        <Figures step={step} original={original} />
      </button>
      {current && !playing && step.site !== '' && <RewritePicture step={step} />}
    </li>
  );
});

/** What a rewrite does, in one line: the operators before and after it. */
function Change({ step: { ops } }: { step: StepView }) {
  if (ops === undefined || ops.before.length + ops.after.length === 0) return null;
  return <span className="place">{`${opsLine(ops.before)} ⇒ ${opsLine(ops.after)}`}</span>;
}

function Verdict({ step }: { step: StepView }) {
  const theirs = useSenderStep(step.step)?.verified ?? null;
  if (step.verified === null && theirs !== null) {
    return theirs ? (
      <BadgeCheck className="verdict good" size={15} aria-label="Outputs checked by the sender: the same" />
    ) : (
      <CircleX className="verdict bad" size={15} aria-label="Outputs differed for the sender" />
    );
  }
  if (step.verified === null) return null;
  return step.verified ? (
    <BadgeCheck className="verdict good" size={15} aria-label="Outputs checked: the same" />
  ) : (
    <CircleX className="verdict bad" size={15} aria-label="Outputs differ: rejected" />
  );
}

function Figures({ step, original }: Pick<RewriteProps, 'step' | 'original'>) {
  const { imagined, estimated, measured } = step;
  const point = original === null ? null : measuredAgainst(original, step);
  const theirs = useSenderStep(step.step);
  if (theirs !== null) return <SenderFigures theirs={theirs} own={point} />;
  return (
    <span className="figures">
      {imagined !== null && isLost(imagined) ? (
        <span className="imagined" title="The world model’s interval is wider than ten to one: no figure">
          ~? <span className="unseen">imagined: the world model does not know</span>
        </span>
      ) : imagined !== null ? (
        <span
          className="imagined"
          title={`Imagined: between ${time(imagined.low)} and ${time(imagined.high)}`}
        >
          ~{time(imagined.ms)}
          <span className="unseen"> imagined</span>
        </span>
      ) : (
        estimated !== null && (
          <span className="estimated" title="Estimated: the sum of the times of its operators">
            {estimateText(estimated.ms)}
            <span className="unseen"> estimated</span>
          </span>
        )
      )}
      {imagined !== null && !isLost(imagined) && point !== null && point.low > imagined.high && (
        <span
          className="unkept"
          title="The dream promised more than the clock keeps: the intervals lie apart"
        >
          ≠<span className="unseen"> the dream promised more than the clock keeps</span>
        </span>
      )}
      {measured !== null && point !== null && (
        <span
          className="measured"
          title={`Measured: ${ratio(measured.ratio)} (${interval(measured.ratioLow, measured.ratioHigh)}), timed in turns with the original`}
        >
          {timeWithin(point.ms, (point.high - point.low) / 2)}
          <span className="unseen"> measured</span>
        </span>
      )}
    </span>
  );
}

/** Titles are sentences; in a list they need no full stop. */
const title = ({ title: text }: StepView): string => text.replace(/\.$/, '');

/** Scrolls the list, and never the page around it. */
function keepInView(item: HTMLElement): void {
  const list = item.closest('.scroll');
  if (list === null || list.scrollHeight <= list.clientHeight) return;
  const box = item.getBoundingClientRect();
  const frame = list.getBoundingClientRect();
  if (box.top < frame.top) list.scrollTop -= frame.top - box.top;
  else if (box.bottom > frame.bottom)
    list.scrollTop += Math.min(box.bottom - frame.bottom, box.top - frame.top);
}
