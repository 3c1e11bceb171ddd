import type { Episode } from '../env/episode';
import { type Forecast, forecast } from './forecast';
import { placesAlong, reachOf } from './places';
import { exampleWeight, type ShareTable } from './shareTable';
import { siteContexts } from './siteContexts';
import type { WorldModel } from './worldModel';

/** What is counted of rules' runtimes, beside what is learned, and how much of each is believed. */
export interface Counted {
  readonly table: ShareTable;
  /**
   * How much of an imagined change is the table's word, the rest the network's, 0 to 1: for each rule where its site is
   * certain and where it is not, `[rules, 2]`.
   */
  readonly trust: Float32Array;
}

/** A model that listens to a table. */
export interface Counting extends WorldModel {
  counted: Counted | null;
}

/** Steps of dreams from which trust is learned, and how far apart those begin. */
const horizon = 8;
const every = 4;
/** As many average steps as a rule must show before its own trust counts as much as that of all rules. */
const doubt = 8;

interface Opinions {
  readonly slot: number;
  readonly learned: number;
  readonly counted: number;
  readonly real: number;
  readonly weight: number;
}

/** Where trust in a rule is kept. */
export const trustSlot = (rule: number, certain: boolean): number => 2 * rule + (certain ? 0 : 1);

/**
 * How much of each rule's change should be the table's word, by least squares on episodes that neither the table nor the
 * network learned from: best those of graphs that neither ever saw, since it is there that a network must be doubted.
 * Leaves the model as it was.
 */
export async function weighOpinions(
  model: Counting,
  table: ShareTable,
  episodes: readonly Episode[],
): Promise<Float32Array> {
  const before = model.counted;
  const told = async (trust: number): Promise<Forecast[]> => {
    model.counted = { table, trust: new Float32Array(2 * table.rules).fill(trust) };
    const horizons = Array.from({ length: horizon }, (_, k) => k + 1);
    return forecast(model, episodes, horizons, { every });
  };
  let learned: readonly Steps[] = [];
  let counted: readonly Steps[] = [];
  try {
    learned = stepsOf(await told(0));
    counted = stepsOf(await told(1));
  } finally {
    model.counted = before;
  }
  const opinions: Opinions[] = [];
  learned.forEach(({ first, changes }, i) => {
    const { episode, from } = first;
    const start = episode.states[from];
    if (start === undefined) return;
    const places = placesAlong(episode, from, changes.length);
    const contexts = siteContexts(
      start,
      0,
      places.flatMap(({ row }) => (row < 0 ? [] : [row])),
    );
    changes.forEach(({ imagined, real }, k) => {
      const place = places[k];
      if (place === undefined || place.row < 0) return;
      opinions.push({
        slot: trustSlot(place.rule, place.certain),
        learned: imagined,
        counted: counted[i]?.changes[k]?.imagined ?? imagined,
        real,
        weight: exampleWeight(reachOf(contexts, place.row)),
      });
    });
  });
  return trustOf(opinions, table);
}

function trustOf(
  opinions: readonly Opinions[],
  { rules, keys, byDistance, byKey }: ShareTable,
): Float32Array {
  const above = new Float64Array(2 * rules);
  const below = new Float64Array(2 * rules);
  const steps = new Float64Array(2 * rules);
  for (const { slot, learned, counted, real, weight } of opinions) {
    const apart = counted - learned;
    above[slot] = (above[slot] ?? 0) + weight * (real - learned) * apart;
    below[slot] = (below[slot] ?? 0) + weight * apart * apart;
    steps[slot] = (steps[slot] ?? 0) + 1;
  }
  const own = steps.map((_, slot) => {
    const sum = below[slot] ?? 0;
    return sum > 0 ? Math.max(0, Math.min(1, (above[slot] ?? 0) / sum)) : 0;
  });
  const all = steps.reduce((sum, n) => sum + n, 0);
  const usual = own.reduce((sum, trust, slot) => sum + trust * (steps[slot] ?? 0), 0) / Math.max(1, all);
  const width = byDistance.length / Math.max(1, rules);
  return Float32Array.from(own, (trust, slot) => {
    const rule = Math.floor(slot / 2);
    // A rule that nobody counted has nothing to say.
    const known =
      byDistance.subarray(rule * width, (rule + 1) * width).some((x) => x !== 0) ||
      byKey.subarray(rule * keys, (rule + 1) * keys).some((x) => x !== 0);
    const n = steps[slot] ?? 0;
    return known ? (trust * n + usual * doubt) / (n + doubt) : 0;
  });
}

interface Steps {
  readonly first: Forecast;
  /** Change of the log runtime in each step. */
  readonly changes: readonly { readonly imagined: number; readonly real: number }[];
}

/** Forecasts of one dream after the other as changes from step to step. */
function stepsOf(forecasts: readonly Forecast[]): Steps[] {
  const dreams = new Map<Episode, Map<number, Forecast[]>>();
  for (const one of forecasts) {
    const own = dreams.get(one.episode) ?? new Map<number, Forecast[]>();
    dreams.set(one.episode, own);
    own.set(one.from, [...(own.get(one.from) ?? []), one]);
  }
  return [...dreams.values()].flatMap((own) =>
    [...own.values()].flatMap((list): Steps[] => {
      const sorted = [...list].sort((a, b) => a.horizon - b.horizon);
      const [first] = sorted;
      if (first === undefined) return [];
      const changes = sorted.map(({ imagined, real }, k) => ({
        imagined: imagined - (sorted[k - 1]?.imagined ?? 0),
        real: real - (sorted[k - 1]?.real ?? 0),
      }));
      return [{ first, changes }];
    }),
  );
}
