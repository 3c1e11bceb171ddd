import { assert, must, Recent, type Vec } from '../core';
import type { Constant } from './constant';
import type { ModelHeader, Node, NodeId, Use, Value, ValueId } from './types';

export interface GraphParts {
  readonly nodes: Vec<Node | null>;
  readonly values: Vec<Value | null>;
  readonly uses: Vec<readonly Use[]>;
  readonly inputs: readonly ValueId[];
  readonly outputs: readonly ValueId[];
  readonly header: ModelHeader;
  /** How many nodes live. */
  readonly size: number;
}

const noUses: readonly Use[] = [];

/** Graphs whose order is kept: in a history of a thousand graphs their orders would be most of its memory. */
const ordered = new Recent<Graph>(64, (graph) => graph.letGo());

/**
 * An immutable dataflow graph. Change it through `edit()`: the new graph shares structure with the old.
 * Ids are dense and never reused, so a removed node's place stays null.
 */
export class Graph {
  private order: readonly NodeId[] | null = null;
  private ranks: Int32Array | null = null;
  private outputSet: ReadonlySet<ValueId> | null = null;

  constructor(readonly parts: GraphParts) {}

  get inputs(): readonly ValueId[] {
    return this.parts.inputs;
  }
  get outputs(): readonly ValueId[] {
    return this.parts.outputs;
  }
  get header(): ModelHeader {
    return this.parts.header;
  }
  /** How many nodes live. */
  get size(): number {
    return this.parts.size;
  }
  /** One more than the largest node id ever used; the same for values. */
  get nodeCapacity(): number {
    return this.parts.nodes.length;
  }
  get valueCapacity(): number {
    return this.parts.values.length;
  }

  /** The live node with this id; a bug when there is none. */
  node(id: NodeId): Node {
    return must(this.parts.nodes.get(id), `node ${id}`);
  }
  findNode(id: NodeId): Node | null {
    return this.parts.nodes.get(id) ?? null;
  }
  value(id: ValueId): Value {
    return must(this.parts.values.get(id), `value ${id}`);
  }
  findValue(id: ValueId): Value | null {
    return this.parts.values.get(id) ?? null;
  }
  /** Every use of a value by a node of this graph, in no particular order; being a graph output is not a use. */
  uses(id: ValueId): readonly Use[] {
    return this.parts.uses.get(id) ?? noUses;
  }
  isOutput(id: ValueId): boolean {
    this.outputSet ??= new Set(this.parts.outputs);
    return this.outputSet.has(id);
  }
  /** The node that produces a value, or null for inputs, initializers and captures. */
  producer(id: ValueId | null | undefined): Node | null {
    if (id === null || id === undefined) return null;
    const producer = this.value(id).producer;
    return producer === null ? null : this.node(producer);
  }
  /** The value as a constant: an initializer's or a Constant node's; else null. */
  constant(id: ValueId | null | undefined): Constant | null {
    return id === null || id === undefined ? null : this.value(id).constant;
  }

  /** Live nodes by ascending id. */
  nodes(): IterableIterator<Node> {
    return live(this.parts.nodes).values();
  }
  values(): IterableIterator<Value> {
    return live(this.parts.values).values();
  }

  /**
   * Node ids in topological order: by depth-first post-order from ascending ids, so that a decoded graph keeps its
   * file's order where that is topological. Computed once, and again when other graphs asked since. Asserts that there
   * is no cycle (decode refuses those).
   */
  topological(): readonly NodeId[] {
    if (this.order === null) {
      this.order = topologicalOrder(this);
      ordered.add(this);
    }
    return this.order;
  }

  /** A node's place in `topological()`, by node id. */
  rank(id: NodeId): number {
    if (this.ranks === null) {
      const ranks = new Int32Array(this.nodeCapacity).fill(-1);
      this.topological().forEach((node, rank) => {
        ranks[node] = rank;
      });
      this.ranks = ranks;
    }
    return this.ranks[id] ?? -1;
  }

  /** Forgets what can be computed again. */
  letGo(): void {
    this.order = null;
    this.ranks = null;
    this.outputSet = null;
  }
}

/** What is left of a vector, as a list: iterating the vector itself takes several times as long. */
function live<T>(vector: Vec<T | null>): readonly T[] {
  const found: T[] = [];
  vector.forEach((item) => {
    if (item !== null) found.push(item);
  });
  return found;
}

function topologicalOrder(graph: Graph): NodeId[] {
  const order: NodeId[] = [];
  const { nodes, values } = graph.parts;
  const state = new Uint8Array(graph.nodeCapacity);
  const isDone = (id: ValueId | null): boolean => {
    const producer = id === null ? null : must(values.get(id), `value ${id}`).producer;
    return producer === null || state[producer] === 2;
  };
  const stack: { node: Node; next: number }[] = [];
  nodes.forEach((start) => {
    if (start === null || state[start.id] !== 0) return;
    // Nearly always what a node reads has a lower id, or has been visited already.
    if (start.inputs.every(isDone) && start.captures.every(isDone)) {
      state[start.id] = 2;
      order.push(start.id);
      return;
    }
    state[start.id] = 1;
    stack.push({ node: start, next: 0 });
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const { node } = top;
      const slot = top.next++;
      if (slot === node.inputs.length + node.captures.length) {
        state[node.id] = 2;
        order.push(node.id);
        stack.pop();
        continue;
      }
      const input = slot < node.inputs.length ? node.inputs[slot] : node.captures[slot - node.inputs.length];
      const producer = graph.producer(input);
      if (producer === null || state[producer.id] === 2) continue;
      assert(state[producer.id] === 0, () => `cycle through node ${producer.id} (${producer.op})`);
      state[producer.id] = 1;
      stack.push({ node: producer, next: 0 });
    }
  });
  return order;
}
