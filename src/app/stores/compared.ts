import { create } from 'zustand';
import type { GraphView } from '../../workers/session/protocol';

/** What the graph on the canvas is compared with. */
export interface ComparedState {
  /** The earlier graph; null while nothing is compared. */
  readonly base: GraphView | null;
}

export const useCompared = create<ComparedState>()(() => ({ base: null }));
export const setBase = (base: GraphView | null): void => {
  if (useCompared.getState().base !== base) useCompared.setState({ base });
};
