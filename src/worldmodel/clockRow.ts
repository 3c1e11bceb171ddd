import { type ClockRow, workOf } from './clockResidual';
import type { Forecast } from './forecast';
import { placesAlong, reachOf } from './places';
import { siteContexts } from './siteContexts';

/** Half the width of the 95 % intervals that the clock gives, in standard deviations of a normal distribution. */
const halfWidth = 1.96;

/**
 * Forecasts against the clock, where both ends were measured. `forecasts` are those of whole dreams: every step from the
 * first to the last that is wanted, so that it is known what each step changed.
 */
export function clockRows(
  forecasts: readonly Forecast[],
): { readonly forecast: Forecast; readonly row: ClockRow }[] {
  const dreams = new Map<string, Forecast[]>();
  const numbers = new Map(forecasts.map(({ episode }) => [episode, 0]));
  for (const [i, episode] of [...numbers.keys()].entries()) numbers.set(episode, i);
  for (const one of forecasts) {
    const key = `${numbers.get(one.episode)} ${one.from}`;
    const own = dreams.get(key);
    if (own === undefined) dreams.set(key, [one]);
    else own.push(one);
  }
  return [...dreams.values()].flatMap(rowsOfDream);
}

function rowsOfDream(forecasts: readonly Forecast[]): { forecast: Forecast; row: ClockRow }[] {
  const sorted = [...forecasts].sort((a, b) => a.horizon - b.horizon);
  const [first] = sorted;
  if (first === undefined) return [];
  const { episode, from } = first;
  const start = episode.states[from];
  const [then, thenLow, thenHigh] = clockAt(first, from);
  if (start === undefined || then <= 0 || thenLow <= 0) return [];
  const places = placesAlong(episode, from, sorted.length);
  const contexts = siteContexts(
    start,
    0,
    places.flatMap(({ row }) => (row < 0 ? [] : [row])),
  );
  const steps = places.map(({ rule, site, row }, k) => ({
    rule,
    change: (sorted[k]?.imagined ?? 0) - (sorted[k - 1]?.imagined ?? 0),
    // A site that the first graph did not have is somewhere else than where it is looked for.
    reach: site < 0 ? 0 : reachOf(contexts, row),
  }));
  return sorted.flatMap((one, k) => {
    const [now, low, high] = clockAt(one, from + one.horizon);
    if (now <= 0 || low <= 0 || one.horizon !== k + 1) return [];
    const error =
      Math.hypot(Math.log(high / low), from === 0 ? 0 : Math.log(thenHigh / thenLow)) / (2 * halfWidth);
    const { imagined, deviation } = one;
    const row = {
      imagined,
      real: Math.log(now / then),
      deviation,
      error,
      work: workOf(steps.slice(0, k + 1)),
    };
    return [{ forecast: one, row }];
  });
}

const clockAt = ({ episode: { clock } }: Forecast, i: number): readonly [number, number, number] => [
  clock?.[3 * i] ?? 0,
  clock?.[3 * i + 1] ?? 0,
  clock?.[3 * i + 2] ?? 0,
];
