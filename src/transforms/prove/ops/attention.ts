import { elementCount } from '../../../graph';
import { type Call, floatAttr, intAttr, type Kernel, maybeInput, realInput } from '../call';
import { integer, readNumber, Unsupported } from '../domain';
import { at, type Reals, reals, type Tensor } from '../tensor';
import { pointwise } from './elementwise';
import { reshaped, transpose } from './layout';
import { matmul } from './matmul';
import { softmax } from './reduce';

/** [batch, length, heads · size] → [batch, heads, length, size]. */
function headsApart<E>(x: Reals<E>, heads: number): Tensor<E> {
  const [batch, length, width] = [at(x.shape, 0), at(x.shape, 1), at(x.shape, 2)];
  return transpose(reshaped(x, [batch, length, heads, width / heads]), [0, 2, 1, 3]);
}

/** com.microsoft's MultiHeadAttention of query, key and value [batch, length, width], with an additive mask (input 5). */
export const attention: Kernel = (call) => {
  if ([3, 4, 6, 7].some((slot) => maybeInput(call, slot) !== null) || call.outputs > 1) {
    throw new Unsupported('MultiHeadAttention with a bias, a padding mask or a cache');
  }
  const { domain: d } = call;
  const heads = intAttr(call, 'num_heads', 1);
  const [q, k, v] = [0, 1, 2].map((slot) => headsApart(realInput(call, slot), heads));
  if (q === undefined || k === undefined || v === undefined)
    throw new Unsupported('attention of packed inputs');
  const given = floatAttr(call, 'scale', 0);
  const root = d.div(d.one, d.sqrt(integer(d, at(q.shape, 3))));
  const scale = given === 0 ? root : readNumber(d, given);
  const logits = matmul(d, q, transpose(k, [0, 1, 3, 2]));
  const scaled = reals(logits.shape, logits.kind === 'real' ? logits.data.map((x) => d.mul(x, scale)) : []);
  const mask = maybeInput(call, 5);
  const masked =
    mask === null ? scaled : pointwise(call, [scaled, mask], (f, [a, b]) => f.add(a ?? f.zero, b ?? f.zero));
  const inner: Call<typeof d.zero> = {
    ...call,
    op: 'Softmax',
    attrs: new Map(),
    inputs: [masked],
    opset: 13,
  };
  const mixed = matmul(d, at(softmax(inner), 0), v);
  const joined = transpose(mixed, [0, 2, 1, 3]);
  const [batch, length] = [at(joined.shape, 0), at(joined.shape, 1)];
  return [reshaped(joined, [batch, length, elementCount(joined.shape) / (batch * length)])];
};
