import type { OpFamily, ViewNode } from '../../workers/session/protocol';

/** Card sizes in pixels at zoom 1. */
export const CARD_WIDTH = 208;
export const CARD_HEIGHT = 56;
export const END_HEIGHT = 50;

/** One thing on the canvas: a node, a folded group or run of groups, or an open group with things inside. */
export type Item = NodeItem | FoldedItem | BoxItem;

export interface NodeItem {
  readonly kind: 'node';
  readonly id: string;
  readonly node: ViewNode;
  /** The box it is in. */
  readonly parent: string | null;
}

export interface FoldedItem {
  readonly kind: 'folded';
  readonly id: string;
  readonly label: string;
  /** Ids of the groups behind the card; several when a run of repeated blocks is one card. */
  readonly groups: readonly string[];
  /** How many visible nodes are behind the card. */
  readonly size: number;
  /** Share of the runtime, 0…1; null when unknown. */
  readonly share: number | null;
  readonly macs: number;
  readonly bytes: number;
  /** The family that does most of the arithmetic. */
  readonly family: OpFamily;
  readonly parent: string | null;
}

export interface BoxItem {
  readonly kind: 'box';
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly parent: string | null;
}

export interface SceneEdge {
  readonly from: number;
  readonly to: number;
}

/** What is to be laid out and drawn; edges are between indices of `items`, never of boxes. */
export interface Scene {
  readonly items: readonly Item[];
  readonly edges: readonly SceneEdge[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Every node of the view, hidden ones too, → index of the item that stands for it; absent when nothing does. */
  readonly itemOf: ReadonlyMap<string, number>;
  /** Hidden nodes that lead into an item, by index: how many constants it has folded in. */
  readonly step: number;
}
