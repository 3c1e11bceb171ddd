import { createRandom, must } from '../../core';
import { evaluate, prime, type Tensor } from './evaluate';
import {
  type Axes,
  imageAxes,
  matrixAxes,
  roles,
  type Shape,
  typeEquation,
  type When,
  worldOf,
} from './shapes';
import { applications, type Equation, numberNames, type Term, variablesOf } from './term';

export interface Proof {
  /** Assignments of sizes at which both sides fit, all of which were tried. */
  readonly shapes: number;
  /** Random points at each. */
  readonly points: number;
  /** The chance at most that a wrong equation passes at one assignment (Schwartz, Zippel). */
  readonly bound: number;
}

const points = 4;
const mostShapes = 240;
const fewestShapes = 4;

/** The axes at which an equation is evaluated: of matrices, unless it has Convs. */
export const axesFor = (...terms: readonly Term[]): Axes =>
  worldOf(...terms) === 'image' ? imageAxes : matrixAxes;

/**
 * Evaluates both sides on random residues at every assignment of small sizes at which they fit (1 to 3 or 4 for matrices, 1
 * to 4 channels for images; a spread of them where there are very many). Null where they differ anywhere, or fit at
 * fewer than four.
 */
export function verify({ left, right }: Equation, when: When, seed: number): Proof | null {
  const axes = axesFor(left, right);
  const typings = [...typingsOf({ left, right }, when, axes)];
  if (typings.length < fewestShapes) return null;
  const stride = Math.ceil(typings.length / mostShapes);
  const chosen = typings.filter((_, i) => i % stride === 0);
  let bound = 0;
  for (const typing of chosen) {
    for (let point = 0; point < points; point++) {
      if (!agree({ left, right }, typing, axes, seed + 7919 * point)) return null;
    }
    bound = Math.max(bound, errorBound(left, right, typing));
  }
  return { shapes: chosen.length, points, bound };
}

export type Typing = ReadonlyMap<string, Shape>;

const numbersUpTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i + 1);

/** Every assignment of small sizes at which both sides fit to one shape. */
export function* typingsOf({ left, right }: Equation, when: When, axes: Axes): Iterable<Typing> {
  const names = variablesOf(left, right);
  const numbers = numberNames(left, right);
  const { kernels, images } = roles(left, right);
  const isImage = axes === imageAxes;
  const spatials = isImage
    ? [
        [3, 3],
        [4, 2],
      ]
    : [[]];
  for (const spatial of spatials) {
    const optionsOf = (name: string): readonly Shape[] => {
      if (numbers.has(name)) return [[]];
      if (!isImage) return names.length > 3 ? pairs(3, 3, []) : pairs(4, 4, []);
      const isKernel = kernels.has(name);
      const extent = isKernel && !images.has(name) ? [3, 2] : spatial;
      return pairs(isKernel ? 4 : 2, 4, extent);
    };
    const options = names.map(optionsOf);
    const choose = function* (i: number, shapes: Map<string, Shape>): Iterable<Typing> {
      const name = names[i];
      if (name === undefined) {
        const typing = typeEquation(left, right, shapes, axes, when);
        if (typing !== null) yield typing;
        return;
      }
      for (const shape of must(options[i], name)) {
        shapes.set(name, shape);
        yield* choose(i + 1, shapes);
      }
    };
    yield* choose(0, new Map());
  }
}

const pairs = (m: number, n: number, rest: readonly number[]): readonly Shape[] =>
  numbersUpTo(m).flatMap((p) => numbersUpTo(n).map((q) => [p, q, ...rest]));

const asNumbers = (shape: Shape): readonly number[] => shape.map(Number);

/** A random residue for every element. */
export function randomTensor(shape: readonly number[], seed: number, name: string): Tensor {
  const random = createRandom(seed).fork(name);
  const length = shape.reduce((n, d) => n * d, 1);
  return { shape, data: Float64Array.from({ length }, () => 1 + random.int(prime - 1)) };
}

/** Whether both sides have the same elements at one random point. */
function agree({ left, right }: Equation, typing: Typing, axes: Axes, seed: number): boolean {
  const values = new Map<string, Tensor>();
  const tensorOf = (t: Term): Tensor => {
    let value = values.get(t.text);
    if (value === undefined) {
      const shape = asNumbers(must(typing.get(t.text), t.text));
      value =
        t.kind === 'variable'
          ? randomTensor(shape, seed, t.name)
          : evaluate(t.op, t.args.map(tensorOf), shape, axes(shape.length), seed);
      values.set(t.text, value);
    }
    return value;
  };
  const [l, r] = [tensorOf(left), tensorOf(right)];
  return l.data.every((x, i) => x === r.data[i]);
}

/** Degree in the inputs, where each result of an unknown function counts as an input. */
function degree(term: Term): number {
  if (term.kind === 'variable' || term.op === 'relu') return 1;
  const [a = 0, b = 0] = term.args.map(degree);
  return term.op === 'mul' || term.op === 'scale' || term.op === 'matmul' || term.op === 'conv'
    ? a + b
    : Math.max(a, b);
}

/**
 * Two different polynomials of degree d agree at a random point with a chance of at most d/p. With unknown functions,
 * also no two different arguments of theirs may coincide: one more such event for each pair.
 */
function errorBound(left: Term, right: Term, typing: Typing): number {
  const inner = [...applications(left), ...applications(right)];
  const relus = inner.filter((t) => t.op === 'relu');
  const args = relus.reduce((n, t) => n + asNumbers(typing.get(t.text) ?? []).reduce((m, d) => m * d, 1), 0);
  const deepest = Math.max(degree(left), degree(right), ...relus.flatMap((t) => t.args.map(degree)));
  return Math.min(1, ((1 + (args * (args - 1)) / 2) * deepest) / (prime - 1)) ** points;
}
