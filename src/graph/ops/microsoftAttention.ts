import { dimAdd, dimDivExact, dimMax, dimMul, freshDim } from '../dim';
import type { Dim } from '../types';
import { type AttentionSizes, attentionWork } from './attention';
import { rankIn, refuse } from './check';
import { contrib } from './microsoftFused';
import { inferLike } from './normalization';
import type { InferContext, InferredOutput, OpSchema } from './schema';
import { attrInt, attrInts, dtype, knownInts, out, shape, tensor } from './support';
import { length, perInput, product, size } from './work';

const headsOf = (context: InferContext, name = 'num_heads'): number => {
  const heads = attrInt(context.node, name, 0);
  return heads > 0 ? heads : refuse(`${name} is missing`);
};
const part = (whole: Dim, parts: Dim): Dim => dimDivExact(whole, parts) ?? freshDim();

/** Sizes of com.microsoft's Attention: input [b, s, d], weights [d, q + k + v], past [2, b, h, p, size]. */
function selfSizes(context: InferContext, pastAt: number): AttentionSizes & { readonly output: Dim } {
  const heads = headsOf(context);
  const x = shape(context.inputs[0]);
  rankIn(x, 'the input', 3);
  const [batch = freshDim(), queries = freshDim()] = x ?? [];
  const columns = shape(context.inputs[1])?.[1] ?? freshDim();
  const sizes = attrInts(context.node, 'qkv_hidden_sizes');
  const third = part(columns, 3);
  const [q = third, , v = third] = sizes ?? [];
  const past = context.inputs[pastAt] ?? null;
  return {
    batch,
    heads,
    kvHeads: heads,
    queries,
    keys: queries,
    past: past === null ? 0 : (shape(past)?.[3] ?? freshDim()),
    headSize: part(q, heads),
    valueSize: part(v, heads),
    output: v,
  };
}

/** → [b, s, v] and keys and values with the past in front, [2, b, h, p + s, size]. */
const inferSelfAttention =
  (pastAt: number, typeAt: number): OpSchema['infer'] =>
  (context) => {
    const element = dtype(context.inputs[typeAt]);
    const s = selfSizes(context, pastAt);
    const shared = attrInt(context.node, 'past_present_share_buffer', 0) === 1;
    const total = shared ? s.past : dimAdd(s.past, s.keys);
    return [
      out(element, [s.batch, s.queries, s.output]),
      out(element, [2, s.batch, s.heads, total, s.headSize]),
    ];
  };

/** The projection of the input, then attention. */
const selfAttentionCost =
  (pastAt: number): OpSchema['cost'] =>
  (context) => {
    const projection = product(size(context.inputs[0]), length(context.inputs[1], 1));
    const attention = attentionWork(selfSizes(context, pastAt));
    if (projection === null || attention === null) return null;
    return { macs: projection + attention.macs, flops: 2 * projection + attention.flops };
  };

/**
 * Sizes of MultiHeadAttention. Query [b, s, d] (or [b, s, h, 3, size] with everything packed), key [b, l, d] (or
 * [b, l, h, 2, size] with the values, or [b, h, l, size]), value [b, l, v] or [b, h, l, size], past key at `pastAt`.
 */
function crossSizes(context: InferContext, pastAt: number): AttentionSizes {
  const heads = headsOf(context);
  const [q, k, v] = [0, 1, 2].map((i) => shape(context.inputs[i]));
  rankIn(q ?? null, 'the query', 3, 5);
  const packed = q?.length === 5;
  const [batch = freshDim(), queries = freshDim()] = q ?? [];
  const headSize = packed ? (q[4] ?? freshDim()) : part(q?.[2] ?? freshDim(), heads);
  const absent = (context.inputs[1] ?? null) === null;
  const keys = absent ? queries : ((k?.length === 4 ? k[2] : k?.[1]) ?? freshDim());
  const own = (context.inputs[2] ?? null) !== null;
  const valueSize = own ? (v?.length === 4 ? v[3] : v && part(v[2] ?? freshDim(), heads)) : headSize;
  const past = context.inputs[pastAt] ?? null;
  return {
    batch,
    heads,
    kvHeads: heads,
    queries,
    keys,
    past: past === null ? 0 : (shape(past)?.[2] ?? freshDim()),
    headSize,
    valueSize: valueSize ?? freshDim(),
  };
}

/** → [b, s, v], present keys and values [b, h, total, size], and the scores [b, h, s, total]. */
const inferMultiHead =
  (pastAt: number): OpSchema['infer'] =>
  (context) => {
    const element = dtype(context.inputs[0]);
    const s = crossSizes(context, pastAt);
    const shared = attrInt(context.node, 'past_present_share_buffer', 0) === 1;
    const total = shared ? s.past : dimAdd(s.past, s.keys);
    return [
      out(element, [s.batch, s.queries, dimMul(s.heads, s.valueSize)]),
      out(element, [s.batch, s.heads, total, s.headSize]),
      out(element, [s.batch, s.heads, total, s.valueSize]),
      out('float32', [s.batch, s.heads, s.queries, total]),
    ];
  };

/**
 * GroupQueryAttention: query [b, s, h·size], key and value [b, s, g·size] (or all packed in the query), past
 * [b, g, p, size]. The caches are as long as the past or the total sequence, whichever is longer.
 */
function groupedSizes(context: InferContext): AttentionSizes & { readonly total: Dim } {
  const heads = headsOf(context);
  const kvHeads = headsOf(context, 'kv_num_heads');
  const q = shape(context.inputs[0]);
  rankIn(q, 'the query', 3);
  const [batch = freshDim(), queries = freshDim(), features = freshDim()] = q ?? [];
  const packed = (context.inputs[1] ?? null) === null;
  const headSize = part(features, packed ? heads + 2 * kvHeads : heads);
  const pastInput = context.inputs[3] ?? null;
  const past = pastInput === null ? 0 : (shape(pastInput)?.[2] ?? freshDim());
  const total = knownInts(context.inputs[6])?.[0] ?? (pastInput === null ? queries : freshDim());
  return {
    batch,
    heads,
    kvHeads,
    queries,
    keys: total,
    past: 0,
    headSize,
    valueSize: headSize,
    total: past === 0 ? total : dimMax(past, total),
  };
}

const inferGrouped: OpSchema['infer'] = (context): readonly (InferredOutput | null)[] => {
  const element = dtype(context.inputs[0]);
  const s = groupedSizes(context);
  const cache = [s.batch, s.kvHeads, s.total, s.headSize];
  const cacheType = dtype(context.inputs[3]) ?? element;
  return [
    out(element, [s.batch, s.queries, dimMul(s.heads, s.headSize)]),
    out(cacheType, cache),
    out(cacheType, cache),
    out(element, [s.batch, s.heads, s.queries, s.total]),
  ];
};

/** Ids [b, s] and tables [n, d] → the normalized sum [b, s, d], mask lengths [b], and the sum. */
const inferEmbedding: OpSchema['infer'] = (context) => {
  const ids = shape(context.inputs[0]);
  rankIn(ids, 'the ids', 2);
  const table = tensor(context.inputs[2]);
  const dims = ids && [...ids, table?.shape?.[1] ?? freshDim()];
  const y = out(table?.dtype ?? null, dims);
  return [y, out('int32', [ids?.[0] ?? freshDim()]), y];
};

const attentionAttrs =
  'do_rotary:int=0 mask_filter_value:float=-10000 num_heads:int past_present_share_buffer:int qkv_hidden_sizes:ints rotary_embedding_dim:int scale:float unidirectional:int=0';
const multiHeadAttrs = 'mask_filter_value:float=-10000 num_heads:int scale:float unidirectional:int=0';
const rotary =
  'interleaved:int=0 is_packed_batching:int=0 num_heads:int=0 rotary_embedding_dim:int=0 scale:float=1';

export const microsoftAttentionSchemas: readonly OpSchema[] = [
  ...contrib(
    {
      op: 'Attention',
      inputs: [2, 7],
      outputs: [1, 2],
      infer: inferSelfAttention(4, 0),
      cost: selfAttentionCost(4),
    },
    attentionAttrs,
  ),
  ...contrib(
    {
      op: 'QAttention',
      inputs: [5, 9],
      outputs: [1, 2],
      infer: inferSelfAttention(8, 3),
      cost: selfAttentionCost(8),
    },
    'do_rotary:int mask_filter_value:float=-10000 num_heads:int past_present_share_buffer:int scale:float unidirectional:int=0',
  ),
  ...contrib(
    {
      op: 'MultiHeadAttention',
      inputs: [1, 10],
      outputs: [1, 4],
      infer: inferMultiHead(6),
      cost: (context) => attentionWork(crossSizes(context, 6)),
    },
    multiHeadAttrs,
  ),
  ...contrib(
    {
      op: 'DecoderMaskedMultiHeadAttention',
      inputs: [1, 11],
      outputs: [1, 4],
      infer: inferMultiHead(5),
      cost: (context) => attentionWork(crossSizes(context, 5)),
    },
    `${multiHeadAttrs} output_qk:int past_present_share_buffer:int`,
  ),
  ...contrib(
    {
      op: 'GroupQueryAttention',
      inputs: [7, 14],
      outputs: [1, 4],
      infer: inferGrouped,
      cost: (context) => attentionWork(groupedSizes(context)),
    },
    'do_rotary:int=0 k_quant_type:string kv_cache_bit_width:int kv_num_heads:int local_window_size:int=-1 num_heads:int qk_output:int=0 rotary_interleaved:int=0 scale:float smooth_softmax:int=-1 softcap:float=0 v_quant_type:string',
  ),
  ...contrib({ op: 'RotaryEmbedding', inputs: 4, infer: inferLike, cost: perInput(3) }, rotary),
  ...contrib(
    {
      op: 'EmbedLayerNormalization',
      inputs: [7, 9],
      outputs: [1, 3],
      infer: inferEmbedding,
      cost: (_context, outputs) => {
        const n = size(outputs[0]);
        return n === null ? null : { macs: 0, flops: 10 * n };
      },
    },
    'epsilon:float=1e-12 mask_index_type:int=0',
  ),
];
