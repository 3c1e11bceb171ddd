import { CodedError, createRandom, type ErrorCode } from '../../core';
import { graphCost } from '../cost';
import { structuralHash } from '../hash';
import { inferGraph } from '../inferGraph';
import { inlineFunctions } from '../inlineFunctions';
import { specialise } from '../specialise';
import { validate } from '../validate';
import { leavesOf, tensorsOf } from '../weights';
import { decodeModel } from './decode';
import { encodeModel } from './encode';
import { mutate } from './mutate';
import { seedModels } from './seeds';

/** What became of one mutated file: it opened, was refused with a code, or found a bug. */
export type Outcome =
  | { readonly kind: 'opened' }
  | { readonly kind: 'refused'; readonly code: ErrorCode }
  | { readonly kind: 'bug'; readonly seed: number; readonly stage: string; readonly error: unknown };

const seeds = Object.values(seedModels);

/** The mutated file that a seed stands for. */
function mutant(seed: number): Uint8Array {
  const random = createRandom(seed);
  return mutate(random, random.pick(seeds));
}

/** Decodes, infers, validates, reads every tensor of and encodes one mutant, then does what opening a file does. */
export function fuzzOnce(seed: number): Outcome {
  let stage = 'mutate';
  try {
    const bytes = mutant(seed);
    stage = 'decode';
    const graph = decodeModel(bytes);
    stage = 'tensors';
    for (const tensor of tensorsOf(graph)) {
      try {
        for (const { source } of leavesOf(tensor)) if (source.at === 'lazy') source.read();
      } catch (thrown) {
        if (!(thrown instanceof CodedError)) throw thrown;
      }
    }
    stage = 'infer';
    const inferred = inferGraph(graph);
    stage = 'validate';
    validate(inferred);
    stage = 'encode';
    encodeModel(graph, { resolve: () => null });
    stage = 'inline';
    const inlined = inferGraph(inlineFunctions(graph));
    stage = 'specialise';
    const base = specialise(inlined, { dims: {}, keepOutputs: null });
    stage = 'cost';
    graphCost(base);
    stage = 'hash';
    structuralHash(base);
    return { kind: 'opened' };
  } catch (thrown) {
    if (thrown instanceof CodedError) return { kind: 'refused', code: thrown.code };
    return { kind: 'bug', seed, stage, error: thrown };
  }
}
