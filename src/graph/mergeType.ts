import type { Dim, ValueType } from './types';

/** The more specific of two statements about one value, and how they contradict each other where they do. */
export interface MergedType {
  readonly type: ValueType | null;
  readonly contradiction: string | null;
}

/** How much a dimension says: a number, a symbol with a meaning, an unknown. */
const specificity = (dim: Dim): number => (typeof dim === 'number' ? 2 : dim.includes('?') ? 0 : 1);

function mergeShape(
  given: readonly Dim[] | null,
  inferred: readonly Dim[] | null,
): { readonly shape: readonly Dim[] | null; readonly contradiction: string | null } {
  if (inferred === null) return { shape: given, contradiction: null };
  if (given === null || given === inferred) return { shape: inferred, contradiction: null };
  if (given.length !== inferred.length) {
    const contradiction = `rank ${given.length} is stated where rank ${inferred.length} follows`;
    return { shape: inferred, contradiction };
  }
  let contradiction: string | null = null;
  const shape = inferred.map((dim, axis) => {
    const stated = given[axis] ?? dim;
    if (stated === dim) return dim;
    if (typeof stated === 'number' && typeof dim === 'number') {
      contradiction ??= `dimension ${axis} is stated as ${stated} where ${dim} follows`;
    }
    // Between two unknowns the stated one stays, so that inferring again changes nothing.
    const keep =
      specificity(stated) > specificity(dim) || (specificity(dim) === 0 && specificity(stated) === 0);
    return keep ? stated : dim;
  });
  return { shape: given.every((dim, axis) => dim === shape[axis]) ? given : shape, contradiction };
}

/**
 * Merges what is stated of a value (by a file, or by an earlier inference) with what inference finds. Where they
 * contradict each other the inferred type wins: files carry stale types, operators' rules do not.
 */
export function mergeType(given: ValueType | null, inferred: ValueType | null): MergedType {
  if (inferred === null) return { type: given, contradiction: null };
  if (given === null || given === inferred) return { type: inferred, contradiction: null };
  if (given.kind !== inferred.kind) {
    return { type: inferred, contradiction: `a ${given.kind} is stated where a ${inferred.kind} follows` };
  }
  if (given.kind === 'tensor' || given.kind === 'sparse') {
    if (inferred.kind !== given.kind) return { type: inferred, contradiction: null };
    const { shape, contradiction } = mergeShape(given.shape, inferred.shape);
    if (given.dtype !== inferred.dtype) {
      const message = `${given.dtype} is stated where ${inferred.dtype} follows`;
      return { type: { ...inferred, shape }, contradiction: message };
    }
    if (shape === given.shape) return { type: given, contradiction };
    return { type: shape === inferred.shape ? inferred : { ...inferred, shape }, contradiction };
  }
  if (given.kind === 'map') {
    if (inferred.kind !== 'map') return { type: inferred, contradiction: null };
    const { type, contradiction } = mergeType(given.value, inferred.value);
    return {
      type: type === given.value && given.key === inferred.key ? given : { ...inferred, value: type },
      contradiction,
    };
  }
  if (inferred.kind !== 'sequence' && inferred.kind !== 'optional') {
    return { type: inferred, contradiction: null };
  }
  const { type, contradiction } = mergeType(given.element, inferred.element);
  return { type: type === given.element ? given : { ...inferred, element: type }, contradiction };
}
