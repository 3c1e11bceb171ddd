import { isSameTarget } from '../../core';
import type { DreamStep, ModelKind } from '../../workers/dream/protocol';
import type { Observed, Replay } from '../../workers/session/dream/protocol';
import type { Measured } from '../../workers/session/protocol';
import { askClock } from '../session/askClock';
import { clockTarget } from '../session/clockTarget';
import { connection } from '../session/connection';
import { getSession, setSession } from '../stores/session';
import type { Checked } from './calibration';
import type { StartFigure } from './curves';
import type { RealPoint } from './FanChart';
import { addChecked, dreamKey, getDreamTab, keepDreamsTo, type Reality, setDreamTab } from './state';

/** A look at the clock takes about this long, in seconds. */
export const SECONDS = 4;

/** Plays dreams on the real graph, the first one first; tells how many are done; `wanted` ends it between two. */
export async function checkDreams(
  kind: ModelKind,
  observed: Observed,
  dreams: readonly (readonly DreamStep[])[],
  onProgress: (done: number) => void,
  wanted: () => boolean,
): Promise<void> {
  for (const [done, steps] of dreams.entries()) {
    onProgress(done);
    const key = dreamKey(steps);
    if (steps.length === 0 || getDreamTab().realities.has(key)) continue;
    if (!wanted() || getDreamTab().start !== observed.key) return;
    const moves = steps.map(({ rule, site, among }) => ({ rule, site, among }));
    const replay = await connection().call('replayDream', { step: observed.step, moves });
    if (getDreamTab().start !== observed.key) return;
    setDreamTab(({ realities }) => ({
      realities: new Map(realities).set(key, { replay, measured: new Map() }),
    }));
    addChecked(kind, estimatedChecks(observed.key, steps, replay));
  }
}

/** Names a step by all that led to it, so that dreams which begin alike are not counted twice. */
const stepKey = (start: string, steps: readonly DreamStep[], count: number): string =>
  `${start}: ${dreamKey(steps.slice(0, count))}`;

function estimatedChecks(
  start: string,
  steps: readonly DreamStep[],
  { startMs, steps: real }: Replay,
): Checked[] {
  return real.flatMap(({ estimatedMs }, i): Checked[] => {
    const own = steps[i];
    if (estimatedMs === null || own === undefined) return [];
    return [
      {
        key: stepKey(start, steps, i + 1),
        imagined: Math.log(own.factor),
        real: Math.log(estimatedMs / startMs),
        kind: 'estimated',
      },
    ];
  });
}

/** Asks the clock about steps of a checked dream, in this order; tells how far it is, and ends where there is no figure. */
export async function measureDream(
  kind: ModelKind,
  observed: Observed,
  steps: readonly DreamStep[],
  order: readonly number[],
  onProgress: (done: number) => void,
  wanted: () => boolean,
): Promise<void> {
  const key = dreamKey(steps);
  const target = clockTarget(getSession());
  if (target === null) return;
  const seconds = SECONDS;
  const { clock, on } = getDreamTab();
  const timed = clock !== null && (on === null || isSameTarget(on, target));
  const stepOn = getSession().steps[observed.step - 1]?.measured?.on;
  const unknown = observed.source === 'estimated' || (stepOn !== undefined && !isSameTarget(stepOn, target));
  if (unknown && observed.step > 0 && !timed) {
    const { step } = observed;
    const own = await askClock(() => connection().call('measure', { step, target, seconds }));
    if (own === null || getDreamTab().start !== observed.key) return;
    if (own.on !== undefined) keepDreamsTo(own.on);
    setDreamTab({ clock: { ms: own.ms, source: 'measured' }, startRatio: own.ratio });
  }
  for (const [done, count] of order.entries()) {
    onProgress(done);
    const reality = getDreamTab().realities.get(key);
    if (!wanted() || reality === undefined || getDreamTab().start !== observed.key) return;
    const known = reality.measured.get(count)?.on;
    if (known !== undefined && isSameTarget(known, target)) continue;
    const asked = { replay: reality.replay.id, steps: count, target, seconds };
    const looked = await askClock(() => connection().call('measureDream', asked));
    if (looked === null || getDreamTab().start !== observed.key) return;
    const { fellBack, ...measured } = looked;
    keep(kind, observed, steps, count, measured);
    if (fellBack !== null) setSession({ notice: fellBack });
  }
}

function keep(
  kind: ModelKind,
  observed: Observed,
  steps: readonly DreamStep[],
  count: number,
  measured: Measured,
): void {
  const key = dreamKey(steps);
  if (measured.on !== undefined) keepDreamsTo(measured.on);
  setDreamTab(({ realities, clock, startRatio }) => {
    const reality = realities.get(key);
    if (reality === undefined) return {};
    const own = { ...reality, measured: new Map(reality.measured).set(count, measured) };
    // The original was timed beside it, so a dream that began at an estimate now begins at a measurement.
    const first =
      observed.step === 0 && observed.source === 'estimated' && clock === null
        ? { clock: { ms: measured.ms * measured.ratio, source: 'measured' as const }, startRatio }
        : {};
    return { realities: new Map(realities).set(key, own), ...first };
  });
  const imagined = steps[count - 1]?.factor ?? 1;
  const real = startRatioOf(observed) / measured.ratio;
  const path = steps.slice(0, count).map(({ rule, site }) => ({ rule, site }));
  setDreamTab(({ told }) => ({ told: [...told, { start: observed.key, path, real: Math.log(real) }] }));
  addChecked(kind, [
    {
      key: stepKey(observed.key, steps, count),
      imagined: Math.log(imagined),
      real: Math.log(real),
      kind: 'measured',
    },
  ]);
}

/** Original ÷ start, where the clock knows it. */
function startRatioOf({ step }: Observed): number {
  if (step === 0) return 1;
  const own = getSession().steps[step - 1]?.measured ?? null;
  const { on, startRatio } = getDreamTab();
  // A step keeps a figure of another target until the session asks the clock about it on this one.
  const isHere = own?.on === undefined || on === null || isSameTarget(own.on, on);
  return own !== null && isHere ? own.ratio : startRatio;
}

/** Of a start that was only imagined no more is known than of an estimate. */
const realKind = ({ source }: StartFigure): RealPoint['kind'] =>
  source === 'measured' ? 'measured' : 'estimated';

/** What is really known of a dream's runtimes, on the scale of where it begins. */
export function realPoints(
  observed: Observed,
  start: StartFigure,
  { replay, measured }: Reality,
): RealPoint[] {
  const points: RealPoint[] = [
    { step: 0, ms: start.ms, low: start.ms, high: start.ms, kind: realKind(start) },
  ];
  const ratio = startRatioOf(observed);
  replay.steps.forEach(({ estimatedMs }, i) => {
    const clock = measured.get(i + 1);
    if (clock !== undefined) {
      const at = (r: number): number => (start.ms * ratio) / r;
      points.push({
        step: i + 1,
        ms: at(clock.ratio),
        low: at(clock.ratioHigh),
        high: at(clock.ratioLow),
        kind: 'measured',
      });
    } else if (estimatedMs !== null) {
      const ms = (start.ms * estimatedMs) / replay.startMs;
      points.push({ step: i + 1, ms, low: ms, high: ms, kind: 'estimated' });
    }
  });
  return points;
}
