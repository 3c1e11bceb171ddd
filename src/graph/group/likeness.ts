import type { Graph } from '../graph';
import type { NodeId } from '../types';
import { groupSignature } from './signature';
import { type Draft, nodesIn } from './tree';

/** Tells drafts of equal structure; looks closely only at those whose sizes agree, and once at each. */
export class Likeness {
  private readonly visibles = new Map<Draft, readonly NodeId[]>();
  private readonly signatures = new Map<Draft, string>();

  constructor(
    private readonly graph: Graph,
    private readonly isHelper: (node: NodeId) => boolean,
  ) {}

  /** Keys of drafts, equal for those of equal structure and equal `prefix`. */
  keys(drafts: readonly Draft[], prefix: (draft: Draft) => string): string[] {
    const rough = drafts.map((draft) => `${prefix(draft)}:${this.visible(draft).length}`);
    const counts = new Map<string, number>();
    for (const key of rough) counts.set(key, (counts.get(key) ?? 0) + 1);
    return drafts.map((draft, i) => {
      const key = rough[i] ?? '';
      return (counts.get(key) ?? 0) > 1 ? `${key}:${this.signature(draft)}` : key;
    });
  }

  private visible(draft: Draft): readonly NodeId[] {
    let nodes = this.visibles.get(draft);
    if (nodes === undefined) {
      const { graph } = this;
      nodes = nodesIn(draft)
        .filter((node) => !this.isHelper(node))
        .sort((a, b) => graph.rank(a) - graph.rank(b));
      this.visibles.set(draft, nodes);
    }
    return nodes;
  }

  private signature(draft: Draft): string {
    let signature = this.signatures.get(draft);
    if (signature === undefined) {
      signature = groupSignature(this.graph, this.visible(draft));
      this.signatures.set(draft, signature);
    }
    return signature;
  }
}
