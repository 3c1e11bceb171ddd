import type { Domain } from './domain';
import type { Tensor } from './tensor';

/** Where two lists of outputs differ, in words; null when they are equal. */
export function sameOutputs<E>(
  domain: Domain<E>,
  expected: readonly Tensor<E>[],
  actual: readonly Tensor<E>[],
): string | null {
  if (expected.length !== actual.length) return `${expected.length} outputs became ${actual.length}`;
  for (const [i, before] of expected.entries()) {
    const after = actual[i];
    if (after === undefined) return `output ${i} is gone`;
    if (before.kind !== after.kind) return `output ${i} changed its type`;
    if (before.shape.join() !== after.shape.join()) {
      return `output ${i} of shape [${before.shape}] became [${after.shape}]`;
    }
    const where = firstDifference(domain, before, after);
    if (where !== null) return `output ${i} differs ${where}`;
  }
  return null;
}

function firstDifference<E>(domain: Domain<E>, before: Tensor<E>, after: Tensor<E>): string | null {
  if (before.kind === 'int' || after.kind === 'int') {
    const at = before.data.findIndex((x, k) => x !== after.data[k]);
    return at < 0 ? null : `at ${at}: ${before.data[at]} became ${after.data[at]}`;
  }
  for (const [k, x] of before.data.entries()) {
    const y = after.data[k];
    if (y === undefined) return `at ${k}: nothing there`;
    if (!domain.equal(x, y)) return `at ${k}: ${domain.show(x)} became ${domain.show(y)}`;
  }
  return null;
}
