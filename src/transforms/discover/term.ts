import { assert, must } from '../../core';

/**
 * Small expressions over tensors, as data. `rows` and `cols` are Concat along two different axes: of a matrix its rows
 * and columns, of an image or a kernel the first two. `scale` multiplies by one number. `conv` keeps the image's size;
 * its groups follow from the channels.
 */
export const arities = {
  add: 2,
  mul: 2,
  scale: 2,
  matmul: 2,
  transpose: 1,
  relu: 1,
  conv: 2,
  rows: 2,
  cols: 2,
} as const;

export type TermOp = keyof typeof arities;
export const termOps = Object.keys(arities) as readonly TermOp[];

export interface Variable {
  readonly kind: 'variable';
  readonly name: string;
  /** The term as text: equal terms have equal texts. */
  readonly text: string;
}

export interface Application {
  readonly kind: 'application';
  readonly op: TermOp;
  readonly args: readonly Term[];
  readonly text: string;
}

export type Term = Variable | Application;

export const variable = (name: string): Variable => ({ kind: 'variable', name, text: name });

export const apply = (op: TermOp, args: readonly Term[]): Application => ({
  kind: 'application',
  op,
  args,
  text: `${op}(${args.map((arg) => arg.text).join()})`,
});

/** Reads what `text` prints: `add(a,matmul(b,c))`. Throws an assertion where it is no term. */
export function parseTerm(text: string): Term {
  const tokens = text.match(/[a-z0-9]+|[(),]/g) ?? [];
  let at = 0;
  const next = (): string => must(tokens[at++], 'token');
  const term = (): Term => {
    const name = next();
    if (tokens[at] !== '(') return variable(name);
    assert(name in arities, () => `unknown operator ${name}`);
    const op = name as TermOp;
    const args: Term[] = [];
    do {
      at++;
      args.push(term());
    } while (tokens[at] === ',');
    assert(next() === ')' && args.length === arities[op], () => `malformed term ${text}`);
    return apply(op, args);
  };
  const parsed = term();
  assert(at === tokens.length, () => `malformed term ${text}`);
  return parsed;
}

/** Distinct inner terms that are applications, the term itself last. */
export function applications(term: Term): readonly Application[] {
  const found = new Map<string, Application>();
  const visit = (t: Term): void => {
    if (t.kind === 'variable' || found.has(t.text)) return;
    t.args.forEach(visit);
    found.set(t.text, t);
  };
  visit(term);
  return [...found.values()];
}

/** How many nodes a graph of this term has; equal subterms are one. */
export const termSize = (term: Term): number => applications(term).length;

/** Names of the variables in order of first appearance. */
export function variablesOf(...terms: readonly Term[]): readonly string[] {
  const found = new Set<string>();
  const visit = (t: Term): void => {
    if (t.kind === 'variable') found.add(t.name);
    else t.args.forEach(visit);
  };
  terms.forEach(visit);
  return [...found];
}

export function substitute(term: Term, by: (name: string) => Term): Term {
  return term.kind === 'variable'
    ? by(term.name)
    : apply(
        term.op,
        term.args.map((arg) => substitute(arg, by)),
      );
}

export const isCommutative = (op: TermOp): boolean => op === 'add' || op === 'mul';

/** The same term with the operands of commutative operators in a fixed order. */
export function sorted(term: Term): Term {
  if (term.kind === 'variable') return term;
  const args = term.args.map(sorted);
  if (isCommutative(term.op)) args.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return apply(term.op, args);
}

/** Two terms that are claimed to be equal. */
export interface Equation {
  readonly left: Term;
  readonly right: Term;
}

/** Variables renamed in order of appearance: a, b, c… and s, t… for numbers. */
export function renamed({ left, right }: Equation): Equation {
  const numbers = numberNames(left, right);
  const names = new Map<string, Term>();
  const counts = { a: 0, s: 0 };
  for (const name of variablesOf(left, right)) {
    const first = numbers.has(name) ? 's' : 'a';
    names.set(name, variable(String.fromCharCode(first.charCodeAt(0) + counts[first]++)));
  }
  const by = (name: string): Term => must(names.get(name), name);
  return { left: substitute(left, by), right: substitute(right, by) };
}

/** Variables that stand for one number: those that scale something, and what is computed with them. */
export function numberNames(...terms: readonly Term[]): ReadonlySet<string> {
  const found = new Set<string>();
  const collect = (t: Term, isNumber: boolean): void => {
    if (t.kind === 'variable') {
      if (isNumber) found.add(t.name);
    } else {
      for (const [i, arg] of t.args.entries()) collect(arg, isNumber || (t.op === 'scale' && i === 1));
    }
  };
  for (const term of terms) collect(term, false);
  return found;
}
