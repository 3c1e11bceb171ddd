import { digest } from './digest';
import { type Domain, Undefined } from './domain';

/** A fraction in lowest terms with a positive denominator; ±1/0 are the infinities, which can only be compared. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => {
  while (b !== 0n) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
};

function rational(n: bigint, d: bigint): Rational {
  if (d === 0n) throw new Undefined('division by zero');
  if (d === 1n) return { n, d };
  const g = gcd(n, d) * (d < 0n ? -1n : 1n);
  return { n: n / g, d: d / g };
}

/** Larger than every fraction; its negative is smaller. Neither has arithmetic. */
const infinity: Rational = { n: 1n, d: 0n };

const finite = (a: Rational): Rational => {
  if (a.d === 0n) throw new Undefined('arithmetic with an infinity');
  return a;
};

/** The root of a perfect square, else null. */
function exactRoot(n: bigint): bigint | null {
  if (n < 0n) return null;
  const near = BigInt(Math.floor(Math.sqrt(Number(n))));
  for (const r of [near - 1n, near, near + 1n]) if (r >= 0n && r * r === n) return r;
  return null;
}

const compare = (a: Rational, b: Rational): number => {
  if (a.d === 0n && b.d === 0n) return Number(a.n - b.n);
  const [x, y] = [a.n * b.d, b.n * a.d];
  return x < y ? -1 : x > y ? 1 : 0;
};

/**
 * Exact fractions with unknown functions drawn from a seed. Random elements are small multiples of 1/2, so that ties,
 * zeros and every order of a few elements come up. Functions that
 * are known to increase are some increasing function, above zero where they are; others are unknown ones.
 */
export function rationals(seed: number): Domain<Rational> {
  const draw = (text: string, positive: boolean): Rational => {
    const h = digest(`${seed}|${text}`);
    const size = rational(BigInt(1 + (h.first % 14)), 2n);
    return positive || h.second % 2 === 0 ? size : { n: -size.n, d: size.d };
  };
  /** An increasing function with values between −1 and 1: x / (c + |x|), where c is drawn for the name. */
  const curve = (name: string, x: Rational): Rational => {
    const c = BigInt(1 + (digest(`${seed}|${name}`).first % 9));
    return rational(x.n, c * x.d + (x.n < 0n ? -x.n : x.n));
  };
  const key = (a: Rational): string => `${a.n}/${a.d}`;
  return {
    name: 'exact rationals',
    zero: { n: 0n, d: 1n },
    one: { n: 1n, d: 1n },
    add: (a, b) => rational(finite(a).n * finite(b).d + b.n * a.d, a.d * b.d),
    sub: (a, b) => rational(finite(a).n * finite(b).d - b.n * a.d, a.d * b.d),
    mul: (a, b) => rational(finite(a).n * finite(b).n, a.d * b.d),
    div: (a, b) => rational(finite(a).n * finite(b).d, a.d * b.n),
    neg: (a) => ({ n: -a.n, d: a.d }),
    fromRational: rational,
    equal: (a, b) => a.n === b.n && a.d === b.d,
    key,
    random: (label) => draw(`random ${label}`, false),
    fn: (name, args) => {
      const [x] = args;
      const label = `${name}(${args.map(key).join()})`;
      if (x === undefined || !increasing.has(name)) return draw(label, name === '√(2/π)');
      const y = curve(name, x);
      return positive.has(name) ? rational(y.n + y.d, y.d) : y;
    },
    defined: (_name, _args, value) => value,
    exp: (a) => {
      const y = curve('Exp', a);
      return rational(y.n + y.d, y.d);
    },
    sqrt: (a) => {
      if (a.n < 0n) throw new Undefined('the root of a negative number');
      const [n, d] = [exactRoot(a.n), exactRoot(a.d)];
      return n === null || d === null ? draw(`sqrt(${key(a)})`, true) : rational(n, d);
    },
    compare,
    infinity,
    floor: (a) => {
      const { n, d } = finite(a);
      return { n: n >= 0n ? n / d : -((d - 1n - n) / d), d: 1n };
    },
    show: (a) => (a.d === 1n ? `${a.n}` : key(a)),
  };
}

/** Functions of which it is used that they increase, and of some that they are above zero. */
const increasing = new Set([
  'Sigmoid',
  'Softplus',
  'Tanh',
  'Erf',
  'Elu',
  'Selu',
  'Celu',
  'Log',
  'Softsign',
  'Atan',
]);
const positive = new Set(['Sigmoid', 'Softplus']);
