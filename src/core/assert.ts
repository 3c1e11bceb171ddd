/** A bug, as opposed to anything that a user or a file can cause. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError';
}

/** Throws `AssertionError` when `condition` does not hold. The message may be lazy, so that hot paths build no strings. */
export function assert(condition: unknown, message: string | (() => string)): asserts condition {
  if (!condition) throw new AssertionError(typeof message === 'string' ? message : message());
}

/** Marks a branch that the types rule out. */
export function never(value: never): never {
  throw new AssertionError(`unreachable: ${String(value)}`);
}

/** The value, which must be there: for look-ups that only a bug can make fail. */
export function must<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new AssertionError(`missing: ${what}`);
  return value;
}
