/** What the canvas offers to commands while it is there. */
export interface CanvasActions {
  fit(): void;
  zoomIn(): void;
  zoomOut(): void;
  /** Saves the whole graph as a picture. */
  save(kind: 'svg' | 'png'): void;
}

let actions: CanvasActions | null = null;

/** The canvas comes or goes (null). */
export function setCanvasActions(next: CanvasActions | null): void {
  actions = next;
}

export const canvasActions = (): CanvasActions | null => actions;
