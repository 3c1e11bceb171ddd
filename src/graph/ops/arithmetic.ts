import { freshInt } from '../dim';
import type { DType } from '../dtype';
import type { Dim, Value } from '../types';
import { attr, bad, defineOp, defineOps, outputCount, perOutputElement } from './define';
import { type EntryRule, mapEntries, predicates, rules, zipEntries } from './known';
import type { InferContext, OpSchema } from './schema';
import { attrInt, broadcast, dtype, out, shape } from './support';

/** The element type that all inputs share; null when none is known. */
export function sharedDtype(inputs: readonly (Value | null)[]): DType | null {
  let shared: DType | null = null;
  for (const input of inputs) {
    const element = dtype(input);
    if (element === null || element === shared) continue;
    if (shared !== null) throw bad(`inputs of types ${shared} and ${element} do not mix`);
    shared = element;
  }
  return shared;
}

/** Before opset 7 the second operand broadcast to the first, and only when asked to. */
const legacy = { broadcast: attr.int(0), axis: attr.int() };
const consuming = { consumed_inputs: attr.ints() };
const legacyShape = ({ inputs: [a] }: InferContext) => shape(a);
const bothShapes = ({ inputs: [a, b] }: InferContext) => broadcast(shape(a), shape(b));

type Rules = (element: DType | null) => EntryRule;

const binary = (op: string, rule: Rules, flops = 1): readonly OpSchema[] =>
  [1, 6, 7].map((since) =>
    defineOp({
      op,
      since,
      inputs: 2,
      attrs: since >= 7 ? {} : since === 6 ? legacy : { ...legacy, ...consuming },
      infer: (context) => {
        const element = sharedDtype(context.inputs);
        const dims = since < 7 ? legacyShape(context) : bothShapes(context);
        return [out(element, dims, zipEntries(context.inputs[0], context.inputs[1], dims, rule(element)))];
      },
      cost: perOutputElement(flops),
    }),
  );

/** The exponent may have another type than the base, which gives the result's. */
const pow = [legacyShape, bothShapes].map((dimsOf, i) =>
  defineOp({
    op: 'Pow',
    since: i === 0 ? 1 : 7,
    inputs: 2,
    attrs: i === 0 ? legacy : {},
    infer: (context) => {
      const element = dtype(context.inputs[0]);
      const dims = dimsOf(context);
      return [out(element, dims, zipEntries(context.inputs[0], context.inputs[1], dims, rules.Pow(element)))];
    },
    cost: perOutputElement(1),
  }),
);

const mod = defineOp({
  op: 'Mod',
  since: 10,
  inputs: 2,
  attrs: { fmod: attr.int(0) },
  infer: (context) => {
    const [a, b] = context.inputs;
    const element = sharedDtype(context.inputs);
    const dims = bothShapes(context);
    const rule = attrInt(context.node, 'fmod', 0) === 0 ? rules.Mod : rules.Fmod;
    return [out(element, dims, zipEntries(a, b, dims, rule(element)))];
  },
  cost: perOutputElement(1),
});

/** Truth values of pairs. Integers of `And`, `Or` and `Xor` are booleans. */
const predicate = (op: string, since: readonly number[], logical: boolean): readonly OpSchema[] =>
  since.map((version, i) =>
    defineOp({
      op,
      since: version,
      inputs: 2,
      attrs: version < 7 ? legacy : {},
      infer: (context) => {
        const [a, b] = context.inputs;
        const element = sharedDtype(context.inputs);
        if (logical && element !== null && element !== 'bool') throw bad(`takes booleans, not ${element}`);
        const dims = i === 0 && version < 7 ? legacyShape(context) : bothShapes(context);
        const rule = predicates[op];
        const known = rule === undefined || element === 'string' ? null : zipEntries(a, b, dims, rule);
        return [out('bool', dims, known)];
      },
      cost: perOutputElement(1),
    }),
  );

const bitwise = defineOps(['BitwiseAnd', 'BitwiseOr', 'BitwiseXor'], {
  since: 18,
  inputs: 2,
  infer: (context) => [out(sharedDtype(context.inputs), bothShapes(context))],
  cost: perOutputElement(1),
});

const bitShift = defineOp({
  op: 'BitShift',
  since: 11,
  inputs: 2,
  attrs: { direction: attr.string() },
  infer: (context) => [out(sharedDtype(context.inputs), bothShapes(context))],
  cost: perOutputElement(1),
});

/** a·sigmoid(alpha·a)·b, a gate and what it lets through. */
const swiglu = defineOp({
  op: 'SwiGLU',
  since: 28,
  inputs: 2,
  attrs: { alpha: attr.float(1) },
  infer: (context) => [out(sharedDtype(context.inputs), bothShapes(context))],
  cost: perOutputElement(7),
});

/** Max, Min, Mean and Sum of any number of tensors, which broadcast since opset 8. */
const variadic = (op: 'Max' | 'Min' | 'Mean' | 'Sum', since: 1 | 6): OpSchema =>
  defineOp({
    op,
    since,
    attrs: since < 6 ? consuming : {},
    inputs: [1, Number.POSITIVE_INFINITY],
    infer: ({ inputs, version }) => {
      const element = sharedDtype(inputs);
      const dims = version < 8 ? shape(inputs[0]) : broadcast(...inputs.map((input) => shape(input)));
      return [out(element, dims, variadicEntries(op, inputs, dims, element))];
    },
    cost: ({ inputs }, outputs) => {
      const count = outputCount(outputs);
      const each = inputs.length - (op === 'Mean' ? 0 : 1);
      return count === null ? null : { macs: 0, flops: each * count };
    },
  });

function variadicEntries(
  op: 'Max' | 'Min' | 'Mean' | 'Sum',
  inputs: readonly (Value | null)[],
  dims: readonly Dim[] | null,
  element: DType | null,
): readonly Dim[] | null {
  const [first, second] = inputs;
  if (inputs.length === 1) return mapEntries(first, (entry) => entry);
  if (inputs.length !== 2 || op === 'Mean') return null;
  return zipEntries(first, second, dims, rules[op === 'Sum' ? 'Add' : op](element));
}

/** The condition picks; an entry is known where the condition is, or where both sides agree. */
const where = defineOp({
  op: 'Where',
  since: 9,
  inputs: 3,
  infer: ({ inputs: [condition, x, y] }) => {
    const test = dtype(condition);
    if (test !== null && test !== 'bool') throw bad(`the condition must be boolean, not ${test}`);
    const element = sharedDtype([x ?? null, y ?? null]);
    const dims = broadcast(shape(condition), shape(x), shape(y));
    const ifTrue = zipEntries(condition, x, dims, (c, a) => (c === 1 ? a : null));
    const ifFalse = zipEntries(condition, y, dims, (c, b) => (c === 0 ? b : null));
    const either = zipEntries(x, y, dims, (a, b) => (a === b ? a : null));
    const chosen = zipEntries(condition, condition, dims, (c) => c);
    const known = (either ?? ifTrue ?? ifFalse)?.map((_, i) => {
      const picked = chosen?.[i] === 1 ? ifTrue?.[i] : chosen?.[i] === 0 ? ifFalse?.[i] : either?.[i];
      return picked ?? freshInt();
    });
    return [out(element, dims, known ?? null)];
  },
  cost: perOutputElement(1),
});

export const arithmeticSchemas: readonly OpSchema[] = [
  ...binary('Add', rules.Add),
  ...binary('Sub', rules.Sub),
  ...binary('Mul', rules.Mul),
  ...binary('Div', rules.Div),
  ...pow,
  mod,
  ...(['Max', 'Min', 'Mean', 'Sum'] as const).flatMap((op) => [variadic(op, 1), variadic(op, 6)]),
  ...bitwise,
  bitShift,
  swiglu,
];

export const logicSchemas: readonly OpSchema[] = [
  ...predicate('Equal', [1, 7], false),
  ...predicate('Less', [1, 7], false),
  ...predicate('Greater', [1, 7], false),
  ...predicate('LessOrEqual', [12], false),
  ...predicate('GreaterOrEqual', [12], false),
  ...predicate('And', [1, 7], true),
  ...predicate('Or', [1, 7], true),
  ...predicate('Xor', [1, 7], true),
  where,
];
