import { Vec } from '../../core';
import {
  type Attr,
  type Attrs,
  type Constant,
  concatChunks,
  elementCount,
  encodeModel,
  Graph,
  isUnknownDim,
  type Node,
  storageBytes,
  symbolsOf,
  type TensorConstant,
  type Value,
} from '../../graph';
import { substituteDims } from '../../graph/substituteDims';
import { isWiring } from './isWiring';
import type { OpenModel } from './state';

/** The file that a structure says its weights are in; nobody has it. */
const location = 'weights-were-not-shared.bin';
/**
 * What an attribute keeps: so many whole numbers (axes, shapes), floats (scales, ratios) and texts (directions, activations),
 * and texts of so many characters or bytes (an equation). More may be what a model learned, or its vocabulary.
 */
const most = { ints: 4096, floats: 8, strings: 16, text: 64 };

/**
 * A model as an ONNX file without weights: operators, wiring, types, attributes, and the constants that are wiring, a single
 * number or a repeated one. What else is constant is declared as external data. Doc strings, metadata and what else the file
 * said are left out, and, unless asked for, every name: inputs, outputs and dimensions become `in0`, `out0` and `d0`.
 */
export function structureOf({ decoded }: OpenModel, withNames: boolean): Uint8Array<ArrayBuffer> {
  const bare = new Stripper(withNames).strip(decoded);
  const graph = withNames ? bare : withoutNames(bare);
  return concatChunks(encodeModel(graph, { resolve: () => null }));
}

/** Takes the weights out of a graph and of the graphs inside it, and all that its file said beyond the graph. */
class Stripper {
  private offset = 0;
  private readonly stands = new Map<Constant, Constant>();

  constructor(private readonly withNames: boolean) {}

  strip(graph: Graph): Graph {
    const { parts } = graph;
    const values = [...parts.values].map((value) => (value ? this.value(value) : null));
    const nodes = [...parts.nodes].map((node) => (node ? this.node(node) : null));
    const { opsets, graphName } = graph.header;
    const header = {
      opsets,
      graphName: this.withNames ? graphName : 'structure',
      functions: new Map(),
      extra: null,
    };
    return new Graph({ ...parts, header, values: Vec.from(values), nodes: Vec.from(nodes) });
  }

  private value(value: Value): Value {
    const { constant } = value;
    return { ...value, extra: null, constant: constant === null ? null : this.constant(constant) };
  }

  private node(node: Node): Node {
    return { ...node, extra: null, attrs: this.attrs(node) };
  }

  private attrs({ domain, attrs }: Node): Attrs {
    const kept: [string, Attr][] = [];
    for (const [name, attr] of attrs) {
      const bare = this.attr(attr, domain.startsWith('ai.onnx.ml'));
      if (bare !== null) kept.push([name, bare]);
    }
    return new Map(kept);
  }

  /** @param learned the operator keeps its weights in its attributes */
  private attr(attr: Attr, learned: boolean): Attr | null {
    const ref = attr.ref === undefined ? {} : { ref: attr.ref };
    switch (attr.kind) {
      case 'tensor':
        return { ...ref, kind: 'tensor', value: this.constant(attr.value) };
      case 'tensors':
        return { ...ref, kind: 'tensors', value: attr.value.map((one) => this.constant(one)) };
      case 'graph':
        return { ...ref, kind: 'graph', value: this.strip(attr.value) };
      case 'graphs':
        return { ...ref, kind: 'graphs', value: attr.value.map((one) => this.strip(one)) };
      case 'opaque':
        return null;
      case 'floats':
        return learned || attr.value.length > most.floats
          ? null
          : { ...ref, kind: 'floats', value: attr.value };
      case 'string':
        return attr.value.length > most.text ? null : { ...ref, kind: 'string', value: attr.value };
      case 'strings':
        return learned ||
          attr.value.length > most.strings ||
          attr.value.some(({ length }) => length > most.text)
          ? null
          : { ...ref, kind: 'strings', value: attr.value };
      case 'ints':
        return learned || attr.value.length > most.ints ? null : { ...ref, kind: 'ints', value: attr.value };
      default:
        return withoutExtra(attr);
    }
  }

  private constant(constant: Constant): Constant {
    const known = this.stands.get(constant);
    if (known !== undefined || constant.kind !== 'tensor') return known ?? constant;
    const { dtype, shape } = constant;
    let stand: TensorConstant = { ...constant, name: this.withNames ? constant.name : '' };
    if (!isWiring(constant)) {
      const length = storageBytes(dtype, elementCount(shape));
      stand = { ...stand, source: { at: 'external', location, offset: this.offset, length } };
      this.offset += length;
    }
    this.stands.set(constant, stand);
    return stand;
  }
}

function withoutExtra<T extends Attr>(attr: T): T {
  const { extra: _, ...rest } = attr;
  return rest as T;
}

function withoutNames(graph: Graph): Graph {
  const symbols = new Map<string, string>();
  collectSymbols(graph, symbols);
  const nameless = forgetNames(substituteDims(graph, symbols));
  let { values } = nameless.parts;
  const rename = (ids: Graph['inputs'], stem: string): void =>
    ids.forEach((id, i) => {
      const value = values.get(id);
      if (value) values = values.set(id, { ...value, name: value.name === '' ? `${stem}${i}` : value.name });
    });
  rename(graph.inputs, 'in');
  rename(graph.outputs, 'out');
  return new Graph({ ...nameless.parts, values });
}

function forgetNames(graph: Graph): Graph {
  const { parts } = graph;
  const values = [...parts.values].map((value) => (value ? { ...value, name: '' } : null));
  const nodes = [...parts.nodes].map((node) => {
    if (!node) return null;
    const attrs = new Map([...node.attrs].map(([name, attr]) => [name, forgetInside(attr)] as const));
    return { ...node, name: '', attrs };
  });
  return new Graph({ ...parts, values: Vec.from(values), nodes: Vec.from(nodes) });
}

function forgetInside(attr: Attr): Attr {
  if (attr.kind === 'graph') return { ...attr, value: forgetNames(attr.value) };
  if (attr.kind === 'graphs') return { ...attr, value: attr.value.map(forgetNames) };
  return attr;
}

/** New names for the symbols in a graph's types, those of its inputs first. */
function collectSymbols(graph: Graph, into: Map<string, string>): void {
  const take = (value: Value | undefined | null): void => {
    const type = value?.type;
    if (type?.kind !== 'tensor' && type?.kind !== 'sparse') return;
    for (const dim of type.shape ?? []) {
      for (const symbol of symbolsOf(dim))
        if (!isUnknownDim(symbol) && !into.has(symbol)) into.set(symbol, `d${into.size}`);
    }
  };
  for (const id of graph.inputs) take(graph.value(id));
  for (const value of graph.values()) take(value);
  for (const { attrs } of graph.nodes()) {
    for (const attr of attrs.values()) {
      if (attr.kind === 'graph') collectSymbols(attr.value, into);
      else if (attr.kind === 'graphs') for (const body of attr.value) collectSymbols(body, into);
    }
  }
}
