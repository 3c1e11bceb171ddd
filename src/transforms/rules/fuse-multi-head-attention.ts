import { float32Refusal } from '../arithmetic';
import {
  any,
  constant,
  type Dim,
  defineRule,
  float,
  intAttr,
  type Match,
  must,
  normalAxis,
  type OpPattern,
  oneOf,
  op,
  optional,
  type Pattern,
  permOf,
  type Refusal,
  refuse,
  scalar,
  shapeOf,
} from '../kit';

const turn = (x: Pattern, perm: string): OpPattern =>
  op('Transpose', [x], { where: (node) => node.attrs.get('perm')?.kind === 'ints', name: `turn-${perm}` });
const heads = (input: string): OpPattern =>
  op('Reshape', [any(input), any(`${input}-heads`)], { name: `split-${input}` });
const logits = op(
  'MatMul',
  [
    turn(heads('query'), 'query'),
    oneOf(turn(heads('key'), 'key-columns'), turn(turn(heads('key'), 'key'), 'columns')),
  ],
  { name: 'logits' },
);
const scaled = optional(
  (x) => op(['Div', 'Mul'], [x, constant('factor')], { commutative: true, name: 'scale' }),
  logits,
);
const masked = optional((x) => op('Add', [x, any('mask')], { commutative: true, name: 'masking' }), scaled);

const perms: Readonly<Record<string, readonly number[]>> = {
  'turn-query': [0, 2, 1, 3],
  'turn-key-columns': [0, 2, 3, 1],
  'turn-key': [0, 2, 1, 3],
  'turn-columns': [0, 1, 3, 2],
  'turn-value': [0, 2, 1, 3],
  'turn-result': [0, 2, 1, 3],
};

interface Attention {
  readonly heads: number;
  readonly scale: number;
  /** Rows and columns of the logits; known where a mask is spread over them. */
  readonly rows: Dim;
  readonly columns: Dim;
  readonly spread: boolean;
}

/** The number of heads into which an input [batch, length, width] is split; null where it is split otherwise. */
function headsOf(m: Match, input: string): number | null {
  const whole = m.shape(input);
  const parts = shapeOf(m.graph, m.node(`split-${input}`).outputs[0]);
  if (whole?.length !== 3 || parts?.length !== 4) return null;
  const [count, size] = [parts[2], parts[3]];
  if (whole[0] !== parts[0] || whole[1] !== parts[1]) return null;
  return typeof count === 'number' && typeof size === 'number' && whole[2] === count * size ? count : null;
}

function scaleOf(m: Match): number | null {
  const node = m.findNode('scale');
  if (node === null) return 1;
  const factor = scalar(m.graph, m.value('factor'));
  if (factor === null || !Number.isFinite(factor) || factor === 0) return null;
  if (m.constant('factor').shape.length > 4) return null;
  if (node.op === 'Mul') return factor;
  return node.inputs[1] === m.value('factor') ? 1 / factor : null;
}

function attention(m: Match, opset: number): Attention | Refusal {
  for (const [name, perm] of Object.entries(perms)) {
    const node = m.findNode(name);
    if (node === null) continue;
    const own = permOf(m.graph, node);
    if (own?.length !== 4 || own.some((axis, i) => axis !== perm[i])) {
      return refuse('the heads are turned otherwise', { node: node.id });
    }
  }
  const [q, k, v] = ['query', 'key', 'value'].map((input) => headsOf(m, input));
  if (q === null || q === undefined || k !== q || v !== q) return refuse('the heads are not split alike');
  for (const input of ['key', 'value']) {
    const same = m.shape(input)?.[0] === m.shape('query')?.[0] && m.shape(input)?.[1] === m.shape('key')?.[1];
    if (!same) return refuse('query, key and value differ in batch or length', { value: m.value(input) });
  }
  const scale = scaleOf(m);
  if (scale === null)
    return refuse('the logits are not scaled by one constant number', { node: m.node('logits').id });
  const softmax = m.node('softmax');
  if (normalAxis(intAttr(softmax, 'axis', opset >= 13 ? -1 : 1), 4) !== 3) {
    return refuse('the Softmax is over another axis', { node: softmax.id });
  }
  const [query, key, result] = [m.shape('query'), m.shape('key'), shapeOf(m.graph, m.output)];
  const width = m.shape('value')?.[2];
  if (result?.length !== 3 || result[0] !== query?.[0] || result[1] !== query?.[1] || result[2] !== width) {
    return refuse('the heads are not joined into one axis');
  }
  const [rows, columns] = [query?.[1], key?.[1]];
  if (rows === undefined || columns === undefined) return refuse('the lengths are not known');
  const found = { heads: q, scale, rows, columns };
  if (m.find('mask') === null) return { ...found, spread: false };
  const mask = m.shape('mask');
  const at = { value: m.value('mask') };
  if (mask?.length !== 4 || m.dtype('mask') !== 'float32') return refuse('the mask is not of rank 4', at);
  if (mask[0] !== 1 && mask[0] !== query?.[0]) return refuse('the mask has another batch', at);
  if (mask[1] !== 1 && mask[1] !== q) return refuse('the mask has other heads', at);
  if (mask[3] !== columns) return refuse('the mask is not as wide as the logits', at);
  if (mask[2] === rows) return { ...found, spread: false };
  const known = mask[2] === 1 && typeof rows === 'number';
  return known ? { ...found, spread: true } : refuse('the mask is not as high as the logits', at);
}

export const fuseMultiHeadAttention = defineRule({
  name: 'fuse-multi-head-attention',
  family: 'fusion',
  title: 'Attention as exporters write it out becomes one kernel.',
  before: 'Reshape(Transpose(MatMul(Softmax(MatMul(q, kᵀ)·s + mask), v))), q, k, v split into heads',
  after: 'com.microsoft.MultiHeadAttention(query, key, value, mask)',
  conditions: [
    'query, key and value are of one batch, keys and values of one length',
    'query, key and value are split into the same number of heads, and joined again, by Reshape and Transpose',
    'the logits are scaled by one constant number, if at all, and normalised along the keys',
    'the mask, if any, is added and of rank 4, as wide as the logits',
    'float32',
  ],
  algebra: 'softmax(q·kᵀ·s + mask)·v, head by head',
  exactness: 'reals',
  roots: [
    op('Reshape', [
      turn(
        op('MatMul', [op('Softmax', [masked], { name: 'softmax' }), turn(heads('value'), 'value')]),
        'result',
      ),
      any('joined'),
    ]),
  ],
  standardOps: false,
  check: (m, context) => {
    const refusal = float32Refusal(m.graph, m.value('query'));
    if (refusal !== null) return refusal;
    const found = attention(m, context.opset);
    return 'reason' in found ? found : null;
  },
  rewrite: (m, b) => {
    const found = attention(m, b.opset);
    if ('reason' in found) return m.output;
    const operands = [m.value('query'), m.value('key'), m.value('value')];
    const attrs = { num_heads: found.heads, scale: float(found.scale) };
    const options = { domain: 'com.microsoft' };
    if (m.find('mask') === null) return b.node('MultiHeadAttention', operands, attrs, options);
    let mask = m.value('mask');
    if (found.spread) {
      const [first = 1] = must(m.shape('mask'), 'mask');
      const batch = typeof first === 'number' ? first : 1;
      mask = b.node('Expand', [mask, b.ints([batch, 1, Number(found.rows), 1])]);
    }
    return b.node('MultiHeadAttention', [...operands, null, null, mask], attrs, options);
  },
});
