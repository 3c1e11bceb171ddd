import type { Dim, ValueType } from '../../graph';

/** A shape as people write it: `1×128×256`, `scalar`, or `?` when nothing is known. */
export function shapeText(shape: readonly Dim[] | null): string {
  if (shape === null) return '?';
  if (shape.length === 0) return 'scalar';
  return shape.map((d) => (typeof d === 'string' && d.startsWith('?') ? '?' : String(d))).join('×');
}

/** A type as people write it: `float32 1×3×224×224`, `sequence of float32 ?`. */
export function typeText(type: ValueType | null): string {
  if (type === null) return 'unknown';
  switch (type.kind) {
    case 'tensor':
      return `${type.dtype} ${shapeText(type.shape)}`;
    case 'sparse':
      return `sparse ${type.dtype} ${shapeText(type.shape)}`;
    case 'sequence':
      return `sequence of ${typeText(type.element)}`;
    case 'optional':
      return `optional ${typeText(type.element)}`;
    case 'map':
      return `map from ${type.key} to ${typeText(type.value)}`;
  }
}
