import type { Marks } from './marks';
import type { OverlayScale } from './overlay';
import type { PlacedScene } from './placed';
import type { Fate } from './unite';

/** What is drawn, and how. */
export interface Painting {
  readonly placed: PlacedScene;
  readonly marks: Marks;
  readonly selected: string | null;
  readonly scale: OverlayScale;
  /** How many rewrites begin at an item, by id, while a person plays. */
  readonly plays?: ReadonlyMap<string, number> | null;
  /** 0…1: how far the wires of a rewrite have come in. */
  readonly progress: number;
  /** Edges that are new since the scene before; null when all or none are. */
  readonly newEdges: ReadonlySet<number> | null;
  /** Two graphs are drawn as one: which edges went and which came. Else wires follow the marks of what they join. */
  readonly wires?: ReadonlyMap<number, Fate>;
  /** Ids of cards that are pointed at from elsewhere. */
  readonly lit?: ReadonlySet<string>;
  /** By card id: what changed inside. */
  readonly notes?: ReadonlyMap<string, string>;
}
