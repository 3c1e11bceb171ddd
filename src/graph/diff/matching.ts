import type { Graph } from '../graph';
import { sameConstant } from '../hash/same';
import type { Node, NodeId, ValueId } from '../types';

/** A one-to-one relation between some nodes of two graphs, which remembers what it has not followed up yet. */
export class Matching {
  readonly forward = new Map<NodeId, NodeId>();
  readonly backward = new Map<NodeId, NodeId>();
  private readonly fresh: (readonly [Node, Node])[] = [];

  constructor(
    readonly before: Graph,
    readonly after: Graph,
  ) {}

  /** Pairs two nodes unless one of them has a partner. */
  pair(b: Node, a: Node): boolean {
    if (this.forward.has(b.id) || this.backward.has(a.id)) return false;
    this.forward.set(b.id, a.id);
    this.backward.set(a.id, b.id);
    this.fresh.push([b, a]);
    return true;
  }

  next(): readonly [Node, Node] | undefined {
    return this.fresh.pop();
  }

  /** Whether a value of `before` stands where a value of `after` does, as far as the pairs say. */
  sameValue(b: ValueId | null, a: ValueId | null): boolean {
    if (b === null || a === null) return b === a;
    const [x, y] = [this.before.value(b), this.after.value(a)];
    if (x.producer !== null && y.producer !== null) {
      return this.forward.get(x.producer) === y.producer && x.slot === y.slot;
    }
    if (x.producer !== null || y.producer !== null) return false;
    if (x.constant !== null || y.constant !== null) return sameConstant(x.constant, y.constant);
    if (x.capture !== null || y.capture !== null) return x.capture === y.capture;
    return this.before.inputs.indexOf(b) === this.after.inputs.indexOf(a);
  }

  free(side: 'before' | 'after'): Node[] {
    const [graph, taken] = side === 'before' ? [this.before, this.forward] : [this.after, this.backward];
    return [...graph.nodes()].filter((node) => !taken.has(node.id));
  }
}
