import { parseArgs } from 'node:util';
import { searchNames } from '../../src/agent/registry';
import { UsageError } from '../support/usage';
import { clockedPpo, mostMeasurements } from './agents';
import { evaluatedModels } from './models';
import { defaultSettings, type EvaluationSettings } from './wantedRuns';

const suites = ['paper', 'wild', 'unseen', 'peers', 'efficiency', 'click', 'worldmodel', 'report'] as const;
export type Suite = (typeof suites)[number];

export interface EvalOptions {
  readonly suites: readonly Suite[];
  readonly settings: EvaluationSettings;
  /** Models to do, in this order; null: those of the suite, in its own. */
  readonly models: readonly string[] | null;
  /** Length of the sitting; null: until everything is done. */
  readonly minutes: number | null;
  /** Peers: only have their tools make their files. */
  readonly prepare: boolean;
  readonly docs: boolean;
  readonly json: string | null;
  /** Folder of what was measured. */
  readonly cache: string;
  /** Suite `worldmodel`. */
  readonly episodes: string;
  readonly model: string;
}

export const evalUsage = `usage: npm run --silent eval -- --suite NAME[,NAME…] [options]

suites
  paper        searches on the models of RLFlow's paper
  wild         searches on the rest of the zoo, models by other people, DenseNet-121 and a planted valley
  unseen       the agent on families that its training never saw
  peers        onnxsim, onnxslim, onnxoptimizer and onnxruntime's optimizers against ours (scripts/peers/setup.mjs)
  efficiency   best speed-up against the number of real measurements (also of clocked-ppo, which learns from them alone)
  click        from Optimize to the measured result, in the browser
  worldmodel   how far the world model can be trusted (--episodes DIR, --model FILE)
  report       measures nothing: tables and goals from what was recorded

options
  --models a,b        these models, in this order (efficiency: planted_valley,bert_mini,vit_tiny,densenet121)
  --agents a,b        searches: ${defaultSettings.agents.join(', ')};
                      also ${searchNames.filter((name) => !defaultSettings.agents.includes(name)).join(', ')}
  --seeds 1,2,3       seeds of what is random
  --seconds N         time of each search (default ${defaultSettings.seconds})
  --measurements N    most real measurements of a search (default ${defaultSettings.measurements})
  --patience N        a search is done after N graphs in a row that were no faster (default ${defaultSettings.patience}; efficiency: none)
  --threads N         threads of the WASM provider (default 1)
  --minutes N         length of this sitting; the next one goes on where it stopped
  --prepare           peers: only make their files, which needs no quiet machine
  --docs              write docs/evaluation.md and the files that it is made from; without --suite, suite report
  --json FILE         write the suites' reports
  --cache DIR         where measurements are kept (default .cache/evaluation)

Everything measured is kept, in one file for each machine and set of versions: a sitting can end at any time.`;

/** @throws UsageError, or parseArgs' own error, when the arguments are wrong. */
export function parseEvalOptions(args: readonly string[]): EvalOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      suite: { type: 'string' },
      models: { type: 'string' },
      agents: { type: 'string' },
      seeds: { type: 'string' },
      seconds: { type: 'string' },
      measurements: { type: 'string' },
      patience: { type: 'string' },
      threads: { type: 'string' },
      minutes: { type: 'string' },
      prepare: { type: 'boolean', default: false },
      docs: { type: 'boolean', default: false },
      json: { type: 'string' },
      cache: { type: 'string', default: '.cache/evaluation' },
      episodes: { type: 'string', default: '.cache/episodes' },
      model: { type: 'string', default: 'public/models/dreamgraph.dgck' },
    },
  });
  // Documents are made from what was recorded, which is the suite that measures nothing.
  const named = list(values.suite);
  const chosen = (named.length === 0 && values.docs ? ['report'] : named).map((name): Suite => {
    const suite = suites.find((known) => known === name);
    if (suite === undefined)
      throw new UsageError(`There is no suite "${name}"; there are: ${suites.join(', ')}.`);
    return suite;
  });
  if (chosen.length === 0) throw new UsageError(`Name a suite: ${suites.join(', ')}.`);
  const models = values.models === undefined ? null : list(values.models);
  for (const model of models ?? [])
    if (!evaluatedModels.some(({ name }) => name === model))
      throw new UsageError(`There is no model "${model}".`);
  const agents = values.agents === undefined ? defaultSettings.agents : list(values.agents);
  for (const agent of agents)
    if (![...searchNames, clockedPpo].includes(agent)) throw new UsageError(`There is no search "${agent}".`);
  if (agents.includes(clockedPpo) && chosen.some((suite) => suite !== 'efficiency' && suite !== 'report'))
    throw new UsageError(`${clockedPpo} is of suite efficiency alone.`);
  const of = (name: keyof typeof values & string, otherwise: number): number => {
    const text = values[name];
    return typeof text === 'string' ? positive(`--${name}`, text) : otherwise;
  };
  const measurements = of('measurements', defaultSettings.measurements);
  if (measurements > mostMeasurements) throw new UsageError(`--measurements is at most ${mostMeasurements}.`);
  return {
    suites: chosen,
    settings: {
      agents,
      seeds:
        values.seeds === undefined
          ? defaultSettings.seeds
          : list(values.seeds).map((s) => positive('--seeds', s)),
      seconds: of('seconds', defaultSettings.seconds),
      threads: of('threads', defaultSettings.threads),
      measurements,
      patience: of('patience', defaultSettings.patience),
    },
    models,
    minutes: values.minutes === undefined ? null : positive('--minutes', values.minutes),
    prepare: values.prepare,
    docs: values.docs,
    json: values.json ?? null,
    cache: values.cache,
    episodes: values.episodes,
    model: values.model,
  };
}

const list = (text: string | undefined): string[] => (text ?? '').split(',').filter((part) => part !== '');

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new UsageError(`${option} needs a positive number, not "${text}".`);
  return value;
}
