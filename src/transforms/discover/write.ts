import { must } from '../../core';
import type { ValueId } from '../../graph';
import { onnxOp } from './notation';
import { type Axes, groupsOf, type Shape, typeTerm } from './shapes';
import type { Term } from './term';

/** What a term is written with: nodes of some graph. */
export interface Writer {
  input(name: string, shape: readonly number[]): ValueId;
  op(
    type: string,
    inputs: readonly ValueId[],
    attrs: Readonly<Record<string, number | readonly number[]>>,
  ): ValueId;
}

export interface WriteOptions {
  readonly axes: Axes;
  /** Attributes of every Conv beside its groups. */
  readonly conv: Readonly<Record<string, number | readonly number[]>>;
}

/** Writes a term as nodes over inputs of the given shapes; its value. Equal subterms are one node. */
export function writeTerm(
  term: Term,
  inputs: ReadonlyMap<string, Shape>,
  writer: Writer,
  { axes, conv }: WriteOptions,
): ValueId {
  const shapes = new Map(inputs);
  const made = new Map<string, ValueId>();
  for (const [name, shape] of inputs) made.set(name, writer.input(name, shape.map(Number)));
  const visit = (t: Term): ValueId => {
    const known = made.get(t.text);
    if (known !== undefined || t.kind === 'variable') return must(known, t.text);
    const args = t.args.map(visit);
    const attrs: Record<string, number | readonly number[]> = {};
    const [a, b] = t.args.map((arg) => typeTerm(arg, shapes, axes));
    if (t.op === 'rows' || t.op === 'cols') attrs.axis = axes(a?.length ?? 2)[t.op === 'rows' ? 0 : 1];
    if (t.op === 'transpose') {
      const rank = a?.length ?? 2;
      attrs.perm = [...Array(rank - 2).keys(), rank - 1, rank - 2];
    }
    if (t.op === 'conv') Object.assign(attrs, conv, { group: groupsOf(a ?? [], b ?? []) ?? 1 });
    const id = writer.op(onnxOp(t.op), args, attrs);
    made.set(t.text, id);
    return id;
  };
  return visit(term);
}
