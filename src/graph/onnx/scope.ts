import { CodedError, Vec } from '../../core';
import type { Constant } from '../constant';
import { Graph } from '../graph';
import {
  type Attr,
  type ModelHeader,
  type Node,
  type NodeId,
  nodeId,
  type Use,
  type Value,
  type ValueId,
  type ValueType,
  valueId,
} from '../types';
import { decodeAttr } from './attrs';
import { constantOfNode } from './constantNode';
import { requireAcyclic } from './cycles';
import { type OriginOf, seal } from './extra';
import type { Message } from './schema';
import { sparseConstant } from './sparse';
import { tensorConstant } from './tensor';
import { valueTypeOf } from './valueTypes';

type GraphProto = Message<'GraphProto'>;
type NodeProto = Message<'NodeProto'>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type ValueOrigin = Mutable<OriginOf<'value'>>;
type ValueDraft = Mutable<Value> & { origin: ValueOrigin | null };

/** A value of the enclosing graph as a subgraph sees it. */
interface Captured {
  readonly k: number;
  readonly type: ValueType | null;
}

/** What a graph is built in. */
export interface Surroundings {
  readonly opsets: ReadonlyMap<string, number>;
  readonly functions: ModelHeader['functions'];
  /** Before IR version 4 every initializer is listed as an input, which does not make it one. */
  readonly initializersAreInputs: boolean;
  /** Finds a name in the enclosing graph and makes it a capture of the enclosing node. */
  readonly outer: ((name: string) => Captured | null) | null;
}

/**
 * Builds a graph, and those nested in it, from its message.
 * @throws CodedError GRAPH_*, MODEL_MALFORMED.
 */
export function buildGraph(
  proto: GraphProto,
  around: Surroundings,
  model: Message<'ModelProto'> | null,
): Graph {
  return new Scope(proto, around, model).build();
}

class Scope {
  private readonly nodes: Node[] = [];
  private readonly values: ValueDraft[] = [];
  private readonly uses: Use[][] = [];
  private readonly byName = new Map<string, ValueId>();
  private readonly strays = new Set<string>();

  constructor(
    private readonly proto: GraphProto,
    private readonly around: Surroundings,
    /** The model whose main graph this is; null for a subgraph's or a function's. */
    private readonly model: Message<'ModelProto'> | null,
  ) {}

  build(): Graph {
    const { proto, around, model } = this;
    const inputs = this.addInputs();
    this.addInitializers();
    const protos = proto.node ?? [];
    const outputs = protos.map((node, i) => this.addOutputs(node, nodeId(i)));
    // Infos come before subgraphs are built, so that captures see the types of what they capture.
    const results = (proto.output ?? []).map((info) => ({ info, id: this.byName.get(info.name ?? '') }));
    for (const { info, id } of results) if (id !== undefined) this.addInfo(id, 'output', info);
    for (const info of proto.value_info ?? []) {
      const id = this.byName.get(info.name ?? '');
      if (id === undefined) this.strays.add(info.name ?? '');
      else this.addInfo(id, 'inner', info);
    }
    protos.forEach((node, i) => {
      this.addNode(node, nodeId(i), outputs[i] ?? []);
    });
    const ends = results.map(({ info, id }) => id ?? this.resolveOutput(info));
    for (const { tensor_name } of proto.quantization_annotation ?? []) {
      if (!this.byName.has(tensor_name ?? '')) this.strays.add(tensor_name ?? '');
    }
    requireAcyclic(this.nodes, this.values);
    const kept = around.initializersAreInputs
      ? inputs.filter((id) => this.values[id]?.constant === null)
      : inputs;
    const header: ModelHeader = {
      opsets: around.opsets,
      graphName: proto.name ?? '',
      functions: around.functions,
      extra: seal({ of: 'graph', proto, model, strays: this.strays }),
    };
    return new Graph({
      nodes: Vec.from<Node | null>(this.nodes),
      values: Vec.from<Value | null>(this.values.map(finished)),
      uses: Vec.from<readonly Use[]>(this.uses),
      inputs: kept,
      outputs: ends,
      header,
      size: this.nodes.length,
    });
  }

  private addValue(name: string, producer: NodeId | null, slot: number): ValueDraft {
    const id = valueId(this.values.length);
    const value: ValueDraft = {
      id,
      name,
      type: null,
      producer,
      slot,
      constant: null,
      known: null,
      capture: null,
      extra: null,
      origin: null,
    };
    this.values.push(value);
    this.uses.push([]);
    if (name !== '') this.byName.set(name, id);
    return value;
  }

  private addInputs(): ValueId[] {
    return (this.proto.input ?? []).map((info) => {
      const name = info.name ?? '';
      if (this.byName.has(name)) throw duplicate(name, 'is an input twice');
      const { id } = this.addValue(name, null, 0);
      this.addInfo(id, 'input', info);
      return id;
    });
  }

  private addInitializers(): void {
    for (const tensor of this.proto.initializer ?? []) {
      const value = this.initialized(tensor.name ?? '', tensorConstant(tensor));
      originOf(value).tensor = tensor;
    }
    for (const sparse of this.proto.sparse_initializer ?? []) {
      const value = this.initialized(sparse.values?.name ?? '', sparseConstant(sparse));
      originOf(value).sparse = sparse;
    }
  }

  private initialized(name: string, constant: Constant): ValueDraft {
    const id = this.byName.get(name);
    const earlier = id === undefined ? undefined : this.values[id];
    if (earlier !== undefined && earlier.constant !== null) this.shadow(earlier);
    const value = earlier?.name === name ? earlier : this.addValue(name, null, 0);
    value.constant = constant;
    value.type = { kind: 'tensor', dtype: constant.dtype, shape: constant.shape };
    originOf(value).constant = constant;
    return value;
  }

  private addOutputs(node: NodeProto, producer: NodeId): (ValueId | null)[] {
    return (node.output ?? []).map((name, slot) => {
      if (name === '') return null;
      const earlier = this.values[this.byName.get(name) ?? -1];
      if (earlier !== undefined) {
        const isConstant = node.op_type === 'Constant' && this.isConstantNode(earlier.producer);
        if (!isConstant) throw duplicate(name, 'is produced twice');
        this.shadow(earlier);
      }
      return this.addValue(name, producer, slot).id;
    });
  }

  private isConstantNode(producer: NodeId | null): boolean {
    return producer !== null && this.proto.node?.[producer]?.op_type === 'Constant';
  }

  /**
   * Two constants of one name: files like this exist, and ONNX Runtime takes the later one for every use. The earlier
   * one stays as a value without uses and without a name.
   */
  private shadow(value: ValueDraft): void {
    originOf(value).shadowed = value.name;
    value.name = '';
  }

  private addInfo(id: ValueId, role: 'input' | 'output' | 'inner', info: Message<'ValueInfoProto'>): void {
    const value = this.values[id];
    if (value === undefined) return;
    const from = originOf(value);
    from[role] = info;
    value.type ??= valueTypeOf(info.type, value.name, this.model === null);
  }

  private addNode(proto: NodeProto, id: NodeId, outputs: readonly (ValueId | null)[]): void {
    const op = proto.op_type ?? '';
    const label = proto.name || op;
    const inputs = (proto.input ?? []).map((name) => {
      if (name === '') return null;
      const found = this.resolve(name);
      if (found === null) {
        throw new CodedError(
          'GRAPH_MISSING_INPUT',
          `Node "${label}" reads "${name}", which nothing makes.`,
          label,
        );
      }
      return found;
    });
    const captures: ValueId[] = [];
    const outer = (name: string): Captured | null => {
      const found = this.resolve(name);
      if (found === null) return null;
      const at = captures.indexOf(found);
      const k = at < 0 ? captures.push(found) - 1 : at;
      return { k, type: this.values[found]?.type ?? null };
    };
    const subgraph = (graph: GraphProto): Graph => buildGraph(graph, { ...this.around, outer }, null);
    const attrs = new Map<string, Attr>();
    for (const attr of proto.attribute ?? []) {
      const name = attr.name ?? '';
      if (attrs.has(name)) throw duplicate(name, `is an attribute of node "${label}" twice`);
      attrs.set(name, decodeAttr(attr, subgraph));
    }
    const domain = proto.domain === undefined || proto.domain === 'ai.onnx' ? '' : proto.domain;
    const extra = seal({ of: 'node', proto, inputs, captures });
    const name = proto.name ?? '';
    this.nodes.push({ id, domain, op, inputs, outputs, attrs, captures, name, extra });
    inputs.forEach((input, slot) => {
      if (input !== null) this.uses[input]?.push({ node: id, slot });
    });
    captures.forEach((input, k) => {
      this.uses[input]?.push({ node: id, slot: inputs.length + k });
    });
    const [first] = outputs;
    if (domain === '' && op === 'Constant' && first !== null && first !== undefined) {
      this.setConstant(first, constantOfNode(proto, attrs));
    }
  }

  private setConstant(id: ValueId, constant: Constant | null): void {
    const value = this.values[id];
    if (value === undefined || constant === null) return;
    value.constant = constant;
    value.type = { kind: 'tensor', dtype: constant.dtype, shape: constant.shape };
  }

  private resolve(name: string): ValueId | null {
    const here = this.byName.get(name);
    if (here !== undefined) return here;
    const captured = this.around.outer?.(name) ?? null;
    if (captured === null) return null;
    const value = this.addValue(name, null, 0);
    value.capture = captured.k;
    value.type = captured.type;
    return value.id;
  }

  private resolveOutput(info: Message<'ValueInfoProto'>): ValueId {
    const name = info.name ?? '';
    const id = this.resolve(name);
    if (id === null) {
      throw new CodedError('GRAPH_MISSING_INPUT', `The output "${name}" is made by nothing.`, name);
    }
    this.addInfo(id, 'output', info);
    return id;
  }
}

const duplicate = (name: string, how: string): CodedError =>
  new CodedError('GRAPH_DUPLICATE_NAME', `"${name}" ${how}.`, name);

function originOf(value: ValueDraft): ValueOrigin {
  value.origin ??= {
    of: 'value',
    input: null,
    output: null,
    inner: null,
    tensor: null,
    sparse: null,
    constant: null,
    type: null,
    shadowed: null,
  };
  return value.origin;
}

function finished({ origin, ...value }: ValueDraft): Value {
  return origin === null ? value : { ...value, extra: seal({ ...origin, type: value.type }) };
}
