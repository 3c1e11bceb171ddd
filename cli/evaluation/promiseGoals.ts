import { standardAgent } from '../../src/agent/agentPlay';
import type { ImaginedWay } from '../../src/agent/imagineWays';
import type { EvaluationRow, SeedRow } from './rows';
import { type Verdict, verdict } from './verdict';

const tolerance = 0.02;

/** Within 0.02, or a tenth of what was said where that is more. */
const isNear = (said: number, real: number): boolean =>
  Math.abs(real - said) <= Math.max(tolerance, 0.1 * Math.abs(said));

/** A log speed-up that was said beforehand, and what came of it. */
interface Check {
  readonly at: string;
  /** As it is listed: the figure, and what else belongs to it. */
  readonly words: string;
  readonly said: number;
  readonly real: number;
}

const isKept = ({ said, real }: Check): boolean => isNear(said, real);

/** So many of those that are off are listed. */
const mostListed = 4;

/** How many came true, what says nothing, and the first that did not come true. */
function heldAgainst(checks: readonly Check[], silent: readonly (readonly [number, string])[]): string {
  const off = checks.filter((check) => !isKept(check));
  const listed = off
    .slice(0, mostListed)
    .map(({ at, words, real }) => `${at}: ${words}, real ${real.toFixed(3)}`);
  if (off.length > mostListed) listed.push(`and ${off.length - mostListed} more`);
  return [
    `${checks.length - off.length} of ${checks.length}`,
    ...silent.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : [])),
    ...(listed.length > 0 ? [`off: ${listed.join('; ')}`] : []),
  ].join('; ');
}

const seedsOf = (own: readonly EvaluationRow[]): (SeedRow & { readonly at: string })[] =>
  own.flatMap(({ model, perSeed }) => perSeed.map((seed) => ({ ...seed, at: `${model} ${seed.seed}` })));

/**
 * A run that promised nothing neither kept nor broke a promise. Where hardly anything was promised, and hardly anything came of
 * it, that is told and decides nothing: whoever says “nothing” each time would be right as well.
 */
export function promises(own: readonly EvaluationRow[]): Verdict {
  const goal = 'what the agent promised before it played, by the price within 0.02 or 10 % of the promise';
  const runs = seedsOf(own);
  const all = runs.flatMap(({ dream, at }): Check[] =>
    dream === null
      ? []
      : [{ at, words: `promised ${dream.dreamed.toFixed(3)}`, said: dream.dreamed, real: dream.real }],
  );
  const checks = all.filter(({ said, real }) => Math.max(Math.abs(said), Math.abs(real)) > tolerance);
  const still = checks.filter(({ real }) => isNear(0, real)).length;
  const reached = checks.length === 0 ? null : checks.every(isKept);
  const detail = [
    heldAgainst(checks, [[runs.length - all.length, 'runs promised nothing']]),
    `saying “nothing changes” keeps ${still} of ${checks.length}`,
    `of all promises, however small, ${all.filter(isKept).length} of ${all.length}`,
  ];
  return { ...verdict(goal, reached, ''), detail: all.length === 0 ? '' : detail.join('; ') };
}

/** Two ways to imagine the trace of the fastest graph, each held against the price and against the clock. */
export function imaginings(own: readonly EvaluationRow[]): Verdict[] {
  const found = seedsOf(own).filter(({ steps }) => steps > 0);
  const judged = (what: string, wayOf: (seed: SeedRow) => ImaginedWay | null | undefined): Verdict[] => {
    const told = found.flatMap((seed) => {
      const way = wayOf(seed);
      if (!way) return [];
      const words = `expected ${way.expected.toFixed(3)} (dreamed ${way.dreamed.toFixed(3)})`;
      return [{ at: seed.at, words, said: way.expected, price: way.real, speedup: seed.speedup }];
    });
    const byPrice = told.map(({ price, ...check }): Check => ({ ...check, real: price }));
    const byClock = told.flatMap(({ speedup, ...check }): Check[] =>
      speedup === null ? [] : [{ ...check, real: Math.log(speedup.ratio) }],
    );
    return [['price', byPrice] as const, ['clock', byClock] as const].map(([by, checks]) =>
      verdict(
        `${what}, by the ${by} within 0.02 or 10 %`,
        checks.length === 0 ? null : checks.every(isKept),
        heldAgainst(checks, [
          [found.length - told.length, 'were not imagined'],
          [told.length - checks.length, 'were not timed'],
        ]),
      ),
    );
  };
  return [
    ...judged(
      `the way to the fastest graph as the agent imagines it while it goes, ${standardAgent.commit} steps at a time`,
      ({ followed }) => followed,
    ),
    ...judged('the whole way to the fastest graph as the agent imagines it', ({ imagined }) => imagined),
  ];
}
