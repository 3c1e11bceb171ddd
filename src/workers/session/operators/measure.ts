import {
  chromeTrace,
  type KernelCost,
  type KernelTime,
  kernelCosts,
  operatorRows,
  type Profile,
  withLabels,
} from '../../../bench';
import { CodedError } from '../../../core';
import type { Graph } from '../../../graph';
import type { Lab } from '../optimize/lab';
import type { KernelRow, OperatorTimes } from './protocol';

/** Each model is profiled so often, in turns, so that a slow spell of the machine meets both. */
const TURNS = 2;
/** Profiled runs in one turn fill this, within limits. Milliseconds. */
const FILL_MS = 250;
const MIN_RUNS = 2;
const MAX_RUNS = 20;

export interface OperatorsOptions {
  readonly signal: AbortSignal;
  /** Told before every profile: how many are done, and how many there are. */
  readonly onProgress: (done: number, total: number) => void;
}

/** Profiles the original and the graph of a step, in turns. @throws CodedError RUNTIME_* or STOPPED. */
export async function measureOperators(
  lab: Lab,
  base: Graph,
  graph: Graph,
  step: number,
  { signal, onProgress }: OperatorsOptions,
): Promise<Omit<OperatorTimes, 'fellBack'>> {
  const before: Profile[] = [];
  const after: Profile[] = [];
  const turns = Array.from({ length: TURNS }, () => [
    { of: base, into: before },
    { of: graph, into: after },
  ]).flat();
  for (const [done, { of, into }] of turns.entries()) {
    if (signal.aborted) throw new CodedError('STOPPED', 'timing the operators was stopped');
    onProgress(done, turns.length);
    into.push(await profile(lab, of));
  }
  const [a, b] = [merged(before), merged(after)];
  const info = await lab.runtime.info();
  const [costsA, costsB] = [kernelCosts(a), kernelCosts(b)];
  return {
    step,
    rows: operatorRows(costsA, costsB),
    before: costsA.map(rowOf),
    after: costsB.map(rowOf),
    runs: Math.min(a.runs.length, b.runs.length),
    device: info.adapter,
    dispatchOnly: info.ep === 'webgpu',
    trace: chromeTrace(
      [
        { name: 'Original', profile: a },
        { name: step === 0 ? 'Original again' : `After ${step} rewrites`, profile: b },
      ],
      info,
    ),
  };
}

async function profile({ runtime, source, feeds }: Lab, graph: Graph): Promise<Profile> {
  const session = await runtime.open(await source(withLabels(graph)), { level: 'all', profile: true });
  try {
    await runtime.place(session, feeds);
    const warm = await runtime.warmUp(session, { maxMs: 1500, minRuns: 3 });
    const fastest = Math.max(0.05, Math.min(...warm));
    const runs = Math.min(MAX_RUNS, Math.max(MIN_RUNS, Math.ceil(FILL_MS / fastest)));
    return await runtime.profile(session, runs);
  } catch (thrown) {
    // A profile ends its session; one that stays open would keep the worker from giving its memory back.
    await runtime.close(session).catch(() => undefined);
    throw thrown;
  }
}

const merged = (profiles: readonly Profile[]): Profile => ({
  runs: profiles.flatMap<readonly KernelTime[]>(({ runs }) => runs),
  runMs: profiles.flatMap<number>(({ runMs }) => runMs),
});

const rowOf = (cost: KernelCost): KernelRow => ({
  ...cost,
  id: /^n\d+/.exec(cost.node)?.[0] ?? null,
});
