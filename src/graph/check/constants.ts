import { type Constant, elementCount } from '../constant';
import { storageBytes } from '../dtype';
import type { Graph } from '../graph';
import type { Attr } from '../types';
import type { Report } from './structure';

/** Constants never change, so each is checked once. */
const verdicts = new WeakMap<Constant, string>();

function verdictOf(constant: Constant): string {
  const known = verdicts.get(constant);
  if (known !== undefined) return known;
  const verdict = judge(constant);
  verdicts.set(constant, verdict);
  return verdict;
}

function judge(constant: Constant): string {
  const { dtype, shape } = constant;
  if (shape.some((dim) => !Number.isSafeInteger(dim) || dim < 0)) return `shape [${shape}] is no shape`;
  if (constant.kind === 'applied') {
    if (constant.output < 0 || constant.output >= constant.outputs) {
      return `output ${constant.output} of ${constant.outputs} does not exist`;
    }
    for (const [i, input] of constant.inputs.entries()) {
      const inner = input === null ? '' : verdictOf(input);
      if (inner !== '') return `input ${i} of ${constant.op}: ${inner}`;
    }
    return '';
  }
  const count = elementCount(shape);
  const { source } = constant;
  if ((dtype === 'string') !== (source.at === 'strings') && source.at !== 'lazy') {
    return `${dtype} elements are stored as ${source.at}`;
  }
  if (source.at === 'strings') {
    return source.strings.length === count ? '' : `${source.strings.length} strings for shape [${shape}]`;
  }
  const bytes = storageBytes(dtype, count);
  if (source.at === 'bytes' && source.bytes.length !== bytes) {
    return `${source.bytes.length} bytes for ${dtype}[${shape}], which takes ${bytes}`;
  }
  if (source.at === 'external' && source.length !== null && source.length !== bytes) {
    return `${source.length} external bytes for ${dtype}[${shape}], which takes ${bytes}`;
  }
  return '';
}

const constantsIn = (attr: Attr): readonly Constant[] =>
  attr.kind === 'tensor' ? [attr.value] : attr.kind === 'tensors' ? attr.value : [];

/** Shapes of constants against their bytes, and the types of the values that hold them. Reads no lazy bytes. */
export function checkConstants(graph: Graph, report: Report): void {
  for (const { id, name, constant, type, known } of graph.values()) {
    if (constant !== null) {
      const verdict = verdictOf(constant);
      if (verdict !== '') report({ value: id }, `constant "${name}": ${verdict}`);
      const fits =
        type?.kind === 'tensor' &&
        type.dtype === constant.dtype &&
        type.shape?.length === constant.shape.length &&
        type.shape.every((dim, axis) => dim === constant.shape[axis]);
      if (!fits && type?.kind !== 'sparse')
        report({ value: id }, `constant "${name}" has a type of another shape`);
    }
    if (known === null || type?.kind !== 'tensor' || type.shape === null) continue;
    const sizes = type.shape.filter((dim) => typeof dim === 'number');
    if (sizes.length === type.shape.length && elementCount(sizes) !== known.length) {
      report({ value: id }, `${known.length} contents are known of a value of shape [${type.shape}]`);
    }
  }
  for (const node of graph.nodes()) {
    for (const [name, attr] of node.attrs) {
      for (const constant of constantsIn(attr)) {
        const verdict = verdictOf(constant);
        if (verdict !== '') report({ node: node.id }, `attribute "${name}" of ${node.op}: ${verdict}`);
      }
    }
  }
}
