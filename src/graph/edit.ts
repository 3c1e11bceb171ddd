import { assert, CodedError, type Vec } from '../core';
import type { Constant } from './constant';
import { Graph } from './graph';
import { type Inferred, inferNode } from './infer';
import {
  type Attr,
  type Attrs,
  type Node,
  type NodeId,
  nodeId,
  type Use,
  type Value,
  type ValueId,
  type ValueType,
  valueId,
} from './types';

/** What an edit changed, so that whoever indexes a graph can update rather than rebuild. */
export interface Delta {
  readonly added: readonly NodeId[];
  readonly removed: readonly NodeId[];
  /** Live nodes of which an input, an output's type or an output's set of uses changed. */
  readonly touched: readonly NodeId[];
}

export interface NewNode {
  readonly domain?: string;
  readonly op: string;
  readonly inputs: readonly (ValueId | null)[];
  readonly attrs?: Attrs | Readonly<Record<string, Attr>>;
  /** How many outputs; 1 when left out. */
  readonly outputs?: number;
  readonly captures?: readonly ValueId[];
  /** The node that the new one stands for, whose name it inherits. */
  readonly like?: Node;
  /** The name where it is not that of `like`. */
  readonly name?: string;
  /** Leaves the outputs without types, for an inference of the whole graph to find. */
  readonly untyped?: boolean;
}

/** A batch of changes to a graph. Never computes a weight; types of new values come from shape inference. */
export class Edit {
  private nodes: Vec<Node | null>;
  private values: Vec<Value | null>;
  private usesOf: Vec<readonly Use[]>;
  private outputs: readonly ValueId[];
  private inputs: readonly ValueId[];
  private size: number;
  private readonly added = new Set<NodeId>();
  private readonly removed = new Set<NodeId>();
  private readonly touched = new Set<NodeId>();

  constructor(private readonly base: Graph) {
    ({ nodes: this.nodes, values: this.values, uses: this.usesOf } = base.parts);
    ({ outputs: this.outputs, inputs: this.inputs, size: this.size } = base.parts);
  }

  /** The graph as edited so far; cheap, and independent of later edits. */
  peek(): Graph {
    const { nodes, values, usesOf: uses, inputs, outputs, size } = this;
    return new Graph({ nodes, values, uses, inputs, outputs, size, header: this.base.header });
  }

  /**
   * Adds a node and returns its outputs, typed by shape inference. Where inference refuses it as it refuses `like`, the same
   * operator in the graph before, the outputs have no type: the model has that node, and the runtime may well take it.
   * @throws CodedError GRAPH_BAD_TYPE where inference refuses any other node.
   */
  addNode(spec: NewNode): readonly ValueId[] {
    const id = nodeId(this.nodes.length);
    const first = this.values.length;
    const count = spec.outputs ?? 1;
    const outputs = Array.from({ length: count }, (_, i) => valueId(first + i));
    const attrs: Attrs =
      spec.attrs === undefined
        ? new Map()
        : spec.attrs instanceof Map
          ? spec.attrs
          : new Map(Object.entries(spec.attrs));
    const node: Node = {
      id,
      domain: spec.domain ?? '',
      op: spec.op,
      inputs: spec.inputs,
      outputs,
      attrs,
      captures: spec.captures ?? [],
      name: spec.name ?? spec.like?.name ?? '',
      extra: null,
    };
    this.nodes = this.nodes.set(id, node);
    this.size++;
    this.added.add(id);
    this.eachInput(node, (input, slot) => this.addUse(input, { node: id, slot }));
    const inferred = spec.untyped ? [] : this.inferNew(node, spec.like);
    outputs.forEach((output, slot) => {
      const known = inferred[slot];
      this.values = this.values.set(output, {
        id: output,
        name: '',
        type: known?.type ?? null,
        known: known?.known ?? null,
        producer: id,
        slot,
        constant: null,
        capture: null,
        extra: null,
      });
      this.usesOf = this.usesOf.set(output, []);
    });
    return outputs;
  }

  /** Adds a constant as a value of its own. */
  addConstant(constant: Constant, known: Value['known'] = null): ValueId {
    const id = valueId(this.values.length);
    const type: ValueType = { kind: 'tensor', dtype: constant.dtype, shape: constant.shape };
    this.values = this.values.set(id, {
      id,
      name: '',
      type,
      known,
      producer: null,
      slot: 0,
      constant,
      capture: null,
      extra: null,
    });
    this.usesOf = this.usesOf.set(id, []);
    return id;
  }

  /** Sets a value's type, for instance when inference learns more. */
  setType(id: ValueId, type: ValueType | null, known: Value['known'] = null): void {
    const value = this.valueOf(id);
    this.values = this.values.set(id, { ...value, type, known });
    this.touchAround(value);
  }

  /**
   * Makes every use of `from` use `to` instead, graph outputs included. A graph output keeps its name: `to` takes it
   * over, through an Identity where `to` has a name that must stay (a graph input, an initializer, another output).
   */
  replace(from: ValueId, to: ValueId): void {
    if (from === to) return;
    for (const use of this.usesOf.get(from) ?? []) this.rewire(use, to);
    if (!this.outputs.includes(from)) return;
    const source = this.valueOf(from);
    const target = this.valueOf(to);
    const free = target.producer !== null && !this.outputs.includes(to);
    const heir = free ? to : this.addNode({ op: 'Identity', inputs: [to] })[0];
    assert(heir !== undefined, 'Identity has an output');
    this.outputs = this.outputs.map((output) => (output === from ? heir : output));
    const value = this.valueOf(heir);
    this.values = this.values.set(heir, { ...value, name: source.name, extra: source.extra });
    this.values = this.values.set(from, { ...source, name: '', extra: null });
    this.touchAround(value);
    this.touchAround(source);
  }

  /** Points one input (or capture) of one node at another value. */
  rewire(use: Use, to: ValueId): void {
    const node = this.nodeOf(use.node);
    const isInput = use.slot < node.inputs.length;
    const from = isInput ? node.inputs[use.slot] : node.captures[use.slot - node.inputs.length];
    if (from !== null && from !== undefined) this.dropUse(from, use);
    const changed: Node = isInput
      ? { ...node, inputs: node.inputs.with(use.slot, to) }
      : { ...node, captures: node.captures.with(use.slot - node.inputs.length, to) };
    this.nodes = this.nodes.set(node.id, changed);
    this.addUse(to, use);
    this.touched.add(node.id);
  }

  /** Replaces the attributes of a live node. Types are the caller's business. */
  setAttrs(id: NodeId, attrs: Attrs): void {
    this.nodes = this.nodes.set(id, { ...this.nodeOf(id), attrs });
    this.touched.add(id);
  }

  /** Which outputs of the graph stay, in this order. */
  setOutputs(outputs: readonly ValueId[]): void {
    this.outputs = outputs;
  }

  /** Removes the given nodes if nothing uses them, then whatever only they used; initializers included. */
  sweep(candidates: Iterable<NodeId>): void {
    const queue = [...candidates];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      const node = this.nodes.get(id);
      if (!node) continue;
      const live = node.outputs.some(
        (output) =>
          output !== null && ((this.usesOf.get(output)?.length ?? 0) > 0 || this.outputs.includes(output)),
      );
      if (live) continue;
      this.nodes = this.nodes.set(id, null);
      this.size--;
      if (!this.added.delete(id)) this.removed.add(id);
      this.touched.delete(id);
      for (const output of node.outputs) {
        if (output !== null) this.values = this.values.set(output, null);
      }
      this.eachInput(node, (input, slot) => {
        this.dropUse(input, { node: node.id, slot });
        const value = this.valueOf(input);
        if (value.producer !== null) queue.push(value.producer);
        else this.sweepValue(value);
      });
    }
  }

  finish(): { readonly graph: Graph; readonly delta: Delta } {
    const delta: Delta = { added: [...this.added], removed: [...this.removed], touched: [...this.touched] };
    return { graph: this.peek(), delta };
  }

  private inferNew(node: Node, like: Node | undefined): readonly (Inferred | null)[] {
    try {
      return inferNode(this.peek(), node);
    } catch (thrown) {
      const known = thrown instanceof CodedError && like !== undefined && this.wasRefused(node, like);
      if (!known) throw thrown;
      return [];
    }
  }

  /** Whether a new node makes another one again that inference refused already. */
  private wasRefused(node: Node, like: Node): boolean {
    if (node.op !== like.op || node.domain !== like.domain) return false;
    if (this.base.findNode(like.id) !== like) return false;
    try {
      inferNode(this.base, like);
      return false;
    } catch (thrown) {
      if (thrown instanceof CodedError) return true;
      throw thrown;
    }
  }

  private sweepValue(value: Value): void {
    const used = (this.usesOf.get(value.id)?.length ?? 0) > 0 || this.outputs.includes(value.id);
    if (!used && value.constant !== null && !this.inputs.includes(value.id)) {
      this.values = this.values.set(value.id, null);
    }
  }

  private eachInput(node: Node, visit: (input: ValueId, slot: number) => void): void {
    node.inputs.forEach((input, slot) => {
      if (input !== null) visit(input, slot);
    });
    node.captures.forEach((input, k) => {
      visit(input, node.inputs.length + k);
    });
  }

  private addUse(id: ValueId, use: Use): void {
    this.usesOf = this.usesOf.set(id, [...(this.usesOf.get(id) ?? []), use]);
    const producer = this.valueOf(id).producer;
    if (producer !== null) this.touched.add(producer);
  }

  private dropUse(id: ValueId, use: Use): void {
    const rest = (this.usesOf.get(id) ?? []).filter((u) => u.node !== use.node || u.slot !== use.slot);
    this.usesOf = this.usesOf.set(id, rest);
    const producer = this.values.get(id)?.producer ?? null;
    if (producer !== null) this.touched.add(producer);
  }

  private touchAround(value: Value): void {
    if (value.producer !== null) this.touched.add(value.producer);
    for (const use of this.usesOf.get(value.id) ?? []) this.touched.add(use.node);
  }

  private nodeOf(id: NodeId): Node {
    const node = this.nodes.get(id);
    assert(node, () => `node ${id} is gone`);
    return node;
  }

  private valueOf(id: ValueId): Value {
    const value = this.values.get(id);
    assert(value, () => `value ${id} is gone`);
    return value;
  }
}
