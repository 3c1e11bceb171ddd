/** Calls and answers of the layout worker; plain typed arrays, so that a graph of thousands of nodes crosses in a moment. */
export interface LayoutMethods {
  layOut(params: LayoutRequest): Promise<LayoutResult>;
}

/** A graph of cards and open boxes; boxes hold cards and other boxes. Indices are the order of `width`. */
export interface LayoutRequest {
  /** `[items]`: pixels at zoom 1; ignored for boxes, which are as large as what they hold. */
  readonly width: Float64Array;
  readonly height: Float64Array;
  /** `[items]`: index of the box an item is in, or -1. */
  readonly parent: Int32Array;
  /** `[items]`: 1 for boxes. */
  readonly box: Uint8Array;
  /** `[edges]`: indices of cards; never of boxes. Acyclic, also after each box is drawn together into a point. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Where the items were before, if the new layout should stay near; null: from scratch. */
  readonly previous: Previous | null;
}

export interface Previous {
  /** `[items]`: top left corner on the canvas; NaN for what is new. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** `[items]`: the size a box had. */
  readonly width: Float64Array;
  readonly height: Float64Array;
}

export interface LayoutResult {
  /** `[items]`: top left corner on the canvas, and size. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly width: Float64Array;
  readonly height: Float64Array;
  /** The drawing's size; its corner is at (0, 0) unless it was laid out near a previous one. */
  readonly bounds: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  /** Pieces of wire: polylines that a smooth curve follows, x and y alternating. */
  readonly points: Float32Array;
  /** `[pieces + 1]`: where each piece starts in `points`. */
  readonly pieceStart: Int32Array;
  /** `[pieces]`: the offset in `points` from which a piece is its own; before it, another one draws the same way. */
  readonly pieceOwn: Int32Array;
  /** `[edges + 1]` and their targets: the pieces that an edge is made of. */
  readonly edgeStart: Int32Array;
  readonly edgePieces: Int32Array;
  readonly milliseconds: number;
}

/** Room that a box needs around what it holds. */
export const BOX_HEAD = 36;
export const BOX_PADDING = 20;
