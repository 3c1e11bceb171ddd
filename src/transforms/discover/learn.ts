import { must } from '../../core';
import { conditions, type When } from './shapes';
import { type Application, type Equation, renamed, sorted, type Term, termSize, variablesOf } from './term';
import { type Member, type Realm, Universe } from './universe';
import { type Proof, verify } from './verify';

export interface Found extends Equation {
  readonly when: When;
  readonly proof: Proof;
  readonly realm: string;
}

export interface Learned {
  readonly found: readonly Found[];
  readonly terms: number;
  readonly classes: number;
  /** Equations that hold for square operands and not in general. */
  readonly rejected: readonly string[];
}

/**
 * Learns equations from the smallest terms up. Members of one class that no known equation connects are a candidate; the
 * simplest is proved, added and applied everywhere before the next is looked for, so that its renamings, its special
 * cases and what follows from it through terms of this size are never proposed.
 */
export function learn(realm: Realm, known: readonly Found[], largest: number, seed: number): Learned {
  const universe = new Universe(realm, seed, largest);
  const equations: Found[] = [...known];
  const found: Found[] = [];
  const rejected = new Set<string>();
  const components = new Components();
  for (let size = 1; size <= largest; size++) {
    for (const e of equations) {
      const text = `${e.left.text}=${e.right.text}`;
      if (text === 'add(a,b)=add(b,a)') universe.commutes('add');
      if (text === 'mul(a,b)=mul(b,a)') universe.commutes('mul');
    }
    const members = universe.grow(size);
    for (const equation of equations) connect(universe, equation, members, components);
    const open = new Set(members.map((m) => m.of));
    for (;;) {
      const candidate = simplest(universe, open, components);
      if (candidate === null) break;
      const [a, b] = candidate;
      const equation = oriented(a.term, b.term);
      const text = keyOf(equation);
      const proved = rejected.has(text) ? null : prove(equation, seed);
      components.join(a.id, b.id);
      if (proved === null) {
        rejected.add(text);
        continue;
      }
      const added: Found = { ...equation, ...proved, realm: realm.name };
      equations.push(added);
      found.push(added);
      connect(universe, added, members, components);
    }
  }
  return { found, terms: universe.size, classes: universe.classes.length, rejected: [...rejected] };
}

/** The larger side left; of equal sizes the one whose text comes later, so that the right is the usual form. */
function oriented(a: Term, b: Term): Equation {
  const [m, n] = [termSize(a), termSize(b)];
  return renamed(m > n || (m === n && a.text <= b.text) ? { left: a, right: b } : { left: b, right: a });
}

const keyOf = ({ left, right }: Equation): string => `${sorted(left).text}=${sorted(right).text}`;

/** Under which of the conditions an equation holds, with the proof; null where it holds under none. */
export function prove(equation: Equation, seed: number): { when: When; proof: Proof } | null {
  if (variablesOf(equation.left).length !== variablesOf(equation.left, equation.right).length) return null;
  if (variablesOf(equation.right).length !== variablesOf(equation.left).length) return null;
  for (const when of conditions) {
    const proof = verify(equation, when, seed);
    if (proof !== null) return { when, proof };
    if (!equation.left.text.includes('conv')) return null;
  }
  return null;
}

/** Members of one class that are not connected, the simplest such pair; classes without one leave `open`. */
function simplest(
  universe: Universe,
  open: Set<number>,
  components: Components,
): readonly [Member, Member] | null {
  let best: { pair: readonly [Member, Member]; cost: number; text: string } | null = null;
  for (const id of open) {
    const { members } = universe.at(id);
    const first = must(members[0], 'member');
    let isOpen = false;
    for (const member of members) {
      if (components.of(member.id) === components.of(first.id)) continue;
      isOpen = true;
      const size = termSize(first.term) + termSize(member.term);
      const cost = size * 16 - variablesOf(first.term, member.term).length;
      const text = `${first.term.text}=${member.term.text}`;
      if (best === null || cost < best.cost || (cost === best.cost && text < best.text)) {
        best = { pair: [first, member], cost, text };
      }
    }
    if (!isOpen) open.delete(id);
  }
  return best?.pair ?? null;
}

/** Joins every member with what the equation, read either way, makes of it. */
function connect(
  universe: Universe,
  { left, right }: Equation,
  members: readonly Member[],
  components: Components,
): void {
  for (const [from, to] of [
    [left, right],
    [right, left],
  ] as const) {
    if (from.kind === 'variable') continue;
    for (const member of members) {
      if (member.op !== from.op) continue;
      matches(universe, from, member, new Map(), (bindings) => {
        const made = instance(universe, to, bindings);
        if (made !== null) components.join(member.id, made.id);
      });
    }
  }
}

type Bindings = ReadonlyMap<string, number>;

function matches(
  universe: Universe,
  pattern: Application,
  member: Member,
  bindings: Bindings,
  then: (bindings: Bindings) => void,
): void {
  const step = (args: readonly number[], slot: number, bound: Bindings): void => {
    const [child, id] = [pattern.args[slot], args[slot]];
    if (child === undefined || id === undefined) {
      then(bound);
    } else if (child.kind === 'variable') {
      const before = bound.get(child.name);
      if (before === undefined) step(args, slot + 1, new Map(bound).set(child.name, id));
      else if (before === id) step(args, slot + 1, bound);
    } else {
      for (const inner of universe.at(id).members) {
        if (inner.op === child.op) matches(universe, child, inner, bound, (b) => step(args, slot + 1, b));
      }
    }
  };
  step(member.args, 0, bindings);
  const swaps = (pattern.op === 'add' || pattern.op === 'mul') && member.args[0] !== member.args[1];
  if (swaps) step(member.args.toReversed(), 0, bindings);
}

function instance(universe: Universe, term: Term, bindings: Bindings): Member | null {
  if (term.kind === 'variable')
    return universe.at(must(bindings.get(term.name), term.name)).members[0] ?? null;
  const args: number[] = [];
  for (const arg of term.args) {
    const id = arg.kind === 'variable' ? bindings.get(arg.name) : instance(universe, arg, bindings)?.of;
    if (id === undefined) return null;
    args.push(id);
  }
  return universe.find(term.op, args);
}

/** Union–find. */
class Components {
  private readonly parent: number[] = [];

  of(id: number): number {
    let root = id;
    for (let up = this.parent[root]; up !== undefined && up !== root; up = this.parent[root]) {
      this.parent[root] = this.parent[up] ?? up;
      root = up;
    }
    return root;
  }

  join(a: number, b: number): void {
    const [p, q] = [this.of(a), this.of(b)];
    this.parent[Math.max(p, q)] = Math.min(p, q);
  }
}
