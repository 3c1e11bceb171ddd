import { digest } from './digest';
import { type Domain, Undefined } from './domain';

/**
 * Integers modulo p, with a second coordinate modulo q = (p − 1)/2 for exponents, after Mirage (Wu et al., 2024): exp(x)
 * is g^(x mod q) modulo p, where g generates the subgroup of order q, so that exp(a + b) = exp(a) · exp(b). What was
 * exponentiated has no second coordinate, and its exponential is an unknown function: one exponential on a path. A logarithm
 * is an unknown function too, of which it is known that its exponential is what it was taken of (and nothing of the
 * exponential of its sums and multiples: what rests on that is not proved here, true or not).
 *
 * Square roots: p and q are both 3 modulo 4, so that x ↦ x^((m+1)/4) is the root of a square that is a square itself, and
 * multiplicative.
 *
 * An element is one double: (q-coordinate + 1) · 2^26 + p-coordinate, where 0 stands for no q-coordinate.
 */
const shift = 2 ** 26;

const isPrime = (n: number): boolean => {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
  return n > 1;
};

/** The largest safe prime p below 2^26 with p ≡ 7 modulo 8. Products of two residues are exact in doubles. */
function findPrime(): number {
  for (let p = shift - 1; ; p -= 8) if (isPrime(p) && isPrime((p - 1) / 2)) return p;
}

const fieldPrime = findPrime();
export const exponentPrime = (fieldPrime - 1) / 2;
const p = fieldPrime;
const q = exponentPrime;

/** base^exponent modulo m. */
function power(base: number, exponent: number, m: number): number {
  let result = 1;
  for (let e = exponent; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) result = (result * base) % m;
    base = (base * base) % m;
  }
  return result;
}

const inverse = (a: number, m: number): number => {
  if (a === 0) throw new Undefined('division by zero');
  return power(a, m - 2, m);
};

const residue = (n: bigint, m: number): number => {
  const r = Number(n % BigInt(m));
  return r < 0 ? r + m : r;
};

/** The coordinate modulo p. */
const mainPart = (a: number): number => a % shift;
/** The coordinate modulo q; −1 where there is none. */
const otherPart = (a: number): number => Math.floor(a / shift) - 1;
const pair = (a: number, b: number): number => (b + 1) * shift + a;

/** Sums and products take most of the time of a proof, so they are written out. */
function add(a: number, b: number): number {
  const main = ((a % shift) + (b % shift)) % p;
  const c = Math.floor(a / shift);
  const d = Math.floor(b / shift);
  return c === 0 || d === 0 ? main : (((c + d - 2) % q) + 1) * shift + main;
}
function mul(a: number, b: number): number {
  const main = ((a % shift) * (b % shift)) % p;
  const c = Math.floor(a / shift);
  const d = Math.floor(b / shift);
  return c === 0 || d === 0 ? main : ((((c - 1) * (d - 1)) % q) + 1) * shift + main;
}

type Combine = (a: number, b: number, m: number) => number;
const combine = (a: number, b: number, f: Combine): number => {
  const [c, d] = [otherPart(a), otherPart(b)];
  return pair(f(mainPart(a), mainPart(b), p), c < 0 || d < 0 ? -1 : f(c, d, q));
};

/** The field with unknown functions drawn from a seed. */
export function primeField(seed: number): Domain<number> {
  const hash = (text: string): number => {
    const h = digest(`${seed}|${text}`);
    return pair(1 + (h.first % (p - 1)), 1 + (h.second % (q - 1)));
  };
  const logarithms = new Map<number, number>();
  // 4 is a square other than 1, so it generates the squares.
  const generator = power(4, 1 + (digest(`${seed}|base`).first % (q - 1)), p);
  return {
    name: 'a finite field',
    zero: pair(0, 0),
    one: pair(1, 1),
    add,
    sub: (a, b) => combine(a, b, (x, y, m) => (x + m - y) % m),
    mul,
    div: (a, b) => combine(a, b, (x, y, m) => (x * inverse(y, m)) % m),
    neg: (a) => combine(0 + shift, a, (_, y, m) => (m - y) % m),
    fromRational: (n, d) =>
      pair((residue(n, p) * inverse(residue(d, p), p)) % p, (residue(n, q) * inverse(residue(d, q), q)) % q),
    equal: (a, b) => {
      const [c, d] = [otherPart(a), otherPart(b)];
      return mainPart(a) === mainPart(b) && (c < 0 || d < 0 || c === d);
    },
    key: (a) => String(mainPart(a)),
    random: (label) => hash(`random ${label}`),
    fn: (name, args) => {
      const value = hash(`${name}(${args.map(mainPart).join()})`);
      const [argument] = args;
      if (name === 'Log' && argument !== undefined) logarithms.set(value, mainPart(argument));
      return value;
    },
    defined: (name, args, value) =>
      pair(mainPart(value), otherPart(hash(`${name}(${args.map(mainPart).join()})`))),
    exp: (a) => {
      const argument = logarithms.get(a);
      if (argument !== undefined) return pair(argument, -1);
      const exponent = otherPart(a);
      return exponent < 0 ? hash(`exp(${mainPart(a)})`) : pair(power(generator, exponent, p), -1);
    },
    sqrt: (a) => {
      const other = otherPart(a);
      return pair(power(mainPart(a), (p + 1) / 4, p), other < 0 ? -1 : power(other, (q + 1) / 4, q));
    },
    compare: null,
    floor: null,
    infinity: null,
    show: (a) => `${mainPart(a)} mod p`,
  };
}
