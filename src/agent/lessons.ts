import type { Random } from '../core';
import type { Action } from '../env/environment';
import type { Episode } from '../env/episode';
import type { Observation } from '../env/observation';
import type { Imagination, Imagined } from './imagination';

/** A state on a good way, and what the way does from there. */
export interface Lesson<D> {
  readonly state: D;
  /** Whether the way begins here. */
  readonly first: boolean;
  /** The way's next action; null where it stops. */
  readonly action: Action | null;
  /** Rules of the actions from here to the way's end, in order. */
  readonly rest: readonly number[];
  /** Log speed-up of the next `horizon` actions. */
  readonly gain: number;
  /** Part of a horizon that is left here when horizons are laid end to end along the way, above 0 to 1. */
  readonly left: number;
}

export interface LessonOptions {
  /** Steps of a dream. */
  readonly horizon: number;
  /** Most lessons of one way; long ways have many states that are alike. */
  readonly each: number;
  readonly random: Random;
}

const encodedAtOnce = 16;

/** Lessons from ways that searches found; the first and the last state of each are always among them. */
export async function lessonsOf<D extends Imagined>(
  imagination: Imagination<D>,
  ways: readonly Episode[],
  options: LessonOptions,
): Promise<Lesson<D>[]> {
  const raw = ways.flatMap((way) => fromWay(way, imagination.rules, options));
  const lessons: Lesson<D>[] = [];
  for (let from = 0; from < raw.length; from += encodedAtOnce) {
    const some = raw.slice(from, from + encodedAtOnce);
    const states = await imagination.encode(some.map(({ state }) => state));
    some.forEach((lesson, i) => {
      const state = states[i];
      if (state !== undefined) lessons.push({ ...lesson, state });
    });
  }
  return lessons;
}

function fromWay(
  { states, actions, costs }: Episode,
  rules: number,
  { horizon, each, random }: LessonOptions,
): Lesson<Observation>[] {
  // A policy cannot be taught rules that it does not know: the way is told as far as the first of them, and does not stop there.
  const unknown = actions.findIndex(({ rule }) => rule >= rules);
  const end = unknown < 0 ? actions.length : unknown;
  const last = unknown < 0 ? end : end - 1;
  if (last < 0) return [];
  const chosen = new Set([0, last]);
  while (chosen.size < Math.min(each, last + 1)) chosen.add(random.int(last + 1));
  return [...chosen]
    .sort((a, b) => a - b)
    .flatMap((t) => {
      const state = states[t];
      if (state === undefined) return [];
      const until = Math.min(end, t + horizon);
      return {
        state,
        first: t === 0,
        action: actions[t] ?? null,
        rest: actions.slice(t, end).map(({ rule }) => rule),
        gain: Math.log((costs[t] ?? 1) / (costs[until] ?? 1)),
        left: 1 - (t % horizon) / horizon,
      };
    });
}
