import { must } from '../../core';
import type { Attrs } from '../../graph';
import { type Domain, Unsupported } from './domain';
import type { Tensor } from './tensor';

/** What the readers of attributes need. */
export interface Attributed {
  readonly attrs: Attrs;
}

/** One operator to evaluate: a node's, or a computed constant's. */
export interface Call<E> extends Attributed {
  readonly domain: Domain<E>;
  readonly op: string;
  readonly inputs: readonly (Tensor<E> | null)[];
  /** How many outputs are asked for. */
  readonly outputs: number;
  /** Version of the operator's set. */
  readonly opset: number;
}

/** Evaluates one family's operators. */
export type Kernel = <E>(call: Call<E>) => readonly Tensor<E>[];

export const input = <E>(call: Call<E>, slot: number): Tensor<E> =>
  must(call.inputs[slot], `input ${slot} of ${call.op}`);

export const maybeInput = <E>(call: Call<E>, slot: number): Tensor<E> | null => call.inputs[slot] ?? null;

/** A floating-point input's elements. */
export function realInput<E>(call: Call<E>, slot: number): Tensor<E> & { readonly kind: 'real' } {
  const tensor = input(call, slot);
  if (tensor.kind !== 'real') throw new Unsupported(`${call.op} of integers`);
  return tensor;
}

/** The elements of an integer input; null where it is left out. */
export function intInput<E>(call: Call<E>, slot: number): readonly number[] | null {
  const tensor = maybeInput(call, slot);
  if (tensor === null) return null;
  if (tensor.kind !== 'int') throw new Unsupported(`input ${slot} of ${call.op} is not an integer`);
  return tensor.data;
}

export function intAttr(call: Attributed, name: string, fallback: number): number {
  const attr = call.attrs.get(name);
  return attr?.kind === 'int' ? Number(attr.value) : fallback;
}

export function intsAttr(call: Attributed, name: string): readonly number[] | null {
  const attr = call.attrs.get(name);
  return attr?.kind === 'ints' ? attr.value.map(Number) : null;
}

export function stringAttr(call: Attributed, name: string, fallback: string): string {
  const attr = call.attrs.get(name);
  return attr?.kind === 'string' && typeof attr.value === 'string' ? attr.value : fallback;
}

/** Attributes are float32: read as one. */
export function floatAttr(call: Attributed, name: string, fallback: number): number {
  const attr = call.attrs.get(name);
  return Math.fround(attr?.kind === 'float' ? attr.value : fallback);
}

/** Integers that newer operator sets take as an input and older ones as an attribute. */
export const intsOf = <E>(call: Call<E>, slot: number, name: string): readonly number[] | null =>
  intInput(call, slot) ?? intsAttr(call, name);
