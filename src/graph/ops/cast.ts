import { dimBounds, dimCompare } from '../dim';
import { type DType, dtypeBits, dtypeNumbers, dtypeOf, isFloat } from '../dtype';
import type { Dim, Node, Value } from '../types';
import { attr, bad, defineOp, perOutputElement } from './define';
import { integerRanges } from './integerRanges';
import { entries, mapEntries } from './known';
import type { OpSchema } from './schema';
import { attrInt, attrString, dtype, isWhole, out, shape } from './support';

/** One entry in another type: floats truncate, and a number that does not fit is not known, nor one that is read no further. */
function castEntry(entry: Dim, from: DType | null, to: DType): Dim | null {
  if (from !== null && isFloat(from) && !isFloat(to) && typeof entry === 'string' && !isWhole(entry))
    return null;
  if (Math.abs(Number(entry)) === Number.MAX_SAFE_INTEGER && from !== to) return null;
  if (to === 'bool') {
    const sign = dimCompare(entry, 0);
    if (sign !== null) return sign === 0 ? 0 : 1;
    const [low, high] = dimBounds(entry);
    return low > 0 || high < 0 ? 1 : null;
  }
  if (typeof entry === 'string') return entry;
  if (isFloat(to)) return to === 'float32' ? Math.fround(entry) : to === 'float64' ? entry : null;
  const bounds = integerRanges[to];
  const whole = Math.trunc(entry) + 0;
  return bounds !== undefined && whole >= bounds[0] && whole <= bounds[1] ? whole : null;
}

function cast(x: Value | null | undefined, to: DType | null) {
  const known = to === null ? null : mapEntries(x, (entry) => castEntry(entry, dtype(x), to));
  return [out(to, shape(x), known)];
}

/** The first Cast named its type by a string such as "FLOAT16". */
const onnxNames: Readonly<Record<string, DType>> = { FLOAT: 'float32', DOUBLE: 'float64' };

function namedType(node: Node): DType | null {
  const name = attrString(node, 'to', '');
  const lower = name.toLowerCase();
  return onnxNames[name] ?? (lower in dtypeNumbers ? (lower as DType) : null);
}

const castOps = (
  [
    [1, {}],
    [6, {}],
    [19, { saturate: attr.int(1) }],
    [24, { saturate: attr.int(1), round_mode: attr.string('up') }],
  ] as const
).map(([since, extra]) =>
  defineOp({
    op: 'Cast',
    since,
    inputs: 1,
    attrs: { to: since < 6 ? attr.string() : attr.int(), ...extra },
    infer: ({ node, inputs: [x] }) => cast(x, since < 6 ? namedType(node) : dtypeOf(attrInt(node, 'to', 0))),
    cost: perOutputElement(1),
  }),
);

const castLike = (
  [
    [15, {}],
    [19, { saturate: attr.int(1) }],
    [24, { saturate: attr.int(1), round_mode: attr.string('up') }],
  ] as const
).map(([since, attrs]) =>
  defineOp({
    op: 'CastLike',
    since,
    inputs: 2,
    attrs,
    infer: ({ inputs: [x, like] }) => cast(x, dtype(like)),
    cost: perOutputElement(1),
  }),
);

/** The same bits read as another type of the same width. */
const bitCast = defineOp({
  op: 'BitCast',
  since: 26,
  inputs: 1,
  attrs: { to: attr.int() },
  infer: ({ node, inputs: [x] }) => {
    const to = dtypeOf(attrInt(node, 'to', 0));
    const from = dtype(x);
    if (to !== null && from !== null && dtypeBits(to) !== dtypeBits(from)) {
      throw bad(`${from} and ${to} differ in width`);
    }
    return [out(to, shape(x), to === from ? (x?.known ?? null) : null)];
  },
});

const identity = defineOp({
  op: 'Identity',
  inputs: 1,
  infer: ({ inputs: [x] }) => [{ type: x?.type ?? null, known: entries(x) }],
});

export const castSchemas: readonly OpSchema[] = [...castOps, ...castLike, bitCast, identity];
