export type OpFamily = 'convolution' | 'matmul' | 'elementwise' | 'normalization' | 'movement' | 'other';

/** The way into a subgraph, from the outside in: attribute `attr` of node `node` of the graph around it. */
export type Inside = readonly { readonly node: string; readonly attr: string }[];

/** A graph to be drawn. Node ids are stable across steps: `n12`; graph inputs are `i0`, outputs `o0`. */
export interface GraphView {
  readonly step: number;
  /** Of which subgraph; left out for the model itself. Its ids have a prefix, so that no two graphs share any. */
  readonly inside?: Inside;
  readonly nodes: readonly ViewNode[];
  readonly edges: readonly ViewEdge[];
  readonly groups: readonly ViewGroup[];
}

export interface ViewNode {
  readonly id: string;
  readonly kind: 'node' | 'input' | 'output';
  readonly op: string;
  readonly domain: string;
  /** The name in the file; '' when it has none. */
  readonly name: string;
  readonly family: OpFamily;
  /** First output's type, like `1×12×128×64`. */
  readonly shape: string;
  /** Constant, or shape arithmetic: hidden until asked for. */
  readonly hidden: boolean;
  /** Share of the measured runtime, 0…1; null when unknown. */
  readonly share: number | null;
  readonly macs: number;
  readonly bytes: number;
  /** The innermost group; null at the top. */
  readonly group: string | null;
  /** The node holds subgraphs (If, Loop, Scan). */
  readonly subgraphs: readonly string[];
}

export interface ViewEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Like `1×128×256`. */
  readonly shape: string;
}

export interface ViewGroup {
  readonly id: string;
  readonly label: string;
  readonly parent: string | null;
  /** Groups with the same key have the same structure; null: none other has it. */
  readonly repeatKey: string | null;
}

export interface NodeDetails {
  readonly id: string;
  readonly op: string;
  readonly domain: string;
  readonly name: string;
  readonly doc: string;
  readonly attrs: readonly { readonly name: string; readonly value: string }[];
  readonly inputs: readonly ValueDetails[];
  readonly outputs: readonly ValueDetails[];
  readonly cost: {
    readonly macs: number;
    readonly flops: number;
    readonly bytesRead: number;
    readonly bytesWritten: number;
    readonly params: number;
  } | null;
}

export interface ValueDetails {
  readonly value: number;
  readonly slot: string;
  readonly name: string;
  readonly type: string;
  /** 'stored': in the file; 'computed': a constant expression over stored ones; null: not a constant. */
  readonly constant: 'stored' | 'computed' | null;
  /** Contents of a small constant or a known shape tensor; null otherwise. */
  readonly contents: string | null;
}

export interface WeightStatistics {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly deviation: number;
  readonly zeros: number;
  readonly nonFinite: number;
  /** Counts in equal bins from min to max. */
  readonly histogram: readonly number[];
  /** The first values, in the order of the file. */
  readonly first: readonly number[];
  /** The weights are random stand-ins. */
  readonly random: boolean;
}
