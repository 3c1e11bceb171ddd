import type { Dim } from '../../graph';
import { dimAdd } from '../../graph/dim';
import { type Application, applications, type Term, variablesOf } from './term';

export type Shape = readonly Dim[];

export interface Axes {
  /** The two axes that `rows` and `cols` join in a tensor of this rank. */
  (rank: number): readonly [number, number];
  /** A Conv's result behind its first two axes; the image's own where this is left out. */
  readonly extents?: (image: Shape, kernel: Shape) => Shape;
}

/** Where a term's axes are: the last two of matrices, the first two of images, or wherever two Concats have theirs. */
export type World = 'elementwise' | 'free' | 'matrix' | 'image';

export const matrixAxes: Axes = (rank) => [rank - 2, rank - 1];
export const imageAxes: Axes = () => [0, 1];

export function worldOf(...terms: readonly Term[]): World {
  const ops = new Set(terms.flatMap(applications).map((t) => t.op));
  if (ops.has('conv')) return 'image';
  if (ops.has('matmul') || ops.has('transpose')) return 'matrix';
  return ops.has('rows') || ops.has('cols') ? 'free' : 'elementwise';
}

const same = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((dim, i) => dim === b[i]);

/** Convs' groups, from the channels of image and kernel; null where they do not divide. */
export function groupsOf(image: Shape, kernel: Shape): number | null {
  const [channels, [outputs, perGroup]] = [image[1], [kernel[0], kernel[1]]];
  if (channels === perGroup) return 1;
  if (typeof channels !== 'number' || typeof perGroup !== 'number' || typeof outputs !== 'number')
    return null;
  if (channels % perGroup !== 0) return null;
  const groups = channels / perGroup;
  return outputs % groups === 0 ? groups : null;
}

/** The shape of one application's result; null where its operands do not fit. Nothing broadcasts but whole batches. */
export function resultShape(term: Application, args: readonly Shape[], axes: Axes): Shape | null {
  const [a, b] = args;
  if (a === undefined) return null;
  switch (term.op) {
    case 'relu':
      return a;
    case 'transpose': {
      const [m, n] = [a.at(-2), a.at(-1)];
      return m === undefined || n === undefined ? null : [...a.slice(0, -2), n, m];
    }
    default:
      return b === undefined ? null : binaryShape(term, a, b, axes);
  }
}

function binaryShape(term: Application, a: Shape, b: Shape, axes: Axes): Shape | null {
  switch (term.op) {
    case 'add':
    case 'mul':
      return same(a, b) ? a : null;
    case 'scale':
      return a.length > 0 && b.length <= 1 && b.every((dim) => dim === 1) ? a : null;
    case 'matmul':
      return productShape(a, b);
    case 'conv':
      return convShape(a, b, axes);
    default: {
      const axis = axes(a.length)[term.op === 'rows' ? 0 : 1];
      const [m, n] = [a[axis], b[axis]];
      if (axis < 0 || m === undefined || n === undefined || a.length !== b.length) return null;
      if (!a.every((dim, i) => i === axis || dim === b[i])) return null;
      return a.map((dim, i) => (i === axis ? dimAdd(m, n) : dim));
    }
  }
}

function productShape(a: Shape, b: Shape): Shape | null {
  const [m, k, l, n] = [a.at(-2), a.at(-1), b.at(-2), b.at(-1)];
  if (m === undefined || k === undefined || l === undefined || n === undefined || k !== l) return null;
  const [p, q] = [a.slice(0, -2), b.slice(0, -2)];
  if (p.length > 0 && q.length > 0 && !same(p, q)) return null;
  return [...(p.length > 0 ? p : q), m, n];
}

function convShape(a: Shape, b: Shape, axes: Axes): Shape | null {
  const [n, o] = [a[0], b[0]];
  if (n === undefined || o === undefined || a.length < 3 || a.length !== b.length) return null;
  if (groupsOf(a, b) === null) return null;
  return [n, o, ...(axes.extents?.(a, b) ?? a.slice(2))];
}

/** Types a whole term; null where it is ill-typed. Variables' shapes come from `shapes`, which is added to. */
export function typeTerm(term: Term, shapes: Map<string, Shape>, axes: Axes): Shape | null {
  const known = shapes.get(term.text);
  if (known !== undefined) return known;
  if (term.kind === 'variable') return null;
  const args: Shape[] = [];
  for (const arg of term.args) {
    const shape = typeTerm(arg, shapes, axes);
    if (shape === null) return null;
    args.push(shape);
  }
  const shape = resultShape(term, args, axes);
  if (shape !== null) shapes.set(term.text, shape);
  return shape;
}

/**
 * What an equation asks of its Convs beside both sides fitting: nothing; one group each, on both sides or on the right;
 * or on each side the same groups, inputs and outputs for all.
 */
export type When = 'always' | 'ungrouped' | 'alike' | 'right-ungrouped';
/** From the least that is asked. */
export const conditions: readonly When[] = ['always', 'ungrouped', 'alike', 'right-ungrouped'];
export const isWhen = (text: string): text is When => conditions.some((when) => when === text);

/** Whether the Convs of a typed side are as `when` wants them. */
function convsFit(side: Term, shapes: ReadonlyMap<string, Shape>, when: When): boolean {
  if (when === 'always' || when === 'right-ungrouped') return true;
  let first: string | null = null;
  for (const { op, args } of applications(side)) {
    const [image, kernel] = args;
    if (op !== 'conv' || image === undefined || kernel === undefined) continue;
    const [x, w] = [shapes.get(image.text), shapes.get(kernel.text)];
    if (x === undefined || w === undefined) return false;
    if (when === 'ungrouped') {
      if (x[1] !== w[1]) return false;
      continue;
    }
    const key = `${groupsOf(x, w)} ${w[0]} ${w[1]}`;
    if (first !== null && first !== key) return false;
    first = key;
  }
  return true;
}

/** Shapes under which both sides are typed alike and `when` holds; null where there is no such typing. */
export function typeEquation(
  left: Term,
  right: Term,
  given: ReadonlyMap<string, Shape>,
  axes: Axes,
  when: When,
): ReadonlyMap<string, Shape> | null {
  const shapes = new Map(given);
  const l = typeTerm(left, shapes, axes);
  const r = l === null ? null : typeTerm(right, shapes, axes);
  if (l === null || r === null || !same(l, r)) return null;
  const rightFits = convsFit(right, shapes, when === 'right-ungrouped' ? 'ungrouped' : when);
  return rightFits && convsFit(left, shapes, when) ? shapes : null;
}

/** Variables that are images and those that are kernels, by where Convs have them. */
export function roles(...terms: readonly Term[]): { images: Set<string>; kernels: Set<string> } {
  const found = { images: new Set<string>(), kernels: new Set<string>() };
  for (const { op, args } of terms.flatMap(applications)) {
    const [image, kernel] = args;
    if (op !== 'conv' || image === undefined || kernel === undefined) continue;
    for (const name of variablesOf(image)) found.images.add(name);
    for (const name of variablesOf(kernel)) found.kernels.add(name);
  }
  return found;
}
