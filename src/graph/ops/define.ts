import { CodedError } from '../../core';
import type { Dim } from '../types';
import type { InferContext, InferredOutput, OpCost, OpSchema } from './schema';

type Outputs = readonly (InferredOutput | null)[];

export interface OpSpec {
  readonly domain?: string;
  readonly op: string;
  /** First opset version with these rules; 1 when left out. */
  readonly since?: number;
  /** Exactly so many, or from–to; `Infinity` for variadic inputs. */
  readonly inputs: number | readonly [min: number, max: number];
  /** 1 when left out. */
  readonly outputs?: number | readonly [min: number, max: number];
  readonly attrs?: OpSchema['attrs'];
  /** True when left out. */
  readonly deterministic?: boolean;
  /** Throw with `bad` for what the specification does not allow; what is merely unknown is null. */
  readonly infer: (context: InferContext) => Outputs;
  /** When left out the operator only moves data: no arithmetic. */
  readonly cost?: (context: InferContext, outputs: Outputs) => OpCost | null;
}

const none: OpCost = { macs: 0, flops: 0 };
const range = (count: number | readonly [number, number]): { readonly min: number; readonly max: number } =>
  typeof count === 'number' ? { min: count, max: count } : { min: count[0], max: count[1] };

/** Attributes and shape tensors can ask for anything: refuses dimensions that no tensor has. */
function checked(outputs: Outputs): Outputs {
  for (const output of outputs) {
    const type = output?.type;
    if (type?.kind !== 'tensor' || type.shape === null) continue;
    for (const dim of type.shape)
      if (typeof dim === 'number' && !(dim >= 0 && Number.isSafeInteger(dim)))
        throw bad(`a result would have a dimension of ${dim}`);
  }
  return outputs;
}

/** What inference would refuse has no cost either, nor has what attributes make absurd. */
function plausible(cost: OpSchema['cost']): OpSchema['cost'] {
  return (context, outputs) => {
    try {
      const work = cost(context, outputs);
      return work !== null && work.macs >= 0 && work.flops >= 0 && work.flops < Infinity ? work : null;
    } catch (thrown) {
      if (thrown instanceof CodedError) return null;
      throw thrown;
    }
  };
}

/** A schema from its description: defaults filled in, and errors of its inference labelled with the node. */
export function defineOp(spec: OpSpec): OpSchema {
  const inputs = range(spec.inputs);
  const { op, infer } = spec;
  return {
    domain: spec.domain ?? '',
    op,
    since: spec.since ?? 1,
    inputs,
    outputs: range(spec.outputs ?? 1),
    attrs: spec.attrs ?? {},
    deterministic: spec.deterministic ?? true,
    infer: (context) => {
      const { node } = context;
      // In a function's body an attribute may refer to one of the function's: its value is not known there.
      for (const attr of node.attrs.values()) if (attr.ref !== undefined && attr.ref !== '') return [];
      try {
        if (node.inputs.length < inputs.min)
          throw bad(`needs ${inputs.min} inputs, got ${node.inputs.length}`);
        if (node.inputs.length > inputs.max)
          throw bad(`takes ${inputs.max} inputs, got ${node.inputs.length}`);
        return checked(infer(context));
      } catch (thrown) {
        if (!(thrown instanceof CodedError) || thrown.subject !== null) throw thrown;
        const label = node.name === '' ? op : `${op} "${node.name}"`;
        throw new CodedError(thrown.code, `${label}: ${thrown.message}`, node.name === '' ? op : node.name);
      }
    },
    cost: spec.cost === undefined ? () => none : plausible(spec.cost),
  };
}

/** The same rules for several operators. */
export const defineOps = (ops: readonly string[], spec: Omit<OpSpec, 'op'>): readonly OpSchema[] =>
  ops.map((op) => defineOp({ ...spec, op }));

/** What an inference throws for types and shapes that the operator's specification rules out. */
export const bad = (message: string): CodedError => new CodedError('GRAPH_BAD_TYPE', message);

/** Descriptions of attributes, for `attrs`. */
export const attr = {
  int: (value?: number) => ({ kind: 'int', default: value }),
  /** As stored in files: rounded to single precision. */
  float: (value?: number) => ({
    kind: 'float',
    default: value === undefined ? undefined : Math.fround(value),
  }),
  string: (value?: string) => ({ kind: 'string', default: value }),
  tensor: () => ({ kind: 'tensor' }),
  graph: () => ({ kind: 'graph' }),
  ints: (value?: readonly number[]) => ({ kind: 'ints', default: value }),
  floats: (value?: readonly number[]) => ({ kind: 'floats', default: value?.map(Math.fround) }),
  strings: (value?: readonly string[]) => ({ kind: 'strings', default: value }),
} as const;

/** Elements of a shape; null where a dimension is not a number or the count passes 2^53. */
export function countOf(shape: readonly Dim[] | null | undefined): number | null {
  if (shape === null || shape === undefined) return null;
  let count = 1;
  for (const dim of shape) {
    if (typeof dim !== 'number') return null;
    count *= dim;
  }
  return Number.isSafeInteger(count) ? count : null;
}

/** Elements of output `slot`; null where they are not known. */
export function outputCount(outputs: Outputs, slot = 0): number | null {
  const type = outputs[slot]?.type;
  return type?.kind === 'tensor' ? countOf(type.shape) : null;
}

/** `flopsPerElement` operations for each element of the first output and no multiply-adds. */
export const perOutputElement =
  (flopsPerElement: number): OpSchema['cost'] =>
  (_context, outputs) => {
    const count = outputCount(outputs);
    return count === null ? null : { macs: 0, flops: flopsPerElement * count };
  };
