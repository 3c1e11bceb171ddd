import { bounds, extreme, floorDivide, symbol } from './dim/atoms';
import { parse } from './dim/parse';
import {
  type Atom,
  addScaled,
  constant,
  constantOf,
  isSound,
  maxTerms,
  multiply,
  ofAtom,
  type Poly,
  print,
} from './dim/poly';
import type { Dim } from './types';

/**
 * Arithmetic on dimensions. Plain numbers take the fast path; texts are parsed once into polynomials and results are
 * printed in canonical form, so that equal dimensions are `===`. What overflows 2^53 or grows past all sense becomes
 * an unknown dimension of its own.
 */
const parsed = new Map<string, Poly>();
const cacheLimit = 20_000;
const longestText = 2_000;

function polyOf(dim: Dim): Poly {
  // What no double holds exactly (products of absurd attributes) is not known, nor what a fraction makes.
  if (typeof dim === 'number') return Number.isSafeInteger(dim) ? constant(dim) : polyOf(freshInt());
  let poly = parsed.get(dim);
  if (poly === undefined) {
    poly = parse(dim);
    remember(dim, poly);
  }
  return poly;
}

function remember(text: string, poly: Poly): void {
  if (parsed.size >= cacheLimit) parsed.clear();
  parsed.set(text, poly);
}

function dimOf(poly: Poly | null): Dim {
  if (poly === null || !isSound(poly)) return freshInt();
  const number = constantOf(poly);
  if (number !== null) return number;
  const [term] = poly;
  const [atom] = term?.atoms ?? [];
  // A lone symbol is its own name, quoted only inside expressions.
  const isName = poly.length === 1 && term?.coef === 1 && term.atoms.length === 1 && atom?.kind === 'symbol';
  const text = isName ? (atom?.name ?? '') : print(poly);
  if (text.length > longestText) return freshInt();
  if (!parsed.has(text)) remember(text, poly);
  return text;
}

let freshCount = 0;

/** An unknown dimension, different from every other, at least 0. */
export const freshDim = (hint = ''): Dim => `?${hint}${++freshCount}`;

/** An unknown integer, different from every other: an entry of a shape tensor whose value may even be negative. */
export const freshInt = (): Dim => `?$${++freshCount}`;

/** The canonical text of a dimension as a file writes it: `1+2*heads` becomes `2*heads + 1`. */
export const canonicalDim = (dim: Dim): Dim => (typeof dim === 'number' ? dim : dimOf(polyOf(dim)));

/** True for a dimension of which nothing at all is known. */
export const isUnknownDim = (dim: Dim): boolean =>
  typeof dim === 'string' && dim.startsWith('?') && symbolsOf(dim).has(dim);

/** Adding 0 turns −0 into 0. */
const safe = (n: number): Dim => (Number.isSafeInteger(n) ? n + 0 : freshInt());

export function dimAdd(a: Dim, b: Dim): Dim {
  if (typeof a === 'number') {
    if (typeof b === 'number') return safe(a + b);
    if (a === 0) return b;
  } else if (b === 0) return a;
  return dimOf(addScaled(polyOf(a), polyOf(b), 1));
}

export function dimSub(a: Dim, b: Dim): Dim {
  if (typeof a === 'number' && typeof b === 'number') return safe(a - b);
  if (a === b) return 0;
  if (b === 0) return a;
  return dimOf(addScaled(polyOf(a), polyOf(b), -1));
}

export function dimMul(a: Dim, b: Dim): Dim {
  if (typeof a === 'number') {
    if (typeof b === 'number') return safe(a * b);
    if (a === 1) return b;
  } else if (b === 1) return a;
  const [x, y] = [polyOf(a), polyOf(b)];
  return x.length * y.length > maxTerms ** 2 ? freshInt() : dimOf(multiply(x, y));
}

/** floor(a / b); unknown for b = 0. A symbolic b is taken to be positive. */
export function dimFloorDiv(a: Dim, b: Dim): Dim {
  if (typeof a === 'number' && typeof b === 'number') return b === 0 ? freshInt() : safe(Math.floor(a / b));
  if (b === 1) return a;
  if (a === b) return 1;
  return dimOf(floorDivide(polyOf(a), polyOf(b)));
}

/** ceil(a / b); unknown for b = 0. A symbolic b is taken to be positive. */
export function dimCeilDiv(a: Dim, b: Dim): Dim {
  if (typeof a === 'number' && typeof b === 'number') return b === 0 ? freshInt() : safe(Math.ceil(a / b));
  return typeof b === 'number' && b < 0
    ? dimFloorDiv(dimAdd(a, dimAdd(b, 1)), b)
    : dimFloorDiv(dimAdd(a, dimSub(b, 1)), b);
}

/** a − b·floor(a / b): the remainder with the sign of b. */
export const dimMod = (a: Dim, b: Dim): Dim => dimSub(a, dimMul(b, dimFloorDiv(a, b)));

export function dimMax(a: Dim, b: Dim): Dim {
  if (typeof a === 'number' && typeof b === 'number') return Math.max(a, b);
  return a === b ? a : dimOf(extreme('max', polyOf(a), polyOf(b)));
}

export function dimMin(a: Dim, b: Dim): Dim {
  if (typeof a === 'number' && typeof b === 'number') return Math.min(a, b);
  return a === b ? a : dimOf(extreme('min', polyOf(a), polyOf(b)));
}

/** a / b where that is a whole number for all values of the symbols, else null. */
export function dimDivExact(a: Dim, b: Dim): Dim | null {
  if (b === 0) return null;
  if (typeof a === 'number' && typeof b === 'number') return a % b === 0 ? a / b : null;
  const quotient = dimFloorDiv(a, b);
  return dimMul(quotient, b) === a ? quotient : null;
}

/**
 * The sign of a − b where it is certain (named symbols are at least 1, unknown dimensions at least 0): negative, 0 or positive;
 * null when it depends.
 */
export function dimCompare(a: Dim, b: Dim): number | null {
  if (a === b) return 0;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [low, high] = bounds(addScaled(polyOf(a), polyOf(b), -1));
  return low > 0 ? 1 : high < 0 ? -1 : low === 0 && high === 0 ? 0 : null;
}

/** Smallest and largest value that a dimension can have, by the same assumptions as `dimCompare`. */
export const dimBounds = (dim: Dim): readonly [number, number] =>
  typeof dim === 'number' ? [dim, dim] : bounds(polyOf(dim));

/** The names of all symbols in a dimension. */
export function symbolsOf(dim: Dim): ReadonlySet<string> {
  const names = new Set<string>();
  if (typeof dim === 'string') collect(polyOf(dim), names);
  return names;
}

function collect(poly: Poly, names: Set<string>): void {
  for (const { atoms } of poly) {
    for (const atom of atoms) {
      if (atom.kind === 'symbol') names.add(atom.name);
      for (const arg of atom.args) collect(arg, names);
    }
  }
}

/** The dimension with symbols replaced, all at once. */
export function substituteDim(dim: Dim, bindings: ReadonlyMap<string, Dim>): Dim {
  if (typeof dim === 'number') return dim;
  const direct = bindings.get(dim);
  if (direct !== undefined) return direct;
  const poly = polyOf(dim);
  const [term] = poly;
  if (poly.length === 1 && term?.coef === 1 && term.atoms.length === 1 && term.atoms[0]?.kind === 'symbol')
    return dim;
  return substitutePoly(poly, bindings);
}

function substitutePoly(poly: Poly, bindings: ReadonlyMap<string, Dim>): Dim {
  let sum: Dim = 0;
  for (const { atoms, coef } of poly) {
    let product: Dim = coef;
    for (const atom of atoms) product = dimMul(product, substituteAtom(atom, bindings));
    sum = dimAdd(sum, product);
  }
  return sum;
}

function substituteAtom(atom: Atom, bindings: ReadonlyMap<string, Dim>): Dim {
  if (atom.kind === 'symbol') return bindings.get(atom.name) ?? dimOf(ofAtom(symbol(atom.name)));
  const args = atom.args.map((arg) => substitutePoly(arg, bindings));
  const [first = 0, second = 1] = args;
  if (atom.kind === 'floor') return dimFloorDiv(first, second);
  return args.reduce(atom.kind === 'max' ? dimMax : dimMin);
}
