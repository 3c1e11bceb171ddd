import { type DType, type Graph, isFloat } from '../graph';

/** Distance of 1 to the next number, by type; bfloat16 keeps 8 bits. */
export const EPSILON: Partial<Record<DType, number>> = {
  float64: 2 ** -52,
  float32: 2 ** -23,
  float16: 2 ** -10,
  bfloat16: 2 ** -7,
};
/** How many roundings' worth two orders of summation may differ by after one layer. */
const ROUNDINGS: Partial<Record<DType, number>> = { float16: 6, bfloat16: 6 };
/** One step of an 8-bit quantization: rounding may fall the other way. */
const QUANTUM = 1 / 255;

const quantizers =
  /^(QuantizeLinear|DynamicQuantize(Linear|MatMul|LSTM)|MatMulIntegerToFloat|QLinear.*|QGemm|QAttention|.*Integer)$/;

/** Whether a graph rounds to whole steps, in the bodies of its Ifs and loops too. */
const quantizes = (graph: Graph): boolean =>
  [...graph.nodes()].some(
    ({ op, attrs }) =>
      quantizers.test(op) ||
      [...attrs.values()].some((attr) => attr.kind === 'graph' && quantizes(attr.value)),
  );

/**
 * How far outputs may lie apart, as a factor of their scale, before two models count as different: 160 roundings of the coarsest
 * floating-point type that the graph computes in (6 of the half-precision ones), growing with the square root of the depth as
 * independent rounding errors do; two quantization steps where the graph quantizes. At least 10⁻⁵, at most 5 %.
 */
export function toleranceOf(graph: Graph): number {
  let relative = 160 * 2 ** -23;
  for (const dtype of computedTypes(graph)) {
    const eps = EPSILON[dtype] ?? 0;
    relative = Math.max(relative, dtype === 'float64' ? 0 : eps * (ROUNDINGS[dtype] ?? 160));
  }
  const grown = relative * Math.sqrt(Math.max(1, depthOf(graph)));
  return Math.min(0.05, Math.max(grown, quantizes(graph) ? 2 * QUANTUM : 1e-5));
}

/** Floating-point types that something is rounded to as the model runs: weights that are only stored in one are not. */
function computedTypes(graph: Graph): ReadonlySet<DType> {
  const types = new Set<DType>();
  for (const node of graph.nodes()) {
    if (node.inputs.every((input) => input === null || graph.constant(input) !== null)) continue;
    for (const output of node.outputs) {
      const type = output === null ? null : graph.value(output).type;
      if (type?.kind === 'tensor' && isFloat(type.dtype)) types.add(type.dtype);
    }
  }
  return types;
}

/** Of a model's own rounding noise, what another order of its sums may make; tiles of convolutions make up to five times. */
const OF_NOISE = 8;
/** However noisy a model is, at most so many times what its depth allows. */
const WIDEST = 8;

/**
 * The tolerance where a model's own roundings are known to be large: some networks grow every rounding a
 * thousandfold (normalisations of channels that hardly vary do), and no depth tells which.
 * @param noise what the outputs move by, as a part of their scale, where the inputs move by one rounding
 */
export function toleranceWithNoise(tolerance: number, noise: number): number {
  return Math.min(0.05, widestTolerance(tolerance), Math.max(tolerance, OF_NOISE * noise));
}

/** What no noise takes a tolerance beyond. */
export const widestTolerance = (tolerance: number): number =>
  Math.max(tolerance, Math.min(0.05, WIDEST * tolerance));

/** Nodes on the longest path. */
export function depthOf(graph: Graph): number {
  const depth = new Int32Array(graph.nodeCapacity);
  let deepest = 0;
  for (const id of graph.topological()) {
    const node = graph.node(id);
    let below = 0;
    for (const input of [...node.inputs, ...node.captures]) {
      const producer = graph.producer(input);
      if (producer !== null) below = Math.max(below, depth[producer.id] ?? 0);
    }
    depth[id] = below + 1;
    deepest = Math.max(deepest, below + 1);
  }
  return deepest;
}
