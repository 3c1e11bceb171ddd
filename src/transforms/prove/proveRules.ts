import { rules } from '../rules';
import { ruleCases } from './cases';
import { poolOf } from './pool';
import { type Proof, type ProveOptions, proveRule } from './prove';

export interface ProofReport {
  readonly rules: readonly Proof[];
  readonly discovered: { readonly rules: number; readonly proved: number };
}

export interface ProveAllOptions extends ProveOptions {
  /** Names of the rules to prove; all when left out. */
  readonly only?: readonly string[];
  readonly onProof?: (proof: Proof) => void;
}

/** Proves the rules of the library in its order. */
export function proveRules(options: ProveAllOptions = {}): ProofReport {
  const { only, onProof } = options;
  const chosen = rules.filter((rule) => only === undefined || only.includes(rule.name));
  const pool = options.pool ?? poolOf(ruleCases, 3, options.seed ?? 1);
  const proofs = chosen.map((rule) => {
    const proof = proveRule(rule, ruleCases.get(rule.name), { ...options, pool });
    onProof?.(proof);
    return proof;
  });
  const discovered = proofs.filter((proof) => proof.family === 'discovered');
  return {
    rules: proofs,
    discovered: {
      rules: discovered.length,
      proved: discovered.filter((proof) => proof.status === 'proved').length,
    },
  };
}
