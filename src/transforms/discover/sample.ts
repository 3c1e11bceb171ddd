import { must } from '../../core';
import { type Graph, graphBuilder, type ValueId } from '../../graph';
import type { Direction } from './direction';
import { onnxOp } from './notation';
import { genericTyping } from './prune';
import { groupsOf, type Shape } from './shapes';
import { type Term, variablesOf } from './term';
import { axesFor } from './verify';

/** One side of a direction as a model with inputs of different sizes; null where no small sizes fit it. */
export function sampleOf({ from, to, equation }: Direction, side: 'from' | 'to' = 'from'): Graph | null {
  const isStored = equation.when !== 'right-ungrouped' || equation.left.text === from.text;
  const typing = genericTyping(
    isStored ? { left: from, right: to } : { left: to, right: from },
    equation.when,
  );
  return typing === null ? null : graphOf(side === 'from' ? from : to, typing, variablesOf(from));
}

function graphOf(term: Term, typing: ReadonlyMap<string, Shape>, names: readonly string[]): Graph {
  const g = graphBuilder({ opset: 17 });
  const axes = axesFor(term);
  const shape = (t: Term): readonly number[] => must(typing.get(t.text), t.text).map(Number);
  const made = new Map<string, ValueId>();
  for (const name of names) {
    made.set(name, g.input(name, 'float32', must(typing.get(name), name).map(Number)));
  }
  const visit = (t: Term): ValueId => {
    const known = made.get(t.text);
    if (known !== undefined || t.kind === 'variable') return must(known, t.text);
    const args = t.args.map(visit);
    const [a, b] = t.args.map(shape);
    const rank = must(a, 'operand').length;
    const attrs: Record<string, number | number[]> = {};
    if (t.op === 'rows' || t.op === 'cols') attrs.axis = axes(rank)[t.op === 'rows' ? 0 : 1];
    if (t.op === 'transpose') attrs.perm = [1, 0];
    if (t.op === 'conv') {
      attrs.pads = [1, 1, 1, 1];
      attrs.group = groupsOf(must(a, 'image'), must(b, 'kernel')) ?? 1;
    }
    const id = g.op(onnxOp(t.op), args, attrs);
    made.set(t.text, id);
    return id;
  };
  g.output('result', visit(term));
  return g.build();
}
