import { any, defineRule, type Graph, must, type Node, op, refuse, staticShape, type ValueId } from '../kit';
import { type Cut, cutsOf } from '../slicing';

interface Part {
  readonly node: Node;
  readonly start: number;
  readonly end: number;
}

function rangeOf(cut: Cut, extent: number): readonly [number, number] {
  const index = (n: number) => Math.min(Math.max(n < 0 ? n + extent : n, 0), extent);
  return [index(cut.start), index(cut.end)];
}

interface Plan {
  readonly axis: number;
  readonly parts: readonly Part[];
}

/** The Slices over this one's input that tile the axis it cuts, in order; null when they do not. */
function plan(graph: Graph, anchor: Node): Plan | null {
  const [x] = anchor.inputs;
  const cuts = cutsOf(graph, anchor);
  const [cut] = cuts ?? [];
  const extent = cut === undefined ? undefined : staticShape(graph, x)?.[cut.axis];
  if (x === null || x === undefined || cuts?.length !== 1 || cut === undefined || extent === undefined) {
    return null;
  }
  const parts: Part[] = [];
  for (const use of graph.uses(x)) {
    const node = graph.node(use.node);
    if (node.op !== 'Slice' || node.domain !== '' || use.slot !== 0) continue;
    const own = cutsOf(graph, node);
    const [first] = own ?? [];
    if (own?.length !== 1 || first === undefined || first.axis !== cut.axis || first.step !== 1) continue;
    const [start, end] = rangeOf(first, extent);
    parts.push({ node, start, end });
  }
  parts.sort((a, b) => a.start - b.start || a.end - b.end || a.node.id - b.node.id);
  let at = 0;
  for (const part of parts) {
    if (part.start !== at || part.end <= at) return null;
    at = part.end;
  }
  return at === extent && parts.length > 1 ? { axis: cut.axis, parts } : null;
}

export const turnSlicesIntoSplit = defineRule({
  name: 'turn-slices-into-split',
  family: 'motion',
  title: 'Slices that tile an axis are a Split.',
  before: 'Slice(x, 0:n), Slice(x, n:m)… up to the end',
  after: 'Split(x, n, m − n…)',
  conditions: [
    'each cuts the same axis only, in steps of 1, and its size is static',
    'together they cover the axis once',
  ],
  algebra: 'split(x) = x[0:n], x[n:m]…',
  exactness: 'bits',
  undoes: ['turn-split-into-slices'],
  roots: [op('Slice', [any('x')], { rest: 'spec' })],
  radius: 0,
  sideways: true,
  check: ({ graph, anchor }) => {
    const found = plan(graph, anchor);
    if (found === null) return refuse('the Slices of this value do not tile one axis', { node: anchor.id });
    return found.parts[0]?.node.id === anchor.id
      ? null
      : refuse('the first Slice is the place for this', { node: found.parts[0]?.node.id ?? anchor.id });
  },
  rewrite: ({ graph, anchor }, b) => {
    const { axis, parts } = must(plan(graph, anchor), 'plan');
    const input = must(anchor.inputs[0], 'input');
    const made = b.split(
      input,
      axis,
      parts.map((part) => part.end - part.start),
    );
    return new Map<ValueId, ValueId>(
      parts.map((part, i) => [must(part.node.outputs[0], 'output'), must(made[i], 'part')]),
    );
  },
});
