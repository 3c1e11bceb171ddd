import type { Domain } from './domain';

/** Bounds on the degrees of a rational function's numerator and denominator. */
export interface Degree {
  readonly above: number;
  readonly below: number;
}

const constant: Degree = { above: 0, below: 0 };
const variable: Degree = { above: 1, below: 0 };

const sum = (a: Degree, b: Degree): Degree => {
  if (a.below === 0 && b.below === 0) return { above: Math.max(a.above, b.above), below: 0 };
  return { above: Math.max(a.above + b.below, b.above + a.below), below: a.below + b.below };
};

/**
 * Evaluating a graph here bounds the degree of its outputs. The value of an unknown function is a new variable; `calls`
 * counts them, and `deepest` is the largest degree that an argument has.
 */
export function degrees(): Domain<Degree> & { readonly spent: () => { calls: number; deepest: number } } {
  let [calls, deepest] = [0, 0];
  const unknown = (args: readonly Degree[]): Degree => {
    calls++;
    for (const arg of args) deepest = Math.max(deepest, arg.above + arg.below);
    return variable;
  };
  return {
    name: 'degrees',
    zero: constant,
    one: constant,
    add: sum,
    sub: sum,
    mul: (a, b) => ({ above: a.above + b.above, below: a.below + b.below }),
    div: (a, b) => ({ above: a.above + b.below, below: a.below + b.above }),
    neg: (a) => a,
    fromRational: () => constant,
    equal: (a, b) => a === b,
    key: () => '0',
    random: () => variable,
    fn: (_, args) => unknown(args),
    defined: (_name, _args, value) => value,
    exp: (a) => unknown([a]),
    sqrt: (a) => unknown([a]),
    compare: null,
    floor: null,
    infinity: null,
    show: (a) => `${a.above}/${a.below}`,
    spent: () => ({ calls, deepest }),
  };
}
