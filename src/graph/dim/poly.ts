/**
 * The normal form behind symbolic dimensions: polynomials with integer coefficients over atoms, where an atom is a
 * symbol or an opaque floor-division, maximum or minimum of polynomials. Equal polynomials print equal text.
 */

export interface Atom {
  readonly kind: 'symbol' | 'floor' | 'max' | 'min';
  /** Canonical text as a factor of a product; the order of atoms. */
  readonly text: string;
  /** The raw name of a symbol; '' for the others. */
  readonly name: string;
  /** floor: numerator and denominator; max and min: the operands. */
  readonly args: readonly Poly[];
}

export interface Term {
  /** Sorted by text; repeated for powers; empty for the constant. */
  readonly atoms: readonly Atom[];
  /** Never 0. */
  readonly coef: number;
}

/** Terms by falling degree, then by atoms: a monomial order, so that leading terms multiply. */
export type Poly = readonly Term[];

/** More terms than any real shape needs: beyond it a dimension counts as unknown. */
export const maxTerms = 64;

export const constant = (n: number): Poly => (n === 0 ? [] : [{ atoms: [], coef: n }]);

/** The value of a constant polynomial, else null. */
export function constantOf(poly: Poly): number | null {
  const [term] = poly;
  if (term === undefined) return 0;
  return poly.length === 1 && term.atoms.length === 0 ? term.coef : null;
}

export const ofAtom = (atom: Atom): Poly => [{ atoms: [atom], coef: 1 }];

function compareAtoms(a: readonly Atom[], b: readonly Atom[]): number {
  if (a.length !== b.length) return b.length - a.length;
  for (let i = 0; i < a.length; i++) {
    const x = a[i]?.text ?? '';
    const y = b[i]?.text ?? '';
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

/** a + factor·b. */
export function addScaled(a: Poly, b: Poly, factor: number): Poly {
  const sum: Term[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const x = a[i];
    const y = b[j];
    const order = x === undefined ? 1 : y === undefined ? -1 : compareAtoms(x.atoms, y.atoms);
    if (x !== undefined && order < 0) {
      sum.push(x);
      i++;
    } else if (y !== undefined && order > 0) {
      sum.push({ atoms: y.atoms, coef: y.coef * factor });
      j++;
    } else if (x !== undefined && y !== undefined) {
      const coef = x.coef + y.coef * factor;
      if (coef !== 0) sum.push({ atoms: x.atoms, coef });
      i++;
      j++;
    }
  }
  return sum;
}

function mergeAtoms(a: readonly Atom[], b: readonly Atom[]): readonly Atom[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return [...a, ...b].sort((x, y) => (x.text < y.text ? -1 : x.text > y.text ? 1 : 0));
}

export function multiply(a: Poly, b: Poly): Poly {
  let product: Poly = [];
  for (const x of a) {
    const row = b.map((y) => ({ atoms: mergeAtoms(x.atoms, y.atoms), coef: x.coef * y.coef }));
    product = addScaled(product, row, 1);
  }
  return product;
}

/** `atoms` without those of `factors`, or null when they are not all there. */
export function withoutAtoms(atoms: readonly Atom[], factors: readonly Atom[]): readonly Atom[] | null {
  const rest: Atom[] = [];
  let j = 0;
  for (const atom of atoms) {
    if (j < factors.length && factors[j]?.text === atom.text) j++;
    else rest.push(atom);
  }
  return j === factors.length ? rest : null;
}

/** a / b where it goes without remainder, else null. */
export function divideExactly(a: Poly, b: Poly): Poly | null {
  const lead = b[0];
  if (lead === undefined) return null;
  let rest = a;
  const quotient: Term[] = [];
  for (let top = rest[0]; top !== undefined; top = rest[0]) {
    const atoms = withoutAtoms(top.atoms, lead.atoms);
    const coef = top.coef / lead.coef;
    if (atoms === null || !Number.isInteger(coef) || quotient.length > maxTerms) return null;
    const term: Term = { atoms, coef };
    quotient.push(term);
    rest = addScaled(rest, multiply([term], b), -1);
    if (rest.length > 2 * maxTerms) return null;
  }
  return quotient;
}

/** True when a double holds every coefficient exactly and the polynomial is of sensible size. */
export const isSound = (poly: Poly): boolean =>
  poly.length <= maxTerms &&
  poly.every((term) => Number.isSafeInteger(term.coef) && term.atoms.length <= maxTerms);

/** The canonical text: in order, but a positive term first where there is one. */
export function print(poly: Poly): string {
  if (poly.length === 0) return '0';
  let text = '';
  const lead = poly.findIndex((term) => term.coef > 0);
  const first = poly[lead];
  for (const { atoms, coef } of first && lead > 0 ? [first, ...poly.toSpliced(lead, 1)] : poly) {
    const size = Math.abs(coef);
    text += text === '' ? (coef < 0 ? '-' : '') : coef < 0 ? ' - ' : ' + ';
    if (atoms.length === 0 || size !== 1) text += String(size);
    atoms.forEach((atom, i) => {
      text += i === 0 && size === 1 ? atom.text : `*${atom.text}`;
    });
  }
  return text;
}
