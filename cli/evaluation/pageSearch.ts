import { Experience } from '../../src/agent/experience';
import { experienced } from '../../src/agent/loop/experienced';
import { structuralHash } from '../../src/graph';
import { worthAnother } from '../../src/workers/session/optimize/another';
import { learnFrom } from '../../src/workers/session/optimize/experienceOf';
import { fastestFirst } from '../../src/workers/session/optimize/fastestFirst';
import {
  type Candidate,
  type Found,
  findCandidates,
} from '../../src/workers/session/optimize/findCandidates';
import { freeingSeconds } from '../../src/workers/session/optimize/freeing';
import { type MeasuredCandidate, mostMeasured } from '../../src/workers/session/optimize/measureCandidates';
import { reorder } from '../../src/workers/session/optimize/reorder';
import { ledgerOf } from './ledger';
import { type Bench, measureGraphs } from './measuring';
import type { OfferedGraph, RunRecord } from './records';
import { dreamIn, offer, runIdOf, type SearchJob } from './searching';
import { target } from './traces';

/** Each search's part of the time that is left; the rest is for freeing what the clock moves to the front. */
const shares = [0.6, 0.85];
/** A search of fewer seconds is none. */
const leastSeconds = 0.5;
/** As many go to the clock at once as the page measures in the same rounds. */
const atOnce = 4;

/**
 * What “Optimize” does until it confirms: a search with openings, the clock on its most promising graphs, what that shows decides
 * which others come next, and a second search, on the prices that the clock corrected where it contradicts them. The page searches
 * twice only where it does, and for longer; here both together have about the time of one of another kind. What is measured counts
 * as everybody's. Null when the sitting ended before.
 */
export async function runAsThePage(job: Omit<SearchJob, 'base'>, bench: Bench): Promise<RunRecord | null> {
  const { prices, search, seed, seconds, limit } = job;
  const { base } = bench.lab;
  const experience = new Experience();
  const grounds = { base, prices, experience };
  const asked = new Map<string, OfferedGraph>();
  const seen = new Set([structuralHash(base)]);
  let measured: readonly MeasuredCandidate[] = [];
  let rest: readonly Candidate[] = [];
  let spent = 0;
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const begin = performance.now();
    const result = await work();
    spent += (performance.now() - begin) / 1000;
    return result;
  };
  const results: Found[] = [];
  for (const part of shares) {
    const left = (seconds - spent) * part;
    if (results.length > 0 && left < leastSeconds) break;
    const corrected = worthAnother(measured, experience, Number.POSITIVE_INFINITY);
    const opened = results[0]?.opened;
    const found = await timed(() =>
      findCandidates({
        base,
        target,
        search: corrected ? experienced(search, experience) : search,
        openings: true,
        ...(opened && { opened }),
        known: measured.map(({ candidate }) => candidate.steps),
        prices: { ...prices, unknown: () => 0, fill: async () => undefined, calibrate: () => undefined },
        experience,
        seconds: left,
        seed,
        signal: new AbortController().signal,
        banned: new Set(),
        onProgress: () => undefined,
      }),
    );
    results.push(found);
    rest = [...found.candidates, ...rest].filter(({ steps }) => steps.length > 0);
    for (let done = 0; done < mostMeasured && asked.size < limit; done += atOnce) {
      if (done > 0) rest = reorder(rest, measured, grounds);
      const group: Candidate[] = [];
      while (group.length < Math.min(atOnce, limit - asked.size)) {
        const [next, ...others] = rest;
        if (next === undefined) break;
        rest = others;
        const hash = structuralHash(next.graph);
        if (seen.has(hash)) continue;
        const fair = Math.max(0, (seconds - spent) / (2 * atOnce));
        const { candidate } = await timed(() => found.free(next, Math.min(freeingSeconds, fair)));
        const own = structuralHash(candidate.graph);
        const isNew = !seen.has(own);
        seen.add(hash).add(own);
        if (isNew) group.push(candidate);
      }
      const offered = group.map((candidate) => offeredOf(candidate, job));
      for (const one of offered) asked.set(one.hash, one);
      // Without a figure, as on a machine that is too busy, nothing is learned, and these are measured with the others'.
      if (!(await measureGraphs(bench, offered)) && bench.over()) return null;
      measured = fastestFirst([...measured, ...timesOf(bench, group)]);
    }
    learnFrom(experience, base, measured, prices);
  }
  const others = reorder(rest, measured, grounds).filter(({ graph }) => !seen.has(structuralHash(graph)));
  const offered = [...asked.values(), ...others.map((candidate) => offeredOf(candidate, job))];
  const ended = results.map(({ stopReason }) => stopReason).filter((reason) => reason !== 'error');
  return {
    ...runIdOf(job),
    seconds: spent,
    engineSteps: sum(results, (found) => found.engineSteps),
    imaginedSteps: sum(results, (found) => found.imaginedSteps),
    // A second search that failed takes nothing from the first.
    stopReason: ended.at(-1) ?? 'error',
    dream: dreamIn(results.find(({ dream }) => dream !== null) ?? {}),
    problems: [...new Set(results.flatMap(({ problems }) => problems))],
    offered: offered.slice(0, limit),
    clocked: asked.size,
  };
}

const sum = (results: readonly Found[], of: (found: Found) => number): number =>
  results.reduce((total, found) => total + of(found), 0);

function offeredOf({ graph, steps }: Candidate, { prices }: Pick<SearchJob, 'prices'>): OfferedGraph {
  const trace = steps.map(({ site }) => [site.rule, site.anchor, site.variant] as const);
  return offer(graph, trace, prices);
}

/** What the clock said of these; what it refused is left out. */
function timesOf({ records, model }: Bench, candidates: readonly Candidate[]): MeasuredCandidate[] {
  const { ratios } = ledgerOf(records.all, model);
  return candidates.flatMap((candidate) => {
    const found = ratios.get(structuralHash(candidate.graph));
    return found === undefined ? [] : [{ candidate, ratio: found.ratio, ci95: found.ci95 }];
  });
}
