import type { Counted } from './counted';
import type { ShareTable } from './shareTable';
import { ringCount } from './siteContexts';

/** What is counted, for a checkpoint's header: JSON with what is not 0. */
export interface PackedCounted {
  readonly keys: number;
  /** `[rules, ringCount]`. */
  readonly byDistance: readonly number[];
  /** For each rule the keys of which it says something, ascending as differences, and the factors. */
  readonly byKey: readonly (readonly [keys: readonly number[], factors: readonly number[]])[];
  readonly trust: readonly number[];
}

/** Factors are kept to a thousandth: their errors are far larger. */
const kept = 1000;
const rounded = (x: number): number => Math.round(x * kept) / kept;

export function packCounted({ table, trust }: Counted): PackedCounted {
  const { rules, keys, byDistance, byKey } = table;
  return {
    keys,
    byDistance: Array.from(byDistance, rounded),
    byKey: Array.from({ length: rules }, (_, rule) => {
      const [steps, factors]: [number[], number[]] = [[], []];
      let last = 0;
      byKey.subarray(rule * keys, (rule + 1) * keys).forEach((factor, key) => {
        const value = rounded(factor);
        if (value === 0) return;
        steps.push(key - last);
        factors.push(value);
        last = key;
      });
      return [steps, factors] as const;
    }),
    trust: Array.from(trust, rounded),
  };
}

const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null;
const isNumbers = (x: unknown, length?: number): x is readonly number[] =>
  Array.isArray(x) && (length === undefined || x.length === length) && x.every(Number.isFinite);
const isPair = (x: unknown): x is readonly [readonly number[], readonly number[]] =>
  Array.isArray(x) && x.length === 2 && isNumbers(x[0]) && isNumbers(x[1], x[0].length);
/** More operators than any list of them will have. */
const mostKeys = 2 ** 16;

/** Null where it is not what `packCounted` writes for so many rules. */
export function readCounted(packed: unknown, rules: number): Counted | null {
  if (!isRecord(packed)) return null;
  const { keys, byDistance, byKey, trust } = packed;
  if (!Number.isSafeInteger(keys) || Number(keys) < 0 || Number(keys) > mostKeys) return null;
  if (!isNumbers(byDistance, rules * ringCount) || !isNumbers(trust, 2 * rules)) return null;
  if (!Array.isArray(byKey) || byKey.length !== rules || !byKey.every(isPair)) return null;
  const width = Number(keys);
  const table: ShareTable = {
    rules,
    keys: width,
    byDistance: Float32Array.from(byDistance),
    byKey: new Float32Array(rules * width),
  };
  for (const [rule, [steps, factors]] of byKey.entries()) {
    let key = 0;
    for (const [i, step] of steps.entries()) {
      key += step;
      if (!Number.isSafeInteger(key) || key < 0 || key >= width) return null;
      table.byKey[rule * width + key] = factors[i] ?? 0;
    }
  }
  return { table, trust: Float32Array.from(trust) };
}
