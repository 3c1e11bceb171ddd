import type { ViewNode } from '../graph/protocol';

/** The way into a subgraph with words for each part, from the outside in. */
export type LabelledWay = readonly {
  readonly node: string;
  readonly attr: string;
  readonly label: string;
}[];

/** A node as it can be looked for, wherever in the model it is. */
export interface FindEntry {
  readonly node: ViewNode;
  /** The subgraph that it is in; empty: the model itself. */
  readonly inside: LabelledWay;
  /** Ids of the groups around it there, from the inside out. */
  readonly groups: readonly string[];
  /** Where it is, in words from the outside in: subgraphs, then groups. */
  readonly path: readonly string[];
  /** Names of the values that come out of it and go in, weights too. */
  readonly values: readonly string[];
  /** Shapes of what goes in, like `1×128×768`. */
  readonly inputs: readonly string[];
}

export interface FindMethods {
  /** All nodes of the graph at a step, with those of its subgraphs. */
  findIndex(params: { readonly step: number }): Promise<readonly FindEntry[]>;
}
