import type { DreamStep } from '../../workers/dream/protocol';
import type { Observed, Replay } from '../../workers/session/dream/protocol';
import type { Measured } from '../../workers/session/protocol';
import type { Checked } from '../dream/calibration';
import { dreamKey } from '../dream/state';
import { useAsked } from '../panels/useAsked';
import type { Sample } from './sample';

/** Every legal step of some dreams, imagined against estimated; none until they have been played. */
export function useEstimates(
  sample: Sample | null,
  observed: Observed | null,
  dreams: readonly (readonly DreamStep[])[],
  wanted: boolean,
): readonly Checked[] {
  const ready = wanted && sample !== null && observed !== null && dreams.length > 0;
  const key = ready ? `${observed.key} ${dreams.map(dreamKey).join('|')}` : null;
  const { value, stale } = useAsked(key, async () => {
    const points = new Map<string, Checked>();
    for (const steps of dreams) {
      if (sample === null || observed === null || steps.length === 0) continue;
      const moves = steps.map(({ rule, site, among }) => ({ rule, site, among }));
      const replay = await sample.session.call('replayDream', { step: 0, moves });
      for (const point of pointsOf(steps, replay)) points.set(point.key, point);
    }
    return [...points.values()];
  });
  return stale || value === null ? [] : value;
}

function pointsOf(steps: readonly DreamStep[], { startMs, steps: real }: Replay): Checked[] {
  return real.flatMap(({ estimatedMs }, i): Checked[] => {
    const own = steps[i];
    if (estimatedMs === null || own === undefined) return [];
    const key = dreamKey(steps.slice(0, i + 1));
    return [
      { key, imagined: Math.log(own.factor), real: Math.log(estimatedMs / startMs), kind: 'estimated' },
    ];
  });
}

/** The estimates, with the clock's word in place of those that it was asked about. */
export function withClock(
  points: readonly Checked[],
  steps: readonly DreamStep[],
  answers: ReadonlyMap<number, readonly Measured[]>,
): readonly Checked[] {
  const all = new Map(points.map((point) => [point.key, point]));
  for (const [count, list] of answers) {
    const last = list.at(-1);
    const own = steps[count - 1];
    if (last === undefined || own === undefined) continue;
    const key = dreamKey(steps.slice(0, count));
    all.set(key, { key, imagined: Math.log(own.factor), real: -Math.log(last.ratio), kind: 'measured' });
  }
  return [...all.values()];
}
