import { dimAdd, dimDivExact, dimMul, freshDim } from '../dim';
import type { Dim, TensorType } from '../types';
import { freshDims, like, rankIn, refuse, sameType } from './check';
import type { InferContext, InferredOutput, OpSchema } from './schema';
import { attrInt, dtype, out, shape, tensor } from './support';
import { versioned } from './versioned';
import { perInput } from './work';

/** Sizes of scaled dot-product attention. Symbolic where they are not known. */
export interface AttentionSizes {
  readonly batch: Dim;
  readonly heads: Dim;
  readonly kvHeads: Dim;
  readonly queries: Dim;
  /** Keys of this call, without the past. */
  readonly keys: Dim;
  readonly past: Dim;
  readonly headSize: Dim;
  readonly valueSize: Dim;
}

/** [batch, heads, length, size] from [batch, heads, length, size] or packed [batch, length, heads·size]. */
function unpacked(type: TensorType | null, heads: number, what: string): readonly Dim[] {
  const dims = type?.shape ?? null;
  rankIn(dims, what, 3, 4);
  if (dims === null) return [freshDim(), heads > 0 ? heads : freshDim(), freshDim(), freshDim()];
  if (dims.length === 4) return dims;
  const [batch = 0, sequence = 0, packed = 0] = dims;
  if (heads <= 0) return [batch, freshDim(), sequence, freshDim()];
  const size = dimDivExact(packed, heads);
  if (size === null && typeof packed === 'number')
    refuse(`${what} packs ${packed} features, not a multiple of ${heads} heads`);
  return [batch, heads, sequence, size ?? freshDim()];
}

function sizesOf(context: InferContext): AttentionSizes {
  const { node, inputs } = context;
  const heads = attrInt(node, 'q_num_heads', 0);
  const kvHeads = attrInt(node, 'kv_num_heads', heads);
  const [batch = 0, h = 0, queries = 0, headSize = 0] = unpacked(tensor(inputs[0]), heads, 'the query');
  const key = unpacked(tensor(inputs[1]), kvHeads, 'the key');
  const value = unpacked(tensor(inputs[2]), kvHeads, 'the value');
  const [, kvh = h, keys = 0] = key;
  if (typeof h === 'number' && typeof kvh === 'number' && (kvh === 0 ? h !== 0 : h % kvh !== 0))
    refuse(`${h} query heads are not a multiple of ${kvh} key heads`);
  const past = shape(inputs[4])?.[2] ?? ((inputs[4] ?? null) === null ? 0 : freshDim());
  return { batch, heads: h, kvHeads: kvh, queries, keys, past, headSize, valueSize: value[3] ?? 0 };
}

/**
 * Q [b, h, q, d], K [b, g, k, d], V [b, g, k, e] (or packed with rank 3) → Y [b, h, q, e] in the form of Q, the keys
 * and values with the past in front [b, g, past + k, ·], and the scores [b, h, q, past + k].
 */
const inferAttention: OpSchema['infer'] = (context) => {
  const [q, k, v] = context.inputs.slice(0, 3).map(tensor);
  sameType(q ?? null, k ?? null, 'query and key');
  const type = q?.dtype ?? null;
  if (type === null) return [];
  const valueType = v?.dtype ?? type;
  const s = sizesOf(context);
  const packed = q?.shape?.length === 3;
  const y = packed
    ? [s.batch, s.queries, dimMul(s.heads, s.valueSize)]
    : [s.batch, s.heads, s.queries, s.valueSize];
  const total = dimAdd(s.past, s.keys);
  return [
    out(type, q?.shape ? y : null),
    out(type, [s.batch, s.kvHeads, total, s.headSize]),
    out(valueType, [s.batch, s.kvHeads, total, s.valueSize]),
    out(type, [s.batch, s.heads, s.queries, total]),
  ];
};

/** Both products, and about ten operations for each score: scale, mask, exponential, normalization. */
export function attentionWork(s: AttentionSizes): ReturnType<OpSchema['cost']> {
  const { batch, heads, queries, keys, past, headSize, valueSize } = s;
  const factors = [batch, heads, queries, keys, past, headSize, valueSize];
  if (!factors.every((f): f is number => typeof f === 'number')) return null;
  const scores = Number(batch) * Number(heads) * Number(queries) * (Number(keys) + Number(past));
  const macs = scores * (Number(headSize) + Number(valueSize));
  return { macs, flops: 2 * macs + 10 * scores };
}

const attentionCost: OpSchema['cost'] = (context) => attentionWork(sizesOf(context));

/**
 * Packed q [b, t, h·d], k [b, t, g·d], v [b, t, g·e] → [b, t, h·e] and the state [b, g, d, e].
 */
const inferLinearAttention: OpSchema['infer'] = (context) => {
  const q = tensor(context.inputs[0]);
  if (q === null) return [];
  const s = sizesOf(context);
  const state = dtype(context.inputs[3]) ?? q.dtype;
  return [
    out(q.dtype, [s.batch, s.queries, dimMul(s.heads, s.valueSize)]),
    out(state, [s.batch, s.kvHeads, s.headSize, s.valueSize]),
  ];
};

/** A state of d·e numbers per head, read by every query and updated at every step (twice with the delta rule). */
const linearAttentionCost: OpSchema['cost'] = (context) => {
  const s = sizesOf(context);
  const { batch, heads, kvHeads, queries, headSize, valueSize } = s;
  const factors = [batch, heads, kvHeads, queries, headSize, valueSize];
  if (!factors.every((f): f is number => typeof f === 'number')) return null;
  const steps = Number(batch) * Number(queries) * Number(headSize) * Number(valueSize);
  const macs = steps * (Number(heads) + 2 * Number(kvHeads));
  return { macs, flops: 2 * macs + steps * Number(kvHeads) };
};

/** Shape of the first input; rank 3 needs `num_heads`. */
const inferRotary: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  rankIn(x?.shape ?? null, 'the input', 3, 4);
  return [like(x)];
};

/** A cache with some positions replaced: the type of the cache. */
const inferTensorScatter: OpSchema['infer'] = (context): readonly (InferredOutput | null)[] => {
  const cache = tensor(context.inputs[0]);
  const update = tensor(context.inputs[1]);
  sameType(cache, update, 'cache and update');
  if (cache?.shape && update?.shape) rankIn(update.shape, 'the update', cache.shape.length);
  if (cache !== null && cache.shape === null && update?.shape)
    return [out(cache.dtype, freshDims(update.shape.length))];
  return [like(cache)];
};

const attrs =
  'is_causal:int=0 kv_num_heads:int q_num_heads:int qk_matmul_output_mode:int=0 scale:float softcap:float=0 softmax_precision:int';
const attention = { op: 'Attention', outputs: [1, 4], infer: inferAttention, cost: attentionCost } as const;

export const attentionSchemas: readonly OpSchema[] = [
  ...versioned({ ...attention, inputs: [3, 7] }, [
    [23, attrs, { inputs: [3, 6] }],
    [24, attrs],
    [25, `${attrs} left_window_size:int=-1 right_window_size:int=-1`],
  ]),
  ...versioned(
    {
      op: 'LinearAttention',
      inputs: [3, 6],
      outputs: 2,
      infer: inferLinearAttention,
      cost: linearAttentionCost,
    },
    [[27, 'chunk_size:int=64 kv_num_heads:int q_num_heads:int scale:float=0 update_rule:string=gated_delta']],
  ),
  ...versioned(
    {
      op: 'FlexAttention',
      domain: 'ai.onnx.preview',
      inputs: 3,
      infer: (context) => inferAttention(context).slice(0, 1),
      cost: attentionCost,
    },
    [[1, 'prob_mod:graph score_mod:graph scale:float softmax_precision:int']],
  ),
  ...versioned({ op: 'RotaryEmbedding', inputs: [3, 4], infer: inferRotary, cost: perInput(3) }, [
    [23, 'interleaved:int=0 num_heads:int rotary_embedding_dim:int=0'],
  ]),
  ...versioned({ op: 'TensorScatter', inputs: [2, 3], infer: inferTensorScatter }, [
    [24, 'axis:int=-2 mode:string=linear'],
  ]),
];
