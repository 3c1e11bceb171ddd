import { expect } from 'vitest';
import { createRandom, must } from '../../core';
import {
  concatChunks,
  type DType,
  encodeModel,
  type Graph,
  type Node,
  type TensorConstant,
  validate,
} from '../../graph';
import { literal } from '../../graph/literal';
import { applySite, isRefusal } from '../apply';
import { explain } from '../legal';
import { createMatcher } from '../matcher';
import type { Rule, Target } from '../rule';
import type { Site } from '../site';

const wasm: Target = { provider: 'wasm', standardOpsOnly: false };

/** All sites of one rule. */
export const sitesOf = (rule: Rule, graph: Graph, target: Target = wasm): readonly Site[] =>
  createMatcher([rule], target).matchAll(graph).sites(0);

/** Applies a rule at its first site (or the given one) and validates the result. */
export function applyOnce(rule: Rule, graph: Graph, at = 0, target: Target = wasm): Graph {
  const site = must(sitesOf(rule, graph, target)[at], `site ${at} of ${rule.name}`);
  const applied = applySite([rule], graph, site, target);
  if (isRefusal(applied)) throw new Error(`${rule.name}: ${applied.reason}`);
  expect(validate(applied.graph)).toEqual([]);
  return applied.graph;
}

/** Applies a rule until it has no site left, or `limit` times. */
export function applyAll(
  rules: Rule | readonly Rule[],
  graph: Graph,
  limit = 100,
  target: Target = wasm,
): Graph {
  const list = Array.isArray(rules) ? (rules as readonly Rule[]) : [rules as Rule];
  const matcher = createMatcher(list, target);
  let table = matcher.matchAll(graph);
  for (let step = 0; step < limit; step++) {
    const site = table.all().next().value;
    if (site === undefined) return table.graph;
    const applied = applySite(list, table.graph, site, target);
    if (isRefusal(applied)) throw new Error(applied.reason);
    expect(validate(applied.graph)).toEqual([]);
    table = matcher.update(table, applied.graph, applied.delta);
  }
  return table.graph;
}

/** Applies the rule once, checks that both graphs compute the same, and returns the new one. */
export async function expectRewrite(rule: Rule, graph: Graph, options: CompareOptions = {}): Promise<Graph> {
  const after = applyOnce(rule, graph, options.site ?? 0, options.target ?? wasm);
  await expectEquivalent(graph, after, options);
  return after;
}

/** Why the rule fires nowhere in the graph: the reasons at all nodes of its anchor's type. Asserts that it does not. */
export function refusals(rule: Rule, graph: Graph, target: Target = wasm): readonly string[] {
  expect(sitesOf(rule, graph, target)).toEqual([]);
  const { ops, domain = '' } = rule.anchor;
  const anchors = [...graph.nodes()].filter(
    (n) => ops.length === 0 || (ops.includes(n.op) && n.domain === domain),
  );
  return anchors.map((node) => must(explain(rule, graph, node, target), `a refusal at ${node.op}`).reason);
}

export interface CompareOptions {
  readonly rtol?: number;
  readonly atol?: number;
  /** Input contents by name, where random ones do not do. */
  readonly inputs?: Readonly<Record<string, readonly number[]>>;
  readonly site?: number;
  readonly target?: Target;
}

/** Operator types of a graph in topological order. */
export const opsOf = (graph: Graph): readonly string[] => graph.topological().map((id) => graph.node(id).op);

/** The only node with this operator type. */
export const only = (graph: Graph, op: string): Node => {
  const found = [...graph.nodes()].filter((node) => node.op === op);
  expect(found).toHaveLength(1);
  return must(found[0], op);
};

/** Runs both graphs in onnxruntime-web (its optimizer off) on the same seeded inputs and compares every output. */
export async function expectEquivalent(
  before: Graph,
  after: Graph,
  options: CompareOptions = {},
): Promise<void> {
  const { rtol = 1e-5, atol = 1e-6 } = options;
  const [expected, actual] = [await evaluate(before, options), await evaluate(after, options)];
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  for (const [name, want] of Object.entries(expected)) {
    const got = must(actual[name], name);
    expect(got.dims, name).toEqual(want.dims);
    expect(got.type, name).toBe(want.type);
    const scale = want.data.reduce((max, w) => (Number.isFinite(w) ? Math.max(max, Math.abs(w)) : max), 0);
    want.data.forEach((w, i) => {
      const g = must(got.data[i], `${name}[${i}]`);
      if (Object.is(w, g) || w === g) return;
      expect(Math.abs(w - g), `${name}[${i}]: ${w} became ${g}`).toBeLessThanOrEqual(atol + rtol * scale);
    });
  }
}

interface Output {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: readonly number[];
}

let queue: Promise<unknown> = Promise.resolve();

/** All outputs of a graph on seeded inputs. */
export async function evaluate(
  graph: Graph,
  options: CompareOptions = {},
): Promise<Readonly<Record<string, Output>>> {
  const run = queue.then(() => evaluateNow(graph, options));
  queue = run.catch(() => null);
  return run;
}

async function evaluateNow(graph: Graph, options: CompareOptions): Promise<Readonly<Record<string, Output>>> {
  const ort = await import('onnxruntime-web');
  ort.env.wasm.numThreads = 1;
  const bytes = concatChunks(encodeModel(graph, { resolve: () => null }));
  const session = await ort.InferenceSession.create(bytes, {
    graphOptimizationLevel: 'disabled',
    logSeverityLevel: 3,
  });
  try {
    const feeds: Record<string, InstanceType<typeof ort.Tensor>> = {};
    for (const id of graph.inputs) {
      const { name, constant } = graph.value(id);
      if (constant !== null) continue;
      const tensor = inputFor(graph, name, options.inputs?.[name]);
      feeds[name] = new ort.Tensor(tensor.dtype as 'float32', tensor.data as Float32Array, tensor.shape);
    }
    const results = await session.run(feeds);
    const outputs: Record<string, Output> = {};
    for (const [name, tensor] of Object.entries(results)) {
      const data = Array.from(tensor.data as ArrayLike<number | bigint>, Number);
      outputs[name] = { type: tensor.type, dims: tensor.dims, data };
    }
    return outputs;
  } finally {
    await session.release();
  }
}

function inputFor(graph: Graph, name: string, given: readonly number[] | undefined) {
  const value = must(
    graph.inputs.map((id) => graph.value(id)).find((v) => v.name === name),
    name,
  );
  const { type } = value;
  if (type?.kind !== 'tensor' || type.shape === null) throw new Error(`input ${name} has no shape`);
  const shape = type.shape.map((dim) => (typeof dim === 'number' ? dim : 3));
  const count = shape.reduce((n, d) => n * d, 1);
  const random = createRandom([...name].reduce((h, c) => h * 31 + c.charCodeAt(0), 7));
  const draw = () =>
    type.dtype.startsWith('float') ? random.normal() : type.dtype === 'bool' ? random.int(2) : random.int(3);
  const constant: TensorConstant = literal(type.dtype, shape, given ?? Array.from({ length: count }, draw));
  const bytes = constant.source.at === 'bytes' ? constant.source.bytes : new Uint8Array();
  return { dtype: type.dtype, shape, data: typed(type.dtype, bytes.slice().buffer) };
}

function typed(dtype: DType, buffer: ArrayBuffer) {
  switch (dtype) {
    case 'float32':
      return new Float32Array(buffer);
    case 'float64':
      return new Float64Array(buffer);
    case 'int64':
      return new BigInt64Array(buffer);
    case 'int32':
      return new Int32Array(buffer);
    case 'float16':
      return new Uint16Array(buffer);
    default:
      return new Uint8Array(buffer);
  }
}
