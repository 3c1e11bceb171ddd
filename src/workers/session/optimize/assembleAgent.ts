import type { AgentParts } from '../../../agent/agentPlay';
import { type LoadedPolicy, loadPolicy } from '../../../agent/policy/policyFile';
import { CodedError } from '../../../core';
import { ruleListHash, rules } from '../../../transforms';
import { type DreamState, loadModel } from '../../../worldmodel';

const hashOf = (length: number): string => ruleListHash(rules, length);

/** How the networks of an agent give their memory back. */
const networks = new WeakMap<AgentParts, () => void>();

/** Gives the memory of an agent's networks back, where it was assembled here. */
export const disposeAgent = (agent: AgentParts): void => networks.get(agent)?.();

/**
 * A trained agent from its two files; a backend of the network library must have been started. The policy may have been
 * trained in another checkpoint of the world model (a fine-tuned one is), as long as what it sees has the same width.
 * @throws CodedError CHECKPOINT_REJECTED
 */
export function assembleAgent(world: Uint8Array, policy: Uint8Array): AgentParts<DreamState> {
  const { model } = loadModel(world, hashOf);
  let loaded: LoadedPolicy;
  try {
    loaded = loadPolicy(policy, hashOf);
  } catch (thrown) {
    model.dispose();
    throw thrown;
  }
  const { proposer, horizon } = loaded;
  const dispose = (): void => {
    model.dispose();
    loaded.policy.dispose();
    proposer?.dispose();
  };
  const { rules: known, latent } = loaded.policy.config;
  const reason =
    known > model.rules
      ? `the policy knows ${known} rules, its world model only ${model.rules}`
      : latent !== model.config.latent
        ? `the policy sees latents of ${latent} features, its world model's have ${model.config.latent}`
        : null;
  if (reason !== null) {
    dispose();
    throw new CodedError('CHECKPOINT_REJECTED', reason);
  }
  const agent = { imagination: model, policy: loaded.policy, proposer, horizon };
  networks.set(agent, dispose);
  return agent;
}
