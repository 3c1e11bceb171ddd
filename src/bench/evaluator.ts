import { CodedError, must, Vec } from '../core';
import {
  type AppliedConstant,
  type Constant,
  type Evaluator,
  Graph,
  type ModelHeader,
  type Node,
  nodeId,
  type TensorConstant,
  type Use,
  type Value,
  type ValueId,
  valueId,
} from '../graph';
import { constantBytes, isApplied, isExternal, leavesOf, type Weights } from './constants';
import { encodeBeside } from './materialise';
import type { Runtime } from './runtime';

export interface EvaluatorOptions {
  readonly runtime: Runtime;
  readonly weights: Weights;
  /** Opset versions of the model whose constants these are. */
  readonly opsets: ReadonlyMap<string, number>;
  /** Inputs and results of one model may take this many bytes; 1.5 GB when left out. */
  readonly maxBytes?: number;
}

/** Constants are computed in models of at most about this many bytes, so that one failure costs little. */
const BATCH_BYTES = 256 * 2 ** 20;

/**
 * Computes constants with ORT: every batch becomes one small model whose initializers are the stored tensors below.
 * Results are kept for as long as the constant itself lives.
 */
export function createEvaluator(options: EvaluatorOptions): Evaluator {
  const cache = new WeakMap<AppliedConstant, Uint8Array>();
  return {
    async evaluate(constants) {
      const wanted = [...new Set(constants.filter(isApplied))].filter((constant) => !cache.has(constant));
      for (const batch of batches(wanted)) {
        const results = await evaluateBatch(options, batch, (constant) => cache.get(constant));
        batch.forEach((constant, i) => {
          cache.set(constant, must(results[i], 'a result'));
        });
      }
      const stored = constants.filter((constant) => !isApplied(constant));
      await options.weights.load(stored.filter(isExternal));
      return constants.map((constant) =>
        isApplied(constant)
          ? must(cache.get(constant), 'a computed constant')
          : storedBytes(options, constant),
      );
    },
  };
}

function batches(constants: readonly AppliedConstant[]): AppliedConstant[][] {
  const out: AppliedConstant[][] = [];
  let room = 0;
  for (const constant of constants) {
    const size = constantBytes(constant);
    const last = out.at(-1);
    if (last === undefined || size > room) {
      out.push([constant]);
      room = BATCH_BYTES - size;
    } else {
      last.push(constant);
      room -= size;
    }
  }
  return out;
}

async function evaluateBatch(
  options: EvaluatorOptions,
  batch: readonly AppliedConstant[],
  computed: Computed,
): Promise<readonly Uint8Array[]> {
  const { runtime, weights, opsets, maxBytes = 1.5 * 2 ** 30 } = options;
  const leaves = [...leavesOf(batch)];
  const total = [...leaves, ...batch].reduce((sum, constant) => sum + constantBytes(constant), 0);
  if (total > maxBytes) {
    const size = `${(total / 2 ** 20).toFixed(0)} MB`;
    throw new CodedError('RUNTIME_MEMORY', `computing rewritten weights would take ${size}`);
  }
  await weights.load(leaves.filter(isExternal));
  const { graph, written } = constantGraph(batch, opsets, computed);
  const source = encodeBeside(graph, (constant) => storedBytes(options, constant));
  // ORT would fold the whole model while it loads it; running it as it stands is the same arithmetic, once.
  const session = await runtime.open(source, { level: 'disabled' });
  try {
    const outputs = await runtime.run(session, new Map());
    return batch.map((constant, i) => {
      const result = must(outputs.get(must(written[i], 'an output name')), 'an output');
      if (result.bytes.byteLength === constantBytes(constant)) return result.bytes;
      throw new CodedError(
        'RUNTIME_REFUSED',
        `${constant.op} over weights gave ${result.dtype}[${result.shape}], not ${constant.dtype}[${constant.shape}]`,
        constant.op,
      );
    });
  } finally {
    await runtime.close(session).catch(() => undefined);
  }
}

function storedBytes({ weights }: EvaluatorOptions, constant: Constant): Uint8Array {
  if (constant.kind === 'tensor') {
    const bytes = weights.bytesOf(constant);
    if (bytes !== null) return bytes;
    throw new CodedError('WEIGHTS_MISSING', `the values of ${constant.name} are not here`, constant.name);
  }
  throw new CodedError('RUNTIME_REFUSED', `${constant.op} is not a stored constant`, constant.op);
}

/** What was computed before, so that a constant built on it starts from there. */
type Computed = (constant: AppliedConstant) => Uint8Array | undefined;

function standIn({ dtype, shape }: AppliedConstant, bytes: Uint8Array | undefined): TensorConstant | null {
  return bytes === undefined
    ? null
    : { kind: 'tensor', dtype, shape, name: '', source: { at: 'bytes', bytes } };
}

/** A graph that computes constants: each applied constant a node, each stored or known one an initializer. */
function constantGraph(
  batch: readonly AppliedConstant[],
  opsets: ReadonlyMap<string, number>,
  computed: Computed,
) {
  const nodes: Node[] = [];
  const values: Value[] = [];
  const uses: Use[][] = [];
  const ids = new Map<Constant, ValueId>();
  const blank = { known: null, capture: null, extra: null };
  const addValue = (constant: Constant, about: Pick<Value, 'name' | 'producer' | 'slot' | 'constant'>) => {
    const id = valueId(values.length);
    const { dtype, shape } = constant;
    values.push({ id, type: { kind: 'tensor', dtype, shape }, ...blank, ...about });
    uses.push([]);
    return id;
  };
  const leaf = (constant: Constant, stored: TensorConstant): ValueId => {
    const name = `leaf${values.length}`;
    const id = addValue(stored, { name, producer: null, slot: 0, constant: stored });
    ids.set(constant, id);
    return id;
  };
  const add = (constant: Constant): ValueId => {
    const known = ids.get(constant);
    if (known !== undefined) return known;
    if (constant.kind === 'tensor') return leaf(constant, constant);
    const before = standIn(constant, computed(constant));
    if (before !== null) return leaf(constant, before);
    const inputs = constant.inputs.map((input) => (input === null ? null : add(input)));
    const id = nodeId(nodes.length);
    const { domain, op, attrs, output, outputs: count } = constant;
    const about = { name: `result${id}`, producer: id, slot: output, constant: null };
    const made = addValue(constant, about);
    const outputs = Array.from({ length: count }, (_, slot) => (slot === output ? made : null));
    nodes.push({ id, domain, op, inputs, outputs, attrs, captures: [], name: '', extra: null });
    inputs.forEach((input, slot) => {
      if (input !== null) uses[input]?.push({ node: id, slot });
    });
    ids.set(constant, made);
    return made;
  };
  const outputs = batch.map(add);
  const header: ModelHeader = { opsets, graphName: 'constants', functions: new Map(), extra: null };
  const graph = new Graph({
    nodes: Vec.from<Node | null>(nodes),
    values: Vec.from<Value | null>(values),
    uses: Vec.from<readonly Use[]>(uses),
    inputs: [],
    outputs,
    header,
    size: nodes.length,
  });
  return { graph, written: outputs.map((id) => graph.value(id).name) };
}
