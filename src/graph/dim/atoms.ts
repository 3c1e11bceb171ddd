import {
  type Atom,
  addScaled,
  constant,
  constantOf,
  divideExactly,
  ofAtom,
  type Poly,
  print,
  type Term,
  withoutAtoms,
} from './poly';

const plainName = /^[A-Za-z_?][\w.?$:]*$/;
const functionNames: ReadonlySet<string> = new Set(['floor', 'ceil', 'ceiling', 'max', 'min', 'mod']);

/** A name that is not an identifier stands in backquotes inside an expression. */
export function symbol(name: string): Atom {
  const plain = plainName.test(name) && !functionNames.has(name.toLowerCase());
  const text = plain ? name : `\`${name.replaceAll('`', '``')}\``;
  return { kind: 'symbol', text, name, args: [] };
}

const gcd = (a: number, b: number): number => {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
};

const scaled = (poly: Poly, by: number): Poly => poly.map(({ atoms, coef }) => ({ atoms, coef: coef / by }));

/** Divides both by their integer and monomial common factors; the denominator's leading coefficient becomes positive. */
export function reduceFraction(num: Poly, den: Poly): readonly [Poly, Poly] {
  let common = 0;
  for (const term of num) common = gcd(common, term.coef);
  for (const term of den) common = gcd(common, term.coef);
  if ((den[0]?.coef ?? 1) < 0) common = -common;
  if (common === 0 || !Number.isSafeInteger(common)) return [num, den];
  let [a, b] = common === 1 ? [num, den] : [scaled(num, common), scaled(den, common)];
  const candidates = new Map((b[0]?.atoms ?? []).map((atom) => [atom.text, atom]));
  for (const atom of candidates.values()) {
    const everywhere = (poly: Poly) => poly.every((term) => withoutAtoms(term.atoms, [atom]) !== null);
    while (a.length > 0 && everywhere(a) && everywhere(b)) {
      const strip = (term: Term): Term => ({
        atoms: withoutAtoms(term.atoms, [atom]) ?? term.atoms,
        coef: term.coef,
      });
      a = a.map(strip);
      b = b.map(strip);
    }
  }
  return [a, b];
}

const inParens = (poly: Poly, tight: boolean): string => {
  const [term] = poly;
  const single = poly.length === 1 && term !== undefined && term.coef > 0;
  const simple =
    single && (!tight || term.atoms.length === 0 || (term.atoms.length === 1 && term.coef === 1));
  return simple || poly.length === 0 ? print(poly) : `(${print(poly)})`;
};

/** floor(num / den) as a polynomial; null when den is 0. Denominators are taken to be positive. */
export function floorDivide(num: Poly, den: Poly): Poly | null {
  if (den.length === 0) return null;
  const [a, b] = reduceFraction(num, den);
  const exact = divideExactly(a, b);
  if (exact !== null) return exact;
  const lead = b[0];
  if (b.length > 1 || lead === undefined) return ofAtom(floorAtom(a, b));
  // floor((n·A + B) / n) = A + floor(B / n): what divides leaves the brackets, and the constant ends up in [0, n).
  const whole: Term[] = [];
  let rest: Poly = [];
  for (const term of a) {
    const atoms = withoutAtoms(term.atoms, lead.atoms);
    const divides = atoms !== null && term.coef % lead.coef === 0;
    if (divides) {
      whole.push({ atoms, coef: term.coef / lead.coef });
    } else if (term.atoms.length === 0 && lead.atoms.length === 0) {
      const quotient = Math.floor(term.coef / lead.coef);
      if (quotient !== 0) whole.push({ atoms: [], coef: quotient });
      rest = addScaled(rest, constant(term.coef - quotient * lead.coef), 1);
    } else {
      rest = addScaled(rest, [term], 1);
    }
  }
  const small = constantOf(rest);
  if (small !== null && lead.atoms.length === 0)
    return addScaled(whole, constant(Math.floor(small / lead.coef)), 1);
  return addScaled(whole, floorOfRest(rest, lead, b), 1);
}

/** floor((floor(x/a) + c) / b) = floor((x + a·c) / (a·b)) for positive integers a and b. */
function floorOfRest(rest: Poly, lead: Term, den: Poly): Poly {
  const inner = rest[0];
  const atom = inner?.atoms[0];
  const offset = rest.length === 1 ? 0 : rest.length === 2 ? constantOf(rest.slice(1)) : null;
  if (
    atom?.kind === 'floor' &&
    inner?.coef === 1 &&
    inner.atoms.length === 1 &&
    offset !== null &&
    lead.atoms.length === 0
  ) {
    const [x, a] = atom.args;
    const divisor = a === undefined ? null : constantOf(a);
    if (x !== undefined && divisor !== null) {
      const nested = floorDivide(addScaled(x, constant(offset * divisor), 1), constant(divisor * lead.coef));
      if (nested !== null) return nested;
    }
  }
  return ofAtom(floorAtom(rest, den));
}

const floorAtom = (num: Poly, den: Poly): Atom => ({
  kind: 'floor',
  text: `floor(${inParens(num, false)}/${inParens(den, true)})`,
  name: '',
  args: [num, den],
});

/**
 * The largest or smallest of two: operands of nested ones are flattened, and of two whose difference has a known sign
 * only one stays.
 */
export function extreme(kind: 'max' | 'min', a: Poly, b: Poly): Poly {
  const sign = kind === 'max' ? 1 : -1;
  let operands: Poly[] = [];
  for (const poly of [...operandsOf(kind, a), ...operandsOf(kind, b)]) {
    if (operands.some((other) => sign * lowerOf(addScaled(other, poly, -1), sign) >= 0)) continue;
    operands = operands.filter((other) => sign * lowerOf(addScaled(poly, other, -1), sign) < 0);
    operands.push(poly);
  }
  const [only] = operands;
  if (operands.length === 1 && only !== undefined) return only;
  const sorted = operands.map((poly) => ({ poly, text: print(poly) }));
  sorted.sort((x, y) => (x.text < y.text ? -1 : 1));
  return ofAtom({
    kind,
    text: `${kind}(${sorted.map(({ text }) => text).join(', ')})`,
    name: '',
    args: sorted.map(({ poly }) => poly),
  });
}

function operandsOf(kind: 'max' | 'min', poly: Poly): readonly Poly[] {
  const [term] = poly;
  const atom = term?.atoms[0];
  const isOne = poly.length === 1 && term?.coef === 1 && term.atoms.length === 1;
  return isOne && atom?.kind === kind ? atom.args : [poly];
}

/** The lower bound for sign 1, the upper bound for sign -1. */
const lowerOf = (poly: Poly, sign: number): number => (sign > 0 ? bounds(poly)[0] : bounds(poly)[1]);

/**
 * Bounds of a polynomial, given that named symbols are dimensions of at least 1, unknown dimensions (`?…`) at least 0,
 * and unknown contents of shape tensors (`?$…`) anything.
 */
export function bounds(poly: Poly): readonly [number, number] {
  let low = 0;
  let high = 0;
  for (const { atoms, coef } of poly) {
    let [l, h] = [1, 1];
    for (const atom of atoms) {
      const [x, y] = atomBounds(atom);
      if (x < 0 || l < 0) [l, h] = [-Infinity, Infinity];
      else [l, h] = [l * x, h === 0 || y === 0 ? 0 : h * y];
    }
    low += coef > 0 ? coef * l : coef * h;
    high += coef > 0 ? coef * h : coef * l;
  }
  return [low, high];
}

function atomBounds(atom: Atom): readonly [number, number] {
  const [first, second] = atom.args;
  if (atom.kind === 'symbol') return symbolBounds(atom.name);
  if (atom.kind === 'floor') {
    if (first === undefined || second === undefined) return [-Infinity, Infinity];
    const [low, high] = bounds(first);
    const divisor = constantOf(second);
    if (divisor !== null) return [Math.floor(low / divisor), Math.floor(high / divisor)];
    return bounds(second)[0] >= 1 && low >= 0 ? [0, high] : [-Infinity, Infinity];
  }
  const all = atom.args.map(bounds);
  const pick = atom.kind === 'max' ? Math.max : Math.min;
  return [pick(...all.map(([low]) => low)), pick(...all.map(([, high]) => high))];
}

function symbolBounds(name: string): readonly [number, number] {
  if (!name.startsWith('?')) return [1, Infinity];
  return [name.startsWith('?$') ? -Infinity : 0, Infinity];
}
