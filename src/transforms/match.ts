import { must } from '../core';
import type { Constant, Dim, DType, Graph, Node, ValueId } from '../graph';

/** What a pattern's names stand for at one place of a graph. */
export class Match {
  constructor(
    readonly graph: Graph,
    /** The node of each root pattern, in order; the first is the anchor. */
    readonly roots: readonly Node[],
    /** Every node that an `op` pattern stands for, roots included, without duplicates. */
    readonly nodes: readonly Node[],
    private readonly values: ReadonlyMap<string, ValueId>,
    private readonly named: ReadonlyMap<string, Node>,
    private readonly lists: ReadonlyMap<string, readonly ValueId[]>,
    /** Inner nodes whose pattern says that they may stay for other consumers. */
    readonly sharable: ReadonlySet<number>,
  ) {}

  get anchor(): Node {
    return must(this.roots[0], 'anchor');
  }
  /** The anchor's first output. */
  get output(): ValueId {
    return must(this.anchor.outputs[0], 'first output of the anchor');
  }
  /** The value bound to a name; a bug when the pattern did not bind it. */
  value(name: string): ValueId {
    return must(this.values.get(name), `binding ${name}`);
  }
  /** The value bound to a name, or null where an alternative without it matched. */
  find(name: string): ValueId | null {
    return this.values.get(name) ?? null;
  }
  node(name: string): Node {
    return must(this.named.get(name), `node ${name}`);
  }
  findNode(name: string): Node | null {
    return this.named.get(name) ?? null;
  }
  /** The values bound by `rest`; left-out inputs are skipped by no one, so a rule over variadics sees them all. */
  list(name: string): readonly ValueId[] {
    return must(this.lists.get(name), `list ${name}`);
  }
  /** The constant bound to a name. */
  constant(name: string): Constant {
    return must(this.graph.constant(this.value(name)), `constant ${name}`);
  }
  /** The bound value's shape, or null when it has none that is known. */
  shape(name: string): readonly Dim[] | null {
    const type = this.graph.value(this.value(name)).type;
    return type?.kind === 'tensor' ? type.shape : null;
  }
  dtype(name: string): DType | null {
    const type = this.graph.value(this.value(name)).type;
    return type?.kind === 'tensor' ? type.dtype : null;
  }
}
