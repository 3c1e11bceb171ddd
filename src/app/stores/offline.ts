import { create } from 'zustand';

/** What the page's service worker has to say. */
export interface OfflineState {
  /** A newer build is ready, or threads are to be had: a reload brings them. */
  readonly reloadFor: 'update' | 'threads' | null;
  /** Bytes that are kept of all that the app may need; null until a person asked for it. */
  readonly keeping: { readonly bytes: number; readonly total: number } | null;
  readonly kept: boolean;
}

export const useOffline = create<OfflineState>()(() => ({ reloadFor: null, keeping: null, kept: false }));
export const setOffline = useOffline.setState;
