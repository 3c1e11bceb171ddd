import { arithmeticRefusal } from '../arithmetic';
import type { Builder } from '../builder';
import {
  any,
  defineRule,
  intAttr,
  type Match,
  must,
  normalAxis,
  op,
  type Pattern,
  permOf,
  rankOf,
  refuse,
  sameAttrs,
  staticShape,
  type ValueId,
  withAttrs,
} from '../kit';
import type { Refusal, Rule } from '../rule';
import { type Direction, symmetric } from './direction';
import { asFormula, asGraph, onnxOp } from './notation';
import { type Axes, groupsOf, imageAxes, matrixAxes, type Shape, typeEquation } from './shapes';
import { type Application, applications, isCommutative, numberNames, type Term, variablesOf } from './term';

/** A direction of a discovered equation as a rule of the engine. `undoes`: names of rules that are in play. */
export function toRule(direction: Direction, undoes: readonly string[]): Rule {
  const { name, from, to, equation } = direction;
  return defineRule({
    name,
    family: 'discovered',
    title: `${asFormula(from)} is ${asFormula(to)}.`,
    before: asGraph(from),
    after: asGraph(to),
    conditions: conditionsOf(direction),
    algebra: `${asFormula(from)} = ${asFormula(to)}, found by enumeration and proved over a finite field (chance of an error below ${equation.proof.bound.toExponential(0)} at each of ${equation.proof.shapes} assignments of sizes)`,
    exactness: isExact(direction) ? 'bits' : 'reals',
    roots: [patternOf(direction)],
    undoes,
    check: (m, context) => {
      if (!isExact(direction)) {
        const refusal = arithmeticRefusal(context, m.output);
        if (refusal !== null) return refusal;
      }
      return attributesRefusal(direction, m) ?? shapesRefusal(direction, m);
    },
    rewrite: (m, b) => build(direction, m, b),
  });
}

const layout = new Set(['rows', 'cols', 'transpose', 'relu']);
/** Data is only moved, and elements mapped one by one. */
const isExact = ({ from, to }: Direction): boolean =>
  [...applications(from), ...applications(to)].every((t) => layout.has(t.op));

function conditionsOf(direction: Direction): readonly string[] {
  const { from, to, world, equation } = direction;
  const ops = new Set([...applications(from), ...applications(to)].map((t) => t.op));
  const numbers = [...numberNames(from, to)];
  const conditions: (string | false)[] = [
    'both sides fit without broadcasting, to the same shape',
    world === 'elementwise' && 'or all shapes are known: then operands may broadcast',
    world === 'free' && ops.has('rows') && 'p and q are different axes',
    world === 'matrix' && 'p and q are the last two axes; whole batches may broadcast in MatMul',
    world === 'image' && 'p and q are the first two axes; the Convs have one set of attributes and no bias',
    ops.has('transpose') && 'each Transpose exchanges the last two axes and no others',
    numbers.length > 0 && `${numbers.join(', ')}: one element, at most rank 1`,
    equation.when === 'ungrouped' && 'the Convs have one group',
    equation.when === 'alike' && 'the Convs have the same groups, channels and filters',
    equation.when === 'right-ungrouped' && 'the joined Conv has one group',
    !isExact(direction) && 'float32 or float64',
  ];
  return conditions.filter((text): text is string => text !== false);
}

function patternOf(direction: Direction) {
  const fixed = symmetric(direction);
  const inner = (term: Term): Pattern => (term.kind === 'variable' ? any(term.name) : node(term));
  const node = (term: Application) =>
    op(onnxOp(term.op), term.args.map(inner), {
      name: term.text,
      commutative: term.op === 'scale' || (isCommutative(term.op) && !fixed.has(term.text)),
    });
  return node(direction.from);
}

/** The axes of this match: those of the world, or those that the Concats have; null where they do not agree. */
function axesOf({ from, world }: Direction, m: Match): readonly [number | null, number | null] | null {
  const found: [number | null, number | null] = [null, null];
  for (const { op: type, text } of applications(from)) {
    if (type !== 'rows' && type !== 'cols') continue;
    const node = m.node(text);
    const rank = rankOf(m.graph, node.outputs[0]);
    const axis = rank === null ? null : normalAxis(intAttr(node, 'axis', 0), rank);
    if (rank === null || axis === null) return null;
    const which = type === 'rows' ? 0 : 1;
    const wanted = world === 'matrix' ? matrixAxes(rank) : world === 'image' ? imageAxes(rank) : found;
    if (wanted[which] !== null && wanted[which] !== axis) return null;
    found[which] = axis;
  }
  return found[0] !== null && found[0] === found[1] ? null : found;
}

function attributesRefusal(direction: Direction, m: Match): Refusal | null {
  if (axesOf(direction, m) === null) return refuse('a Concat has another axis', { node: m.anchor.id });
  let first: string | null = null;
  for (const { op: type, text } of applications(direction.from)) {
    if (type === 'transpose') {
      const node = m.node(text);
      const rank = rankOf(m.graph, node.inputs[0]);
      const perm = permOf(m.graph, node);
      if (rank === null || perm === null || !perm.every((axis, i) => axis === exchange(rank)[i])) {
        return refuse('a Transpose exchanges other axes', { node: node.id });
      }
    }
    if (type === 'conv') {
      const own = withAttrs(m.node(text), { group: undefined, kernel_shape: undefined });
      if (
        first !== null &&
        !sameAttrs(own, withAttrs(m.node(first), { group: undefined, kernel_shape: undefined }))
      )
        return refuse('the Convs differ in their attributes', { node: m.node(text).id });
      first = text;
    }
  }
  return null;
}

const exchange = (rank: number): readonly number[] => [
  ...Array.from({ length: Math.max(0, rank - 2) }, (_, i) => i),
  ...(rank < 2 ? [0].slice(0, rank) : [rank - 1, rank - 2]),
];

/** Where `rows` and `cols` are in this match; a Conv's extents follow from its operands' in a way that all share. */
function frame(direction: Direction, m: Match): Axes {
  const found = axesOf(direction, m);
  const { world } = direction;
  const axes = (rank: number): readonly [number, number] => {
    if (world === 'matrix') return matrixAxes(rank);
    if (world === 'image') return imageAxes(rank);
    return [found?.[0] ?? -1, found?.[1] ?? -1];
  };
  const extents = (image: Shape, kernel: Shape): Shape =>
    image.slice(2).map((extent, i) => `conv ${extent} by ${kernel[i + 2]}`);
  return Object.assign(axes, { extents });
}

function shapesRefusal(direction: Direction, m: Match): Refusal | null {
  const { from, to, world, equation } = direction;
  const shapes = new Map<string, Shape>();
  const names = variablesOf(from);
  for (const name of names) {
    const shape = m.shape(name);
    if (shape === null) return refuse('a shape is not known', { value: m.value(name) });
    shapes.set(name, shape);
  }
  if (world === 'elementwise' && names.every((name) => staticShape(m.graph, m.value(name)) !== null))
    return null;
  // Equations are stored the way they were found; `when` speaks of its right side.
  const [left, right] =
    equation.left.text === from.text || equation.when !== 'right-ungrouped' ? [from, to] : [to, from];
  return typeEquation(left, right, shapes, frame(direction, m), equation.when) === null
    ? refuse('the operands do not fit the other side', { node: m.anchor.id })
    : null;
}

function build(direction: Direction, m: Match, b: Builder): ValueId {
  const axes = frame(direction, m);
  const made = new Map<string, ValueId>();
  const rank = (id: ValueId): number => must(b.shape(id), 'shape').length;
  const make = (term: Application): ValueId => {
    const args = term.args.map(visit);
    const a = must(args[0], 'operand');
    const type = onnxOp(term.op);
    const isConstant = args.every((id) => b.valueOf(id).constant !== null);
    const node = (attrs: Parameters<Builder['node']>[2]): ValueId =>
      isConstant ? b.folded(type, args, attrs) : b.node(type, args, attrs);
    switch (term.op) {
      case 'transpose':
        return node({ perm: exchange(rank(a)) });
      case 'rows':
        return node({ axis: axes(rank(a))[0] });
      case 'cols':
        return node({ axis: axes(rank(a))[1] });
      case 'conv':
        return convolution(args);
      default:
        return node({});
    }
  };
  const convolution = (args: readonly ValueId[]): ValueId => {
    const like = must(
      applications(direction.from).find((t) => t.op === 'conv'),
      'Conv',
    );
    const [image, kernel] = args.map((id) => must(b.shape(id), 'shape'));
    const group = must(groupsOf(must(image, 'image'), must(kernel, 'kernel')), 'groups');
    const node = m.node(like.text);
    return must(b.again(node, args, withAttrs(node, { group, kernel_shape: undefined }))[0], 'Conv');
  };
  const visit = (term: Term): ValueId => {
    if (term.kind === 'variable') return m.value(term.name);
    let id = made.get(term.text);
    if (id === undefined) {
      id = make(term);
      made.set(term.text, id);
    }
    return id;
  };
  return visit(direction.to);
}
