import { createCostTable, createEstimator, importCostTable } from '../../bench';
import type { ObservedEnvironment } from '../../env/observation';
import { operatorNames } from '../../env/operatorVocabulary';
import { createRewriteEnv } from '../../env/rewriteEnv';
import { decodeModel, inferGraph, structuralHash } from '../../graph';
import { ruleListHash, rules } from '../../transforms';
import type { TrainingSetup } from './protocol';

/** What there is to play with: an environment for as many of the rules as a world model knows. */
export interface Playground<S> {
  /** Names the graph that is played on, with what it is to run: what the clock says holds for these alone. */
  readonly base: string;
  /** Rules and operators that this program knows. */
  readonly vocabulary: { readonly rules: number; readonly operators: number };
  /** Hash of the first `length` rules. */
  ruleHash(length: number): string;
  /** The environment with the first `length` rules. */
  environment(length: number): ObservedEnvironment<S>;
}

/** Of a large graph's walk, steps beyond this many times its nodes are refused. */
const growthLimit = 1.5;

/**
 * The opened model as a playground. Runtimes are estimates: from the operators' measured times where there are some, else
 * from the formula over work and traffic.
 */
export function openPlayground({ model, provider }: Pick<TrainingSetup, 'model' | 'provider'>) {
  const graph = inferGraph(decodeModel(model.bytes));
  const table =
    model.costs === null
      ? createCostTable({ ep: provider, threads: 1, adapter: 'none', runtime: 'analytic' })
      : importCostTable(model.costs);
  const estimator = createEstimator(table);
  const target = { provider, standardOpsOnly: false };
  const playground: Playground<ReturnType<ReturnType<typeof createRewriteEnv>['reset']>> = {
    base: `${structuralHash(graph)} ${provider}`,
    vocabulary: { rules: rules.length, operators: operatorNames.length },
    ruleHash: (length) => ruleListHash(rules, length),
    environment: (length) =>
      createRewriteEnv({
        graph,
        rules: rules.slice(0, length),
        target,
        estimate: (g) => Math.max(estimator.ms(g), 1e-6),
        growthLimit,
        shares: (g) => estimator.shares(g),
      }),
  };
  return playground;
}
