import { assert, must } from '../../core';
import { type Constant, type Graph, isFloat, type TensorConstant, type ValueId } from '../../graph';
import { numbersOf } from '../numbers';
import { type Domain, readNumber, Unsupported } from './domain';
import { evaluateCall } from './ops';
import { ints, reals, type Tensor } from './tensor';

/** What input values and unreadable constants hold, by name. */
export type Supply<E> = (name: string, shape: readonly number[], isReal: boolean) => Tensor<E>;

/**
 * Random elements of a domain for floats, by name and place, so that both sides of a rule read the same; whole numbers
 * of `range` values from 0 on for the rest.
 */
export const randomSupply =
  <E>(domain: Domain<E>, range = 2): Supply<E> =>
  (name, shape, isReal) => {
    const count = shape.reduce((n, d) => n * d, 1);
    const labels = Array.from({ length: count }, (_, i) => `${name}[${i}]`);
    if (isReal)
      return reals(
        shape,
        labels.map((label) => domain.random(label)),
      );
    return ints(
      shape,
      labels.map((label) => Number.parseInt(domain.key(domain.random(label)), 10) % range).map(Math.abs),
    );
  };

/** A stored constant: read where its contents are at hand, supplied by name where they are in another file. */
function stored<E>(domain: Domain<E>, constant: TensorConstant, supply: Supply<E>): Tensor<E> {
  const { shape, dtype, name, source } = constant;
  if (source.at === 'external') return supply(`constant ${name}`, shape, isFloat(dtype));
  const numbers = numbersOf(constant);
  if (numbers === null) throw new Unsupported(`the constant ${name}`);
  return isFloat(dtype)
    ? {
        ...reals(
          shape,
          numbers.map((x) => readFinite(domain, x)),
        ),
        literal: numbers,
      }
    : ints(shape, numbers);
}

function readFinite<E>(domain: Domain<E>, x: number): E {
  if (Number.isFinite(x)) return readNumber(domain, x);
  if (domain.infinity === null) throw new Unsupported(`${x} in ${domain.name}`);
  return x > 0 ? domain.infinity : domain.neg(domain.infinity);
}

/** Evaluates a constant exactly: computed ones by evaluating what they are computed from. */
function evaluateConstant<E>(
  graph: Graph,
  constant: Constant,
  domain: Domain<E>,
  supply: Supply<E>,
  done: Map<Constant, Tensor<E>>,
): Tensor<E> {
  const known = done.get(constant);
  if (known !== undefined) return known;
  let result: Tensor<E>;
  if (constant.kind === 'tensor') result = stored(domain, constant, supply);
  else {
    const inputs = constant.inputs.map((input) =>
      input === null ? null : evaluateConstant(graph, input, domain, supply, done),
    );
    const { op, attrs, outputs, output } = constant;
    const opset = graph.header.opsets.get(constant.domain) ?? 1;
    result = must(evaluateCall({ domain, op, attrs, inputs, outputs, opset })[output], `output of ${op}`);
  }
  assert(
    result.shape.length === constant.shape.length && result.shape.every((d, i) => d === constant.shape[i]),
    () => `a constant of shape [${constant.shape}] came out as [${result.shape}]`,
  );
  done.set(constant, result);
  return result;
}

/**
 * The graph's outputs in order, evaluated in a domain. Input shapes must be static; initializers that are inputs count as
 * constants. @throws Undefined where the graph has no value at this point; Unsupported where the domain cannot.
 */
export function evaluate<E>(graph: Graph, domain: Domain<E>, supply: Supply<E>): readonly Tensor<E>[] {
  const values = new Map<ValueId, Tensor<E>>();
  const constants = new Map<Constant, Tensor<E>>();
  const elementsOf = (id: ValueId): Tensor<E> => {
    const known = values.get(id);
    if (known !== undefined) return known;
    const constant = graph.constant(id);
    const made =
      constant === null ? inputOf(id) : evaluateConstant(graph, constant, domain, supply, constants);
    values.set(id, made);
    return made;
  };
  const inputOf = (id: ValueId): Tensor<E> => {
    const { name, type } = graph.value(id);
    const shape = type?.kind === 'tensor' ? type.shape : null;
    if (type?.kind !== 'tensor' || !shape?.every((d): d is number => typeof d === 'number')) {
      throw new Unsupported(`input ${name} of unknown shape`);
    }
    return supply(name, shape, isFloat(type.dtype));
  };
  for (const id of graph.topological()) {
    const node = graph.node(id);
    if (node.op === 'Constant') continue;
    const inputs = node.inputs.map((input) => (input === null ? null : elementsOf(input)));
    const opset = graph.header.opsets.get(node.domain) ?? 1;
    const { op, attrs, outputs } = node;
    const made = evaluateCall({ domain, op, attrs, inputs, outputs: outputs.length, opset });
    outputs.forEach((output, i) => {
      if (output !== null) values.set(output, must(made[i], `output ${i} of ${op}`));
    });
  }
  return graph.outputs.map(elementsOf);
}
