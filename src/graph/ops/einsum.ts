import type { Dim } from '../types';
import { refuse, same, sameType } from './check';
import { countOf } from './define';
import type { InferContext, OpSchema } from './schema';
import { attrString, broadcastDims, out, tensor } from './support';
import { versioned } from './versioned';
import { contraction } from './work';

/** An equation read once: the labels of each operand and of the result; `…` stands for the ellipsis. */
interface Equation {
  readonly terms: readonly (readonly string[])[];
  readonly result: readonly string[];
}

const ellipsis = '…';

function labels(term: string): readonly string[] {
  const found = [...term.replaceAll(/\s/g, '').replace('...', ellipsis)];
  const odd = found.find((label) => label !== ellipsis && !/[A-Za-z]/.test(label));
  if (odd !== undefined) refuse(`the equation has "${odd}" where a letter should be`);
  return found;
}

/** Without `->` the result has the ellipsis and every letter that occurs once, in alphabetical order. */
function implicitResult(terms: readonly (readonly string[])[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const label of terms.flat()) counts.set(label, (counts.get(label) ?? 0) + 1);
  const once = [...counts]
    .filter(([label, count]) => count === 1 && label !== ellipsis)
    .map(([label]) => label);
  return [...(counts.has(ellipsis) ? [ellipsis] : []), ...once.sort()];
}

/** @throws CodedError GRAPH_BAD_TYPE for an equation that is not one. */
function parseEquation(text: string): Equation {
  const [left = '', right, ...rest] = text.split('->');
  if (rest.length > 0) refuse(`the equation "${text}" has two arrows`);
  const terms = left.split(',').map(labels);
  return { terms, result: right === undefined ? implicitResult(terms) : labels(right) };
}

/** The size of every label; null when an operand's rank is unknown. `…` maps to the broadcast dimensions. */
function sizes(
  equation: Equation,
  shapes: readonly (readonly Dim[] | null)[],
): { readonly letters: ReadonlyMap<string, Dim>; readonly middle: readonly Dim[] } | null {
  const letters = new Map<string, Dim>();
  let middle: readonly Dim[] = [];
  for (const [i, term] of equation.terms.entries()) {
    const dims = shapes[i] ?? null;
    if (dims === null) return null;
    const at = term.indexOf(ellipsis);
    const extra = dims.length - (at < 0 ? term.length : term.length - 1);
    if (extra < 0 || (at < 0 && extra !== 0))
      refuse(`operand ${i} has rank ${dims.length}, the equation says ${term.join('')}`);
    for (const [j, label] of term.entries()) {
      if (label === ellipsis) middle = merge(middle, dims.slice(j, j + extra));
      else {
        const dim = dims[at >= 0 && j > at ? j + extra - 1 : j] ?? 1;
        const before = letters.get(label);
        letters.set(label, before === undefined ? dim : merged(before, dim, label));
      }
    }
  }
  return { letters, middle };
}

const merged = (a: Dim, b: Dim, label: string): Dim =>
  a === 1 ? b : b === 1 ? a : same(a, b, `dimension ${label}`);

function merge(a: readonly Dim[], b: readonly Dim[]): readonly Dim[] {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const offset = long.length - short.length;
  return long.map((dim, i) => (i < offset ? dim : broadcastDims(dim, short[i - offset] ?? 1)));
}

function prepared(context: InferContext): { equation: Equation; sizes: ReturnType<typeof sizes> } {
  const equation = parseEquation(attrString(context.node, 'equation', ''));
  if (equation.terms.length !== context.inputs.length)
    refuse(`the equation has ${equation.terms.length} operands, the node ${context.inputs.length}`);
  const shapes = context.inputs.map((input) => tensor(input)?.shape ?? null);
  return { equation, sizes: sizes(equation, shapes) };
}

const inferEinsum: OpSchema['infer'] = (context) => {
  const types = context.inputs.map(tensor);
  const first = types.find((type) => type !== null) ?? null;
  for (const type of types) sameType(first, type, 'the operands');
  if (first === null) return [null];
  const { equation, sizes } = prepared(context);
  if (sizes === null) return [out(first.dtype, null)];
  const dims = equation.result.flatMap((label) =>
    label === ellipsis
      ? sizes.middle
      : [sizes.letters.get(label) ?? refuse(`the result's dimension ${label} occurs in no operand`)],
  );
  return [out(first.dtype, dims)];
};

/** As if evaluated in one loop nest over all labels: one multiply-add for each further operand. */
const einsumCost: OpSchema['cost'] = (context) => {
  const { sizes } = prepared(context);
  if (sizes === null) return null;
  const points = countOf([...sizes.letters.values(), ...sizes.middle]);
  if (points === null) return null;
  const operands = context.inputs.length;
  return operands > 1 ? contraction(points * (operands - 1)) : { macs: 0, flops: points };
};

export const einsumSchemas: readonly OpSchema[] = versioned(
  { op: 'Einsum', inputs: [1, Number.POSITIVE_INFINITY], infer: inferEinsum, cost: einsumCost },
  [
    [12, 'equation:string'],
    [28, 'equation:string'],
  ],
);
