import { anyOp, defineRule, dtypeOfValue, type Graph, must, refuse, type ValueId } from '../kit';
import { isExact } from '../numbers';

function contents(graph: Graph, id: ValueId): readonly number[] | null {
  const { known, type, constant } = graph.value(id);
  if (known === null || constant !== null || type?.kind !== 'tensor' || type.shape === null) return null;
  if (type.shape.length > 1 || (type.shape.length === 1 && type.shape[0] !== known.length)) return null;
  return known.every(isExact) ? (known as readonly number[]) : null;
}

export const foldKnownIntegers = defineRule({
  name: 'fold-known-integers',
  family: 'clean-up',
  title: 'Shape arithmetic whose result is known is a constant.',
  before: 'Gather(Shape(x), 1), Concat(…) of such…',
  after: 'a literal',
  conditions: [
    'it is an int32 or int64 scalar or vector',
    'shape inference knows every element',
    'it is not an output of the graph',
  ],
  algebra: 'follows from the dimensions of the inputs',
  exactness: 'bits',
  roots: [anyOp({ where: (node) => node.outputs.length === 1 && node.op !== 'Constant' })],
  check: ({ graph, output }) => {
    const dtype = dtypeOfValue(graph, output);
    if (dtype !== 'int64' && dtype !== 'int32') return refuse('it is not an integer', { value: output });
    if (contents(graph, output) === null) return refuse('its contents are not known', { value: output });
    return graph.isOutput(output) ? refuse('it is an output of the graph', { value: output }) : null;
  },
  rewrite: ({ graph, output }, b) => {
    const numbers = must(contents(graph, output), 'contents');
    const shape = graph.value(output).type?.kind === 'tensor' ? b.shape(output) : null;
    const dtype = must(dtypeOfValue(graph, output), 'type');
    return b.constant(dtype, shape?.length === 0 ? [] : [numbers.length], numbers);
  },
});
