import { freshDim } from '../dim';
import type { Graph } from '../graph';
import type { Dim, ValueType } from '../types';
import { attr, bad, defineOp } from './define';
import { entries } from './known';
import type { InferContext, InferredOutput, OpSchema } from './schema';
import { attrGraph, attrInt, attrInts, normalAxis, sameDim, shape, tensor } from './support';
import { covers, type Meeting, unify, unifyOutputs } from './unify';

type Outputs = readonly (InferredOutput | null)[];

/** What a body costs depends on how often it runs, which only running tells. */
const unknownCost = (): null => null;

const typed = (type: ValueType | null): InferredOutput => ({ type, known: null });

/** Where the condition is known its branch alone gives the types, else both do. */
const conditional = defineOp({
  op: 'If',
  inputs: 1,
  outputs: [1, Number.POSITIVE_INFINITY],
  attrs: { then_branch: attr.graph(), else_branch: attr.graph() },
  infer: ({ node, inputs: [condition], inferBody }) => {
    const branch = (name: string): Outputs => {
      const body = attrGraph(node, name);
      if (body === null) throw bad(`has no ${name}`);
      return inferBody(body, []);
    };
    const test = entries(condition)?.[0];
    if (typeof test === 'number') return branch(test === 0 ? 'else_branch' : 'then_branch');
    const [yes, no] = [branch('then_branch'), branch('else_branch')];
    return node.outputs.map((_, i) => unifyOutputs(yes[i] ?? null, no[i] ?? null));
  },
  cost: unknownCost,
});

/** Rounds until carried types stop changing: a dimension can open once, then a whole shape. */
const rounds = 4;

/**
 * Infers a body whose first outputs feed its inputs again. Types of carried values widen until what comes out is
 * covered by what went in; returns them with the body's outputs.
 */
function fixpoint(
  initial: Outputs,
  run: (carried: Outputs) => Outputs,
  offset: number,
): { readonly carried: Outputs; readonly outputs: Outputs } {
  let carried: Outputs = initial.map((value) => typed(value?.type ?? null));
  const meeting: Meeting = new Set();
  for (let round = 1; ; round++) {
    const outputs = run(carried);
    const wide = carried.map((before, i) => {
      const [from, to] = [before?.type ?? null, outputs[i + offset]?.type ?? null];
      if (covers(from, to, meeting)) return typed(from);
      return typed(round < rounds ? unify(from, to, meeting) : null);
    });
    // What still changes is given up, and at last everything, so that this ends.
    if (round > rounds + 2) wide.fill(typed(null));
    if (wide.every((value, i) => value.type === carried[i]?.type)) return { carried, outputs };
    carried = wide;
  }
}

/** A type with a dimension put in at `axis`. */
function stacked(type: ValueType | null | undefined, axis: number, length: Dim): InferredOutput | null {
  if (type?.kind !== 'tensor') return null;
  if (type.shape === null) return typed(type);
  const at = normalAxis(axis, type.shape.length + 1);
  return typed({ ...type, shape: type.shape.toSpliced(at, 0, length) });
}

function removed(type: ValueType | null | undefined, axis: number): InferredOutput | null {
  if (type?.kind !== 'tensor') return null;
  if (type.shape === null) return typed(type);
  return typed({ ...type, shape: type.shape.toSpliced(normalAxis(axis, type.shape.length), 1) });
}

/** A loop's counter or condition: rank 0, or rank 1 where the body says so. */
function scalar(
  body: Graph,
  input: number,
  dtype: 'int64' | 'bool',
  known: readonly Dim[] | null,
): InferredOutput {
  const id = body.inputs[input];
  const stated = id === undefined ? null : shape(body.value(id));
  return { type: { kind: 'tensor', dtype, shape: stated?.length === 1 ? [1] : [] }, known };
}

/**
 * The number of iterations is the trip count where the condition stays true: it does when the body, told that it is
 * true, says so again.
 */
function loop({ node, inputs, inferBody }: InferContext): Outputs {
  const body = attrGraph(node, 'body');
  if (body === null) throw bad('needs a body');
  const [trips, condition, ...initial] = inputs;
  if (body.inputs.length !== initial.length + 2) {
    throw bad(`a body of ${body.inputs.length} inputs for ${initial.length} carried values`);
  }
  const given = condition ? entries(condition)?.[0] : 1;
  let always = given === 1;
  const run = (carried: Outputs): Outputs => {
    const inputsWith = (goesOn: readonly Dim[] | null) => [
      scalar(body, 0, 'int64', null),
      scalar(body, 1, 'bool', goesOn),
      ...carried,
    ];
    const outputs = inferBody(body, inputsWith(always ? [1] : null));
    if (!always || outputs[0]?.known?.[0] === 1) return outputs;
    always = false;
    return inferBody(body, inputsWith(null));
  };
  const { carried, outputs } = fixpoint(initial, run, 1);
  const count = given === 0 ? 0 : always && trips ? entries(trips)?.[0] : undefined;
  const length = typeof count === 'number' ? Math.max(0, count) : (count ?? freshDim());
  const scanned = outputs.slice(1 + initial.length).map((output) => stacked(output?.type, 0, length));
  // A value that starts as an empty optional has the body's type once the loop has run.
  const final = carried.map((value, i) => (value?.type ? value : typed(outputs[i + 1]?.type ?? null)));
  return [...final, ...scanned];
}

/** Opset 11 lets a loop carry nothing. */
const loops = [1, 11].map((since) =>
  defineOp({
    op: 'Loop',
    since,
    inputs: [since < 11 ? 3 : 2, Number.POSITIVE_INFINITY],
    outputs: [1, Number.POSITIVE_INFINITY],
    attrs: { body: attr.graph() },
    infer: loop,
    cost: unknownCost,
  }),
);

/** The length of a scanned axis, on which all scanned inputs agree. */
function scanLength(inputs: Outputs, axes: readonly number[]): Dim {
  let length: Dim | null = null;
  inputs.forEach((input, i) => {
    const dims = tensor(input)?.shape;
    if (!dims) return;
    const dim = dims[normalAxis(axes[i] ?? 0, dims.length)] ?? freshDim();
    length = length === null ? dim : sameDim(length, dim, 'scanned lengths');
  });
  return length ?? freshDim();
}

function scan({ node, inputs, inferBody }: InferContext): Outputs {
  const body = attrGraph(node, 'body');
  const scanned = attrInt(node, 'num_scan_inputs', 0);
  if (body === null || !(scanned >= 1 && scanned <= inputs.length))
    throw bad('needs a body and scanned inputs');
  const states = inputs.slice(0, inputs.length - scanned);
  const sequences = inputs.slice(inputs.length - scanned);
  const axes = attrInts(node, 'scan_input_axes') ?? [];
  const outAxes = attrInts(node, 'scan_output_axes') ?? [];
  const slices = sequences.map((value, i) => removed(value?.type, axes[i] ?? 0));
  const { carried, outputs } = fixpoint(states, (state) => inferBody(body, [...state, ...slices]), 0);
  const length = scanLength(sequences, axes);
  const results = outputs.slice(states.length);
  return [...carried, ...results.map((output, i) => stacked(output?.type, outAxes[i] ?? 0, length))];
}

/** Opset 8: every tensor has a batch axis in front, which the body does not see, and lengths per batch come first. */
function batchedScan({ node, inputs, inferBody }: InferContext): Outputs {
  const body = attrGraph(node, 'body');
  const [, ...rest] = inputs;
  const scanned = attrInt(node, 'num_scan_inputs', 0);
  if (body === null || !(scanned >= 1 && scanned <= rest.length))
    throw bad('needs a body and scanned inputs');
  const count = rest.length - scanned;
  const batch = scanLength(rest, []);
  const states = rest.slice(0, count).map((value) => removed(value?.type, 0));
  const slices = rest.slice(count).map((value) => removed(removed(value?.type, 0)?.type, 0));
  const { carried, outputs } = fixpoint(states, (state) => inferBody(body, [...state, ...slices]), 0);
  const length = scanLength(
    rest.slice(count),
    rest.map(() => 1),
  );
  const results = outputs.slice(count).map((output) => stacked(output?.type, 0, length));
  return [...carried, ...results].map((output) => stacked(output?.type, 0, batch));
}

const anyCount: [number, number] = [1, Number.POSITIVE_INFINITY];

const scans: readonly OpSchema[] = [
  defineOp({
    op: 'Scan',
    since: 8,
    inputs: [2, Number.POSITIVE_INFINITY],
    outputs: anyCount,
    attrs: { body: attr.graph(), num_scan_inputs: attr.int(), directions: attr.ints() },
    infer: batchedScan,
    cost: unknownCost,
  }),
  defineOp({
    op: 'Scan',
    since: 9,
    inputs: anyCount,
    outputs: anyCount,
    attrs: {
      body: attr.graph(),
      num_scan_inputs: attr.int(),
      scan_input_axes: attr.ints(),
      scan_input_directions: attr.ints(),
      scan_output_axes: attr.ints(),
      scan_output_directions: attr.ints(),
    },
    infer: scan,
    cost: unknownCost,
  }),
];

/** The body maps one element of each sequence; inputs that are not sequences are given to every call. */
const sequenceMap = defineOp({
  op: 'SequenceMap',
  since: 17,
  inputs: anyCount,
  outputs: anyCount,
  attrs: { body: attr.graph() },
  infer: ({ node, inputs, inferBody }) => {
    const body = attrGraph(node, 'body');
    if (body === null) throw bad('needs a body');
    const elements = inputs.map((value) => {
      const type = value?.type ?? null;
      return typed(type?.kind === 'sequence' ? type.element : type);
    });
    const outputs = inferBody(body, elements);
    return outputs.map((output) => typed({ kind: 'sequence', element: output?.type ?? null }));
  },
  cost: unknownCost,
});

export const controlSchemas: readonly OpSchema[] = [conditional, ...loops, ...scans, sequenceMap];
