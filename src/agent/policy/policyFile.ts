import { CodedError } from '../../core';
import { Adam, type NamedArray, readCheckpoint, writeCheckpoint } from '../../nn';
import { Policy, type PolicyConfig } from './policy';
import { Proposer, type ProposerConfig } from './proposer';

const kind = 'agent/policy';
const optimizerPrefix = 'optimizer:';
const proposerPrefix = 'set/';

/** The list of rules that a policy knows, by length and hash. */
export interface PolicyRules {
  readonly length: number;
  readonly hash: string;
}

export interface PolicyAbout {
  readonly rules: PolicyRules;
  /** Hash of the world model's file that it was trained in; null for a policy without one. */
  readonly worldModel: string | null;
  /** Steps of the dreams that it was trained in. */
  readonly horizon: number;
  /** How it was trained, as JSON. */
  readonly provenance: Readonly<Record<string, unknown>>;
}

/** Everything that training goes on from, beside the policy's parameters. */
export interface TrainingState {
  readonly iterations: number;
  readonly optimizer: readonly NamedArray[];
}

export interface SavePolicy extends PolicyAbout {
  /** Given: it is kept beside the policy. */
  readonly proposer?: Proposer | null;
  /** Given: training can go on from the file. */
  readonly training?: TrainingState;
  /** Half the size; for files that travel. */
  readonly half?: boolean;
}

export async function savePolicy(policy: Policy, options: SavePolicy): Promise<Uint8Array> {
  const { rules, worldModel, horizon, provenance, proposer = null, training, half = false } = options;
  const optimizer = (training?.optimizer ?? []).map((array) => ({
    ...array,
    name: optimizerPrefix + array.name,
  }));
  const about = {
    config: policy.config,
    proposer: proposer?.config ?? null,
    rules,
    worldModel,
    horizon,
    provenance,
    iterations: training?.iterations ?? null,
  };
  const proposing = (await proposer?.parameters.read()) ?? [];
  const arrays = [...(await policy.parameters.read()), ...proposing, ...optimizer];
  return writeCheckpoint({ kind, about, arrays }, half);
}

export interface LoadedPolicy extends PolicyAbout {
  readonly policy: Policy;
  /** Null where the file has none. To be disposed of like the policy. */
  readonly proposer: Proposer | null;
  /** Null when the file was saved without it. */
  readonly training: TrainingState | null;
}

/**
 * Reads a policy. `ruleHash` gives the hash of the first rules that this program knows: a longer list is fine (its new
 * rules are masked), another list is not.
 *
 * @throws CodedError CHECKPOINT_REJECTED
 */
export function loadPolicy(bytes: Uint8Array, ruleHash: (length: number) => string): LoadedPolicy {
  const { about, arrays } = readCheckpoint(bytes, kind);
  const { config, rules, worldModel, horizon, provenance, iterations } = about;
  const described =
    isConfig(config) &&
    isRules(rules) &&
    isSize(horizon) &&
    isRecord(provenance) &&
    isName(worldModel) &&
    ((about.proposer ?? null) === null || isProposerConfig(about.proposer));
  if (!described) throw reject('the description of the policy is not complete');
  if (ruleHash(rules.length) !== rules.hash)
    throw reject(`the policy was trained with another list of ${rules.length} rules than this version's`);
  if (config.rules !== rules.length)
    throw reject(`the file speaks of ${rules.length} rules, its policy knows ${config.rules}`);
  const isProposing = ({ name }: NamedArray): boolean => name.startsWith(proposerPrefix);
  const own = arrays.filter((array) => !array.name.startsWith(optimizerPrefix) && !isProposing(array));
  const policy = filled(new Policy(config, 0), own);
  let proposer: Proposer | null = null;
  try {
    if (isProposerConfig(about.proposer))
      proposer = filled(new Proposer(about.proposer, 0), arrays.filter(isProposing));
  } catch (thrown) {
    policy.dispose();
    throw thrown;
  }
  const optimizer = arrays
    .filter(({ name }) => name.startsWith(optimizerPrefix))
    .map((array) => ({ ...array, name: array.name.slice(optimizerPrefix.length) }));
  if (!Adam.fits(optimizer, policy.parameters)) {
    policy.dispose();
    proposer?.dispose();
    throw reject('the state of the training in the file is not that of this policy');
  }
  const training = typeof iterations === 'number' ? { iterations, optimizer } : null;
  return { policy, proposer, rules, worldModel, horizon, provenance, training };
}

/** A network with the stored values. @throws CodedError CHECKPOINT_REJECTED where they are not its own. */
function filled<N extends Policy | Proposer>(network: N, arrays: readonly NamedArray[]): N {
  const wanted = new Map(network.parameters.shapes());
  const fits = ({ name, shape }: NamedArray): boolean => wanted.get(name)?.join() === shape.join();
  if (arrays.length !== wanted.size || !arrays.every(fits)) {
    network.dispose();
    throw reject('the parameters in the file are not those of this policy');
  }
  network.parameters.write(arrays);
  return network;
}

const reject = (message: string): CodedError => new CodedError('CHECKPOINT_REJECTED', message);
const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null;
const isName = (x: unknown): x is string | null => x === null || typeof x === 'string';
const isSize = (x: unknown): x is number => Number.isSafeInteger(x) && Number(x) > 0 && Number(x) < 65_536;
const isRules = (x: unknown): x is PolicyRules =>
  isRecord(x) && isSize(x.length) && typeof x.hash === 'string';
const sizes: readonly (keyof PolicyConfig)[] = ['rules', 'latent', 'hidden', 'slots', 'ruleWidth'];
const isConfig = (x: unknown): x is PolicyConfig => isRecord(x) && sizes.every((key) => isSize(x[key]));
const proposerSizes: readonly (keyof ProposerConfig)[] = ['rules', 'latent', 'hidden'];
const isProposerConfig = (x: unknown): x is ProposerConfig =>
  isRecord(x) && proposerSizes.every((key) => isSize(x[key]));
