/**
 * Numbers that graphs are evaluated in: a field, with unknown functions. Floating-point tensors of a graph hold its
 * elements; two sides of a rule that agree on random elements are equal as functions, up to a bound on the chance of an
 * accident (see `prove`).
 */
export interface Domain<E> {
  readonly name: string;
  readonly zero: E;
  readonly one: E;
  add(a: E, b: E): E;
  sub(a: E, b: E): E;
  mul(a: E, b: E): E;
  /** @throws Undefined for a divisor of zero. */
  div(a: E, b: E): E;
  neg(a: E): E;
  /** numerator / denominator, both whole numbers. */
  fromRational(numerator: bigint, denominator: bigint): E;
  equal(a: E, b: E): boolean;
  /** Equal elements have the same key. */
  key(a: E): string;
  /** A random element for this seed, never zero; the same one whenever it is asked for. */
  random(seed: string): E;
  /** An unknown function: a random but fixed element for these arguments. */
  fn(name: string, args: readonly E[]): E;
  /** The value of a function by its definition, which may still be what an exponential is taken of. */
  defined(name: string, args: readonly E[], value: E): E;
  /** With exp(a + b) = exp(a) · exp(b) as far as the domain can. */
  exp(a: E): E;
  /** With sqrt(a · b) = sqrt(a) · sqrt(b), and sqrt(a)² = a for what has a root. */
  sqrt(a: E): E;
  /** Below zero, zero or above zero; null in a field, which has no order. */
  readonly compare: ((a: E, b: E) => number) | null;
  /** The largest whole number that is not above a; null without an order. */
  readonly floor: ((a: E) => E) | null;
  /** Above every element and good for comparisons only; null without an order. */
  readonly infinity: E | null;
  /** The element, for messages. */
  show(a: E): string;
}

/** Thrown where a graph has no value at a point (a division by zero, an order in a field): draw another one. */
export class Undefined extends Error {
  override readonly name = 'Undefined';
}

/** Thrown where a graph cannot be evaluated in a domain at all. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}

/** The order of a domain, for operators that need one. */
export function orderOf<E>(domain: Domain<E>, op: string): (a: E, b: E) => number {
  if (domain.compare === null) throw new Unsupported(`${op} needs an order, which ${domain.name} lacks`);
  return domain.compare;
}

/** A double as numerator and denominator; exact, as every finite double is a dyadic rational. */
function dyadic(x: number): readonly [bigint, bigint] {
  if (Number.isInteger(x)) return [BigInt(x), 1n];
  if (!Number.isFinite(x)) throw new Undefined(`${x} is no number`);
  let denominator = 1n;
  while (!Number.isInteger(x)) {
    x *= 2;
    denominator *= 2n;
  }
  return [BigInt(x), denominator];
}

const closeEnough = 2 ** -23;
const close = (a: number, b: number): boolean => Math.abs(a - b) <= closeEnough * Math.abs(b);

/** A fraction with a small denominator that is no power of two, where x is its nearest float32. */
function smallFraction(x: number): readonly [bigint, bigint] | null {
  if (Math.abs(x) > 64 || Number.isInteger(x * 4096)) return null;
  for (const d of [3, 5, 6, 7, 9, 10, 11, 12, 13, 15, 100]) {
    const n = Math.round(x * d);
    if (n !== 0 && close(x, n / d)) return [BigInt(n), BigInt(d)];
  }
  return null;
}

/**
 * The number that a float32 of a model stands for: itself, or the small fraction, the root of one, or the multiple of
 * √(2/π) that it is the rounding of. Rules are exact in the reals, so that 0.70710677 has to be read as 1/√2.
 */
export function readNumber<E>(domain: Domain<E>, x: number): E {
  if (Number.isInteger(x * 4096)) return domain.fromRational(...dyadic(x));
  const fraction = smallFraction(x);
  if (fraction !== null) return domain.fromRational(...fraction);
  const [sign, size] = [x < 0 ? -1 : 1, Math.abs(x)];
  const signed = (e: E): E => (sign < 0 ? domain.neg(e) : e);
  for (let d = 1; d <= 16; d++) {
    const n = Math.round(size * size * d);
    if (n > 0 && n <= 16 && close(size, Math.sqrt(n / d))) {
      return signed(domain.div(domain.sqrt(integer(domain, n)), domain.sqrt(integer(domain, d))));
    }
  }
  const slope = Math.sqrt(2 / Math.PI);
  if (close(size, slope)) return signed(domain.fn('√(2/π)', []));
  return domain.fromRational(...dyadic(x));
}

/** A whole number of the domain. */
export const integer = <E>(domain: Domain<E>, n: number): E => domain.fromRational(BigInt(n), 1n);
