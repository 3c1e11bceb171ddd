import { create } from 'zustand';

/** What dreams have to show on the canvas. */
export interface DreamingState {
  /** Ids of nodes where the dream under the pointer acts. */
  readonly lit: ReadonlySet<string>;
  /** Probability that the agent acts at a node next, by id; null until it has been asked. */
  readonly odds: ReadonlyMap<string, number> | null;
  /** A node that is to come into view; another object asks again. */
  readonly seek: { readonly id: string } | null;
}

const none: ReadonlySet<string> = new Set();

export const useDreaming = create<DreamingState>()(() => ({ lit: none, odds: null, seek: null }));

/** Lights nodes on the canvas, or none. */
export function light(ids: ReadonlySet<string> | null): void {
  const next = ids === null || ids.size === 0 ? none : ids;
  if (useDreaming.getState().lit !== next) useDreaming.setState({ lit: next });
}
export const setOdds = (odds: DreamingState['odds']): void => useDreaming.setState({ odds });
export const bringUp = (id: string): void => useDreaming.setState({ seek: { id } });
