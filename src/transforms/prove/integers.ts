import { type Domain, Undefined, Unsupported } from './domain';

const truncated = (a: number, b: number): number => {
  if (b === 0) throw new Undefined('division by zero');
  return Math.trunc(a / b);
};

const none = (): never => {
  throw new Unsupported('this function of integers');
};

/** Integer and boolean tensors: whole numbers, with division that truncates. */
export const integers: Domain<number> = {
  name: 'the integers',
  zero: 0,
  one: 1,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: truncated,
  neg: (a) => 0 - a,
  fromRational: (n, d) => truncated(Number(n), Number(d)),
  equal: (a, b) => a === b,
  key: String,
  random: none,
  fn: none,
  defined: (_name, _args, value) => value,
  exp: none,
  sqrt: none,
  compare: (a, b) => a - b,
  floor: (a) => a,
  infinity: null,
  show: String,
};
