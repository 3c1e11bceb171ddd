import { freshDim } from '../dim';
import type { Dim, ValueType } from '../types';
import { bad } from './define';
import type { InferredOutput } from './schema';

/** Sizes that stand for whatever meets in one place, and for nothing else. */
export type Meeting = Set<Dim>;

/**
 * A shape that covers both: dimensions that differ are unknown, and no other dimension's size; null where the ranks differ.
 * @param meeting sizes that were made so before, which cover anything; grows
 */
function unifyShapes(
  a: readonly Dim[] | null,
  b: readonly Dim[] | null,
  meeting: Meeting,
): readonly Dim[] | null {
  if (a === null || b === null || a.length !== b.length) return null;
  if (a.every((dim, i) => dim === b[i])) return a;
  return a.map((dim, i) => {
    if (dim === b[i] || meeting.has(dim)) return dim;
    const fresh = freshDim();
    meeting.add(fresh);
    return fresh;
  });
}

/**
 * The type that covers both, as where two branches or two iterations meet; null where nothing does. An unknown type
 * covers nothing: what is known of one side says nothing of the other.
 */
export function unify(
  a: ValueType | null,
  b: ValueType | null,
  meeting: Meeting = new Set(),
): ValueType | null {
  if (a === b || a === null || b === null) return a === b ? a : null;
  if (a.kind !== b.kind) {
    // Loop lets an optional value start what its body then carries on as a plain one.
    if (a.kind === 'optional' || b.kind === 'optional') return null;
    throw bad(`a ${a.kind} and a ${b.kind} meet in one value`);
  }
  if ((a.kind === 'tensor' || a.kind === 'sparse') && b.kind === a.kind) {
    if (a.dtype !== b.dtype) throw bad(`types ${a.dtype} and ${b.dtype} meet in one value`);
    const shape = unifyShapes(a.shape, b.shape, meeting);
    return shape === a.shape ? a : { ...a, shape };
  }
  if (a.kind === 'map' && b.kind === 'map')
    return a.key === b.key ? { ...a, value: unify(a.value, b.value, meeting) } : null;
  if ((a.kind === 'sequence' || a.kind === 'optional') && b.kind === a.kind) {
    // An empty sequence or optional says nothing of its elements.
    const element =
      a.element === null || b.element === null
        ? (a.element ?? b.element)
        : unify(a.element, b.element, meeting);
    return element === a.element ? a : { ...a, element };
  }
  return null;
}

export function unifyOutputs(a: InferredOutput | null, b: InferredOutput | null): InferredOutput | null {
  if (a === null || b === null) return null;
  const same = a.known !== null && b.known !== null && a.known.length === b.known.length;
  const known = same && a.known.every((entry, i) => entry === b.known?.[i]) ? a.known : null;
  return { type: unify(a.type, b.type), known };
}

/** Whether the first type says at least as much as the second, so that covering both gives the second again. */
export function covers(
  general: ValueType | null,
  special: ValueType | null,
  meeting: Meeting = new Set(),
): boolean {
  if (general === special || general === null) return true;
  if (special === null || general.kind !== special.kind) return false;
  if (general.kind === 'tensor' || general.kind === 'sparse') {
    if (special.kind !== general.kind || general.dtype !== special.dtype) return false;
    if (general.shape === null) return true;
    const { shape } = general;
    const other = special.shape;
    return (
      other !== null &&
      other.length === shape.length &&
      shape.every((dim, i) => meeting.has(dim) || dim === other[i])
    );
  }
  if (general.kind === 'map') return special.kind === 'map' && covers(general.value, special.value, meeting);
  return (
    (special.kind === 'sequence' || special.kind === 'optional') &&
    covers(general.element, special.element, meeting)
  );
}
