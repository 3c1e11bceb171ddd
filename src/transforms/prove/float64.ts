import { digest } from './digest';
import type { Domain } from './domain';

const special = [0, -0, 1, -1, 5e-324, -5e-324, 2 ** -1030, 1e-300, 1e300, -1e300, Number.MAX_VALUE];
const infinite = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];

/** Abramowitz and Stegun 7.1.26: what erf is exactly does not matter here, only that both sides use the same. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const poly =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return Math.sign(x) * (1 - poly * Math.exp(-x * x));
}

const functions: Readonly<Record<string, (...args: number[]) => number>> = {
  Erf: erf,
  Tanh: Math.tanh,
  Log: Math.log,
  Sin: Math.sin,
  Cos: Math.cos,
  Tan: Math.tan,
  Atan: Math.atan,
  Sinh: Math.sinh,
  Cosh: Math.cosh,
  Asinh: Math.asinh,
  Pow: Math.pow,
  Sigmoid: (x = 0) => 1 / (1 + Math.exp(-x)),
  Softplus: (x = 0) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  Elu: (x = 0) => (x > 0 ? x : Math.expm1(x)),
  '√(2/π)': () => Math.sqrt(2 / Math.PI),
};

/**
 * IEEE 754 doubles. Random elements are normal numbers; one in four is a zero, a subnormal, very large or very small, and
 * with `nonFinite` also an infinity or NaN.
 */
export function float64(seed: number, nonFinite: boolean): Domain<number> {
  const pool = nonFinite ? [...special, ...infinite] : special;
  return {
    name: 'doubles',
    zero: 0,
    one: 1,
    add: (a, b) => a + b,
    sub: (a, b) => a - b,
    mul: (a, b) => a * b,
    div: (a, b) => a / b,
    neg: (a) => -a,
    fromRational: (n, d) => Number(n) / Number(d),
    // The sign of a zero depends on the order in which a runtime adds and compares.
    equal: (a, b) => a === b || (Number.isNaN(a) && Number.isNaN(b)),
    key: String,
    random: (label) => {
      const { first, second } = digest(`${seed}|${label}`);
      const chosen = second % 4 === 0 ? pool[first % pool.length] : undefined;
      return chosen ?? (first / 2 ** 32 - 0.5) * 8;
    },
    fn: (name, args) => {
      const f = functions[name];
      if (f !== undefined) return f(...args);
      const { first } = digest(`${name}(${args.join()})`);
      return first / 2 ** 32;
    },
    defined: (_name, _args, value) => value,
    exp: Math.exp,
    sqrt: Math.sqrt,
    compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
    floor: Math.floor,
    infinity: Number.POSITIVE_INFINITY,
    show: String,
  };
}
