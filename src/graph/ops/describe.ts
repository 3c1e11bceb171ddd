import { must } from '../../core';
import { type GraphCost, graphCost } from '../cost';
import type { DType } from '../dtype';
import { graphBuilder, type PlainAttr } from '../fixtures';
import { inferNode } from '../infer';
import { inferGraph } from '../inferGraph';
import type { Dim, ValueType } from '../types';

/** An input in a test: a type as text (`'float32[n, 3, 2*h]'`), a constant's elements, or null where left out. */
export type Described =
  | string
  | null
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] };

/** A vector of int64 whose contents are known. */
export const ints = (...entries: number[]): Described => ({ ints: entries });
/** A vector of float32 whose contents are known. */
export const floats = (...entries: number[]): Described => ({ floats: entries });

export interface Options {
  readonly opset?: number;
  readonly domain?: string;
  /** How many outputs; 1 when left out. */
  readonly outputs?: number;
}

function parseType(text: string): { readonly dtype: DType; readonly shape: readonly Dim[] | null } {
  const [, dtype, dims] = must(/^(\w+)(?:\[(.*)\])?$/.exec(text), `a type in "${text}"`);
  const entries = (dims ?? '').split(',').map((entry) => entry.trim());
  const shape = entries.filter((entry) => entry !== '').map((d) => (/^-?\d+$/.test(d) ? Number(d) : d));
  return { dtype: dtype as DType, shape: dims === undefined ? null : shape };
}

/** `float32[2, n]`, a name of its own for every unknown dimension left out: `float32[2, ?]`. */
export function typeText(type: ValueType | null | undefined): string {
  if (!type) return 'unknown';
  if (type.kind === 'sequence' || type.kind === 'optional') return `${type.kind}(${typeText(type.element)})`;
  if (type.kind === 'map') return `map(${type.key}, ${typeText(type.value)})`;
  const dims = type.shape?.map((d) => (typeof d === 'string' && /^\?\w*$/.test(d) ? '?' : d));
  return `${type.dtype}${dims === undefined ? '' : `[${dims.join(', ')}]`}`;
}

function single(
  op: string,
  inputs: readonly Described[],
  attrs: Readonly<Record<string, PlainAttr>>,
  { opset = 22, domain = '', outputs = 1 }: Options,
) {
  const g = graphBuilder(
    domain === '' ? { opset } : { opsets: { [domain]: domain === 'com.microsoft' ? 1 : opset } },
  );
  const ids = inputs.map((input, i) => {
    if (input === null) return null;
    if (typeof input === 'string') {
      const { dtype, shape } = parseType(input);
      return g.input(`x${i}`, dtype, shape);
    }
    if ('ints' in input) return g.ints(`x${i}`, input.ints);
    return g.constant(`x${i}`, 'float32', [input.floats.length], input.floats);
  });
  g.node(op, ids, attrs, { domain, outputs });
  return g.raw();
}

/** The types that an operator's outputs get, as text. @throws CodedError GRAPH_BAD_TYPE. */
export function typesOf(
  op: string,
  inputs: readonly Described[],
  attrs: Readonly<Record<string, PlainAttr>> = {},
  options: Options = {},
): readonly string[] {
  const graph = single(op, inputs, attrs, options);
  const [node] = graph.nodes();
  const found = inferNode(graph, must(node, 'the node'));
  return must(node, 'the node').outputs.map((_, slot) => typeText(found[slot]?.type));
}

/** The known contents of an operator's first output. */
export function contentsOf(
  op: string,
  inputs: readonly Described[],
  attrs: Readonly<Record<string, PlainAttr>> = {},
  options: Options = {},
): readonly Dim[] | null {
  const graph = single(op, inputs, attrs, options);
  const [node] = graph.nodes();
  return inferNode(graph, must(node, 'the node'))[0]?.known ?? null;
}

/** What one execution of an operator takes. */
export const costOf = (
  op: string,
  inputs: readonly Described[],
  attrs: Readonly<Record<string, PlainAttr>> = {},
  options: Options = {},
): GraphCost => graphCost(inferGraph(single(op, inputs, attrs, options)));
