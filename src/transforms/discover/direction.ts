import { hashString } from '../../core';
import { canonicalKey } from './canonical';
import type { Found } from './learn';
import { isCommutativity } from './prune';
import { type World, worldOf } from './shapes';
import {
  type Application,
  applications,
  apply,
  type Equation,
  isCommutative,
  renamed,
  sorted,
  type Term,
  type TermOp,
  termSize,
} from './term';

/** An equation read one way, as the engine rewrites. */
export interface Direction {
  readonly name: string;
  readonly from: Application;
  readonly to: Term;
  readonly equation: Found;
  readonly world: World;
}

/** Kept for the name: operators in order of appearance, without repetition. */
const opsOf = (term: Term): string =>
  term.kind === 'variable' ? 'operand' : [...new Set(term.text.match(/[a-z]+(?=\()/g))].join('-');

function nameOf(from: Term, to: Term): string {
  const hash = hashString(`${from.text}=>${to.text}`).toString(16).padStart(8, '0').slice(0, 4);
  return `discovered-${opsOf(from)}-as-${opsOf(to)}-${hash}`;
}

/**
 * Both ways to read each equation, where that adds no operator. Equations over Concats alone are about any axis, so that
 * those along `rows` and along `cols` are one; where nothing but elements counts, operands may broadcast, so that `scale`
 * is `mul`. Commutativity is left to the patterns, and Concats of a value with itself to nobody.
 */
export function directionsOf(equations: readonly Found[]): readonly Direction[] {
  const directions = new Map<string, Direction>();
  for (const equation of equations) {
    if (isCommutativity(equation)) continue;
    const { left, right } = equation;
    const world = worldOf(left, right);
    for (const [from, to] of [
      [left, right],
      [right, left],
    ] as const) {
      if (from.kind === 'variable' || termSize(to) > termSize(from)) continue;
      const plain = plainFor(world, { left: from, right: to });
      if (plain.left.kind === 'variable' || isInPlace(plain) || isPointless(plain.left)) continue;
      const key = canonicalKey(plain);
      if (directions.has(key)) continue;
      const name = nameOf(plain.left, plain.right);
      directions.set(key, { name, from: plain.left, to: plain.right, equation, world });
    }
  }
  return [...directions.values()];
}

function plainFor(world: World, equation: Equation): Equation {
  const swap = (op: TermOp): TermOp => (op === 'rows' ? 'cols' : op === 'cols' ? 'rows' : op);
  const spread = (op: TermOp): TermOp => (op === 'scale' ? 'mul' : op);
  const plain = renamed(equation);
  if (world === 'elementwise') return renamed(withOps(plain, spread));
  // The first axis that appears is q.
  const first = /rows|cols/.exec(plain.left.text)?.[0];
  return world === 'free' && first === 'rows' ? withOps(plain, swap) : plain;
}

function withOps({ left, right }: Equation, by: (op: TermOp) => TermOp): Equation {
  const visit = (term: Term): Term =>
    term.kind === 'variable' ? term : apply(by(term.op), term.args.map(visit));
  return { left: visit(left), right: visit(right) };
}

const isPointless = (term: Term): boolean =>
  applications(term).some(({ op, args: [a, b] }) => (op === 'cols' || op === 'rows') && a?.text === b?.text);

/** Whether both sides differ in the order of operands alone. */
const isInPlace = ({ left, right }: Equation): boolean => sorted(left).text === sorted(right).text;

/** The direction that takes this one back, by name. */
export const reverseOf = (direction: Direction, all: readonly Direction[]): Direction | null =>
  all.find((other) => other.equation === direction.equation && other !== direction) ?? null;

/**
 * Commutative applications whose operands may be exchanged to no effect: the other order only renames variables. They
 * are matched in one order, so that a place is not found twice.
 */
export function symmetric({ from, to }: Pick<Direction, 'from' | 'to'>): ReadonlySet<string> {
  const key = (left: Term): string => {
    const plain = renamed({ left, right: to });
    return `${plain.left.text}=${sorted(plain.right).text}`;
  };
  const whole = key(from);
  const commutative = applications(from).filter((t) => isCommutative(t.op));
  return new Set(commutative.filter((t) => key(swapped(from, t.text)) === whole).map((t) => t.text));
}

function swapped(term: Term, text: string): Term {
  if (term.kind === 'variable') return term;
  const args = term.args.map((arg) => swapped(arg, text));
  if (term.text === text) args.reverse();
  return apply(term.op, args);
}
