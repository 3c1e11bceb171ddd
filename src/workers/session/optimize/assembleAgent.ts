import type { AgentParts } from '../../../agent/agentPlay';
import { loadPolicy } from '../../../agent/policy/policyFile';
import { CodedError } from '../../../core';
import { ruleListHash, rules } from '../../../transforms';
import { type DreamState, loadModel } from '../../../worldmodel';

const hashOf = (length: number): string => ruleListHash(rules, length);

/**
 * A trained agent from its two files; a backend of the network library must have been started. The policy may have been
 * trained in another checkpoint of the world model (a fine-tuned one is), as long as what it sees has the same width.
 * @throws CodedError CHECKPOINT_REJECTED
 */
export function assembleAgent(world: Uint8Array, policy: Uint8Array): AgentParts<DreamState> {
  const { model } = loadModel(world, hashOf);
  const loaded = loadPolicy(policy, hashOf);
  const { config } = loaded.policy;
  if (config.rules > model.rules) {
    model.dispose();
    loaded.policy.dispose();
    loaded.proposer?.dispose();
    throw new CodedError(
      'CHECKPOINT_REJECTED',
      `the policy knows ${config.rules} rules, its world model only ${model.rules}`,
    );
  }
  const { proposer, horizon } = loaded;
  return { imagination: model, policy: loaded.policy, proposer, horizon };
}
