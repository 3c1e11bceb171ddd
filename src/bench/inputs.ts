import { CodedError, createRandom, type Random } from '../core';
import { elementCount, type Graph, isFloat, type Value } from '../graph';
import { fromNumbers, type HostTensor, type PassableType, passableType, type TensorMap } from './hostTensor';
import { type InputUse, inputUse } from './inputUse';

/**
 * The kinds of floating-point data: standard normal; the same ×8 and ×1/1000, which show overflow, cancellation and
 * thresholds; and uniform in [0, 1), as images and probabilities are.
 */
export const inputKinds = ['normal', 'uniform', 'large', 'small'] as const;
export type InputKind = (typeof inputKinds)[number];

export interface InputOptions {
  readonly kind: InputKind;
  readonly seed: number;
  /** What inputs of a single truth value say; true when left out. */
  readonly flags?: boolean;
  /** Which of the numbers that an input is compared with it is, counted from 0; the first when left out. */
  readonly choice?: number;
}

/** Whether an input is a single truth value, which chooses between two ways through a graph. */
const isFlag = ({ type }: Value): boolean =>
  type?.kind === 'tensor' && type.dtype === 'bool' && type.shape?.every((dim) => dim === 1) === true;

export const hasFlags = (graph: Graph): boolean =>
  graph.inputs.some((id) => graph.value(id).constant === null && isFlag(graph.value(id)));

/** Whether an input is compared with several numbers, of which each may be another way through the graph. */
export const hasChoices = (graph: Graph): boolean =>
  graph.inputs.some((id) => graph.value(id).constant === null && inputUse(graph, id).compared.length > 1);

/**
 * Seeded inputs that fit how a graph uses them: ids below the size of the table they index, masks of ones (their last
 * quarter zero in kinds other than `normal`), masks that are added of zeros and of what hides in part, token types of 0 and 1, numbers that the graph compares with, full
 * sequence lengths. The graph is specialised; a dimension that is still symbolic counts as 1, alike everywhere.
 * @throws CodedError INPUT_UNSUPPORTED for inputs that are no tensors of numbers or of unknown rank, RUNTIME_MEMORY for one
 *   that no array holds.
 */
export function makeInputs(graph: Graph, options: InputOptions): TensorMap {
  const feeds = new Map<string, HostTensor>();
  for (const id of graph.inputs) {
    const value = graph.value(id);
    if (value.constant !== null) continue;
    const random = createRandom(options.seed).fork(`${options.kind}:${value.name}`);
    const made = makeInput(value, inputUse(graph, id), options, random);
    const off = options.flags === false && isFlag(value);
    feeds.set(value.name, off ? { ...made, bytes: new Uint8Array(made.bytes.length) } : made);
  }
  return feeds;
}

function makeInput(value: Value, use: InputUse, options: InputOptions, random: Random): HostTensor {
  const { type, name } = value;
  if (type !== null && type.kind !== 'tensor') {
    throw new CodedError('INPUT_UNSUPPORTED', `Input ${name} is a ${type.kind}.`, name);
  }
  if (type === null || type.shape === null) {
    const message = `Not even the number of dimensions of input ${name} is known.`;
    throw new CodedError('INPUT_UNSUPPORTED', message, name);
  }
  const dtype = passableType(type.dtype, `Input ${name}`);
  const shape = type.shape.map((dim) => (typeof dim === 'number' ? dim : 1));
  const draw = generator(name, dtype, shape, use, options, random);
  try {
    const values = new Float64Array(elementCount(shape));
    for (let i = 0; i < values.length; i++) values[i] = draw(i);
    return { dtype, shape, bytes: fromNumbers(dtype, values) };
  } catch (thrown) {
    // What engines throw where an array is longer than they allow, or memory is short.
    if (!(thrown instanceof RangeError)) throw thrown;
    const message = `Input ${name} of ${shape.join('×')} elements does not fit into memory.`;
    throw new CodedError('RUNTIME_MEMORY', message, name, { cause: thrown });
  }
}

/** What makes element `i`. */
function generator(
  name: string,
  dtype: PassableType,
  shape: readonly number[],
  use: InputUse,
  { kind, choice = 0 }: InputOptions,
  random: Random,
): (i: number) => number {
  const named = /mask/i.test(name);
  const last = shape.at(-1) ?? 1;
  // A mask as padding makes it: the end of each row is off, never all of it.
  const padding = (i: number) => (kind !== 'normal' && last > 1 && (i % last) + 1 > 0.75 * last + 1 ? 0 : 1);
  if (isFloat(dtype)) {
    if (named && use.added && !use.mask && !use.multiplied) return added(kind, last, random);
    // What is taken from one may be a mask or an image; of what is no mask by its name, some inputs are all numbers between.
    const isMask = named ? use.mask || !use.data : use.mask && !use.data && kind !== 'uniform';
    return isMask ? padding : floats(kind, random);
  }
  if (dtype === 'bool') return shape.length === 0 ? () => 1 : padding;
  const compared = use.compared[choice % Math.max(1, use.compared.length)];
  if (compared !== undefined && use.limit === null) return () => compared;
  if (use.length !== null) return () => use.length ?? 1;
  if (use.shape) return () => 1;
  if (named || (use.mask && use.limit === null)) return padding;
  const ceiling = use.limit ?? (/token_type|segment/i.test(name) ? 2 : null);
  if (ceiling !== null) return () => random.int(ceiling);
  return integers(dtype, use, random);
}

/** Added to what cannot be seen, so that a softmax gives it nothing. */
const HIDDEN = -1e4;

/**
 * A mask that is added, as to scores: nothing; moderate numbers, which show what becomes of it (of a hidden place any large number is
 * as good as any other); and those with the end of each row hidden.
 */
function added(kind: InputKind, last: number, random: Random): (i: number) => number {
  if (kind === 'normal') return () => 0;
  const hides = (i: number): boolean => kind === 'large' && last > 1 && (i % last) + 1 > 0.75 * last + 1;
  return (i) => {
    const some = -3 * Math.abs(random.normal());
    return hides(i) ? HIDDEN : some;
  };
}

function floats(kind: InputKind, random: Random): () => number {
  switch (kind) {
    case 'normal':
      return () => random.normal();
    case 'uniform':
      return () => random.next();
    case 'large':
      return () => random.normal() * 8;
    case 'small':
      return () => random.normal() * 1e-3;
  }
}

/** Integers that are data use the whole range of 8-bit types; wider ones of unknown meaning stay small. */
function integers(dtype: PassableType, use: InputUse, random: Random): () => number {
  if (dtype === 'uint8') return () => random.int(256);
  if (dtype === 'int8') return () => random.int(256) - 128;
  return use.data ? () => random.int(16) : () => random.int(2);
}
