/**
 * Measures graphs along recorded episodes: the true runtimes that the world model is held against and learns the residual
 * from. For each model the operators are timed first (the sum of operator costs), then short episodes are played, and
 * the graphs after 1, 2, 5, 10 and 20 steps go to the clock, several in the same interleaved rounds with the original (its ratio
 * to itself is the noise). Needs a quiet machine. Stops after SECONDS; run again, it goes on with what is missing.
 * Usage: npx tsx scripts/measure-episodes.ts OUT_DIR [--seconds 600] [--episodes 12] [--steps 20] [--seed 1]
 *        [--each 1.5] [--operators 20] [--retime] MODEL…
 * --each       seconds for each graph; --operators seconds for timing each model's operators.
 * --retime     measures no graph: times operators anew for the episodes that are there.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import packageFile from '../package.json' with { type: 'json' };
import { modelBytes, specialised } from '../perf/models';
import {
  compareMany,
  createCostTable,
  createEstimator,
  createEvaluator,
  createLocalRuntime,
  type Estimator,
  makeInputs,
  materialise,
  scopeOf,
} from '../src/bench';
import { loadNodeEngine } from '../src/bench/nodeEngine';
import { CodedError, createRandom, must } from '../src/core';
import { exportDataset, importDataset } from '../src/env/datasetFile';
import type { Episode } from '../src/env/episode';
import { type Policy, randomPolicy, recordEpisode } from '../src/env/playRandomly';
import type { RewriteState } from '../src/env/rewriteEnv';
import { createWeightStore, type Graph, structuralHash } from '../src/graph';
import { ruleListHash, rules } from '../src/transforms';
import { environmentOf, statesAlong, target } from './recording/play';
import { nearlyGreedy, ruleByRule } from './recording/policies';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '600' },
    episodes: { type: 'string', default: '12' },
    steps: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    each: { type: 'string', default: '1.5' },
    operators: { type: 'string', default: '20' },
    retime: { type: 'boolean', default: false },
  },
});
const [out = '.cache/measured', ...names] = positionals;
const seed = Number(values.seed);
const end = performance.now() + 1000 * Number(values.seconds);
const measuredSteps = [1, 2, 5, 10, 20];
const left = (): number => (end - performance.now()) / 1000;

const runtime = createLocalRuntime(await loadNodeEngine({ threads: 1 }));
await mkdir(out, { recursive: true });
/** One model: its episodes so far, and what is needed for the next. */
class Job {
  graphs = 0;
  private episodes: Episode[] = [];
  private seconds = 0;
  private ready: Awaited<ReturnType<typeof prepare>> | null = null;
  /** What the clock said, by structural hash: runtime over the original's with its interval. */
  private readonly known = new Map<string, readonly [number, number, number]>();

  constructor(private readonly name: string) {}

  private get path(): string {
    return `${out}/${this.name}.dgds`;
  }

  /** Plays and measures episode k, unless the file has it. */
  async advance(k: number): Promise<void> {
    if (k === 0) await this.resume();
    if (this.episodes.length > k) return;
    this.ready ??= await prepare(this.name);
    const { ready } = this;
    const states: Graph[] = [];
    const { env, estimator, graph } = ready;
    const random = createRandom(seed).fork(`${this.name} measured ${k}`);
    const policies: readonly Policy<RewriteState>[] = [
      randomPolicy(0),
      nearlyGreedy(8, 0.2),
      ruleByRule(env, random),
      nearlyGreedy(16, 0.05),
    ];
    const seen = {
      ...env,
      observe: (state: RewriteState) => {
        states.push(state.graph);
        return env.observe(state);
      },
    };
    const policy = must(policies[k % policies.length], 'policy');
    const episode = recordEpisode(seen, { model: this.name, policy, maxSteps: Number(values.steps), random });
    const clock = new Float64Array(3 * states.length);
    clock.set([1, 1, 1], 0);
    const wanted = measuredSteps.flatMap((step) => {
      const at = states[step];
      return at === undefined ? [] : [{ step, at, hash: structuralHash(at) }];
    });
    const unknown = wanted.filter(
      ({ hash }, i) => !this.known.has(hash) && wanted.findIndex((w) => w.hash === hash) === i,
    );
    // New operators that the rewrites made are timed too, or the sum of costs would be a guess.
    await timeOperators(
      ready,
      wanted.map(({ at }) => at),
    );
    const costs = Float64Array.from(states, (state) => estimator.ms(state));
    if (unknown.length > 0) {
      const start = performance.now();
      try {
        await this.measure(ready, unknown, clock);
      } catch (thrown) {
        if (!(thrown instanceof CodedError)) throw thrown;
        console.log(`${this.name}, episode ${k}: ${thrown.message}`);
      }
      this.seconds += (performance.now() - start) / 1000;
      this.graphs += unknown.length;
    }
    for (const { step, hash } of wanted) clock.set(this.known.get(hash) ?? [0, 0, 0], 3 * step);
    // Seen once more: each node's share of the runtime is from the times that are known now.
    const seenAnew = statesAlong(env, env.reset(), episode.actions).map(env.observe);
    this.episodes.push({ ...episode, states: seenAnew, costs, clock });
    await this.write(ready);
    const shown = wanted.map(({ step, hash }) => {
      const ratio = this.known.get(hash)?.[0];
      const summed = (estimator.ms(states[step] as Graph) / estimator.ms(graph)).toFixed(3);
      return `${step}: ${ratio === undefined ? '–' : ratio.toFixed(3)} (sum of costs ${summed})`;
    });
    console.log(`${this.name}, episode ${k}: ${shown.join(', ')}; ${left().toFixed(0)} s left`);
  }

  /** Plays the episodes again on operator times taken anew: what the clock said of their graphs stays. */
  async retime(): Promise<void> {
    await this.resume();
    if (this.episodes.length === 0) return;
    const ready = await prepare(this.name);
    const { env } = ready;
    const played = this.episodes.map(({ actions }) => statesAlong(env, env.reset(), actions));
    // All of them first: what is timed for a later episode changes the guesses of an earlier one.
    for (const way of played)
      await timeOperators(
        ready,
        way.map(({ graph }) => graph),
      );
    for (const [k, way] of played.entries()) {
      const costs = Float64Array.from(way, ({ graph }) => ready.estimator.ms(graph));
      this.episodes[k] = { ...must(this.episodes[k], 'episode'), states: way.map(env.observe), costs };
    }
    await this.write(ready);
    console.log(`${this.name}: ${played.length} episodes priced anew`);
  }

  private async measure(
    { original, feeds, source }: Awaited<ReturnType<typeof prepare>>,
    graphs: readonly { readonly at: Graph; readonly hash: string }[],
    clock: Float64Array,
  ): Promise<void> {
    const candidates = [];
    for (const { at } of graphs) candidates.push(await source(at));
    const seconds = Number(values.each) * (graphs.length + 2);
    const found = await compareMany(runtime, original, candidates, feeds, { seconds, seed, precision: 0.01 });
    clock.set([1, Math.max(1e-3, 1 - found.noise), 1 + found.noise], 0);
    graphs.forEach(({ hash }, i) => {
      const { ratio, ci95 } = must(found.candidates[i], 'candidate');
      if (Number.isFinite(ratio) && ratio > 0) this.known.set(hash, [1 / ratio, 1 / ci95[1], 1 / ci95[0]]);
    });
  }

  private async resume(): Promise<void> {
    if (!existsSync(this.path)) return;
    const { episodes, provenance } = importDataset(await readFile(this.path), (length) =>
      ruleListHash(rules, length),
    );
    if (provenance.seed !== seed || provenance.rules.length !== rules.length) return;
    this.episodes = [...episodes];
    for (const { clock } of episodes)
      for (let i = 1; 3 * i < (clock?.length ?? 0); i++) if ((clock?.[3 * i] ?? 0) > 0) this.graphs++;
    this.seconds = this.graphs * (provenance.secondsPerGraph ?? 0);
  }

  private async write({ sha256, info }: Awaited<ReturnType<typeof prepare>>): Promise<void> {
    const data = exportDataset({
      provenance: {
        models: [{ name: this.name, sha256, family: 'measured' }],
        provider: target.provider,
        runtime: 'costs: sum of measured operators; clock: interleaved ratios, level all, one thread',
        versions: { dreamgraph: packageFile.version, ...info.versions },
        seed,
        rules: { length: rules.length, hash: ruleListHash() },
        ...(this.graphs > 0 ? { secondsPerGraph: this.seconds / this.graphs } : {}),
      },
      episodes: this.episodes,
    });
    await writeFile(`${this.path}.part`, data);
    await rename(`${this.path}.part`, this.path);
  }
}

/** Times what the estimator does not know yet of these graphs. */
async function timeOperators(
  { estimator }: Awaited<ReturnType<typeof prepare>>,
  graphs: readonly Graph[],
): Promise<void> {
  const budgetMs = Math.min(1000 * Number(values.operators), Math.max(0, 1000 * left()));
  await estimator.fill(graphs, { runtime, budgetMs, seed });
}

/** The model with seeded weights where it has none, its operators timed. */
async function prepare(name: string) {
  const bytes = modelBytes(name);
  if (bytes === null) throw new Error(`there is no model ${name}`);
  const graph = specialised(bytes);
  const info = await runtime.info();
  const estimator: Estimator = createEstimator(createCostTable(scopeOf(info)));
  const timed = await estimator.fill([graph], {
    runtime,
    budgetMs: Math.min(1000 * Number(values.operators), Math.max(0, left() * 200)),
    seed,
  });
  console.log(`${name}: ${timed} groups of operators timed`);
  const weights = createWeightStore({ files: new Map(), randomSeed: 1, graph });
  const evaluator = createEvaluator({ runtime, weights, opsets: graph.header.opsets });
  return {
    graph,
    estimator,
    env: environmentOf(graph, estimator),
    original: await materialise(graph, weights, evaluator),
    source: (at: Graph) => materialise(at, weights, evaluator),
    feeds: makeInputs(graph, { kind: 'normal', seed: 1 }),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    info,
  };
}

const jobs: readonly Job[] = names.map((name) => new Job(name));
if (values.retime) {
  for (const job of jobs) await job.retime();
} else {
  // Round about, so that a short run has some of every model.
  for (let k = 0; k < Number(values.episodes) && left() > 0; k++)
    for (const job of jobs) if (left() > 0) await job.advance(k);
}
console.log(`${jobs.reduce((sum, { graphs }) => sum + graphs, 0)} graphs measured in all`);
