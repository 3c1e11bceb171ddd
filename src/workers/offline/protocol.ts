/** A file of the build, relative to the service worker's scope. */
export interface KeptFile {
  readonly path: string;
  /** Says which version of the file this is; null where the path itself does (its name holds a hash). */
  readonly revision: string | null;
  readonly bytes: number;
}

/** What the service worker of one build knows; written when the app is built. */
export interface OfflineManifest {
  /** Hash over all files of the build. */
  readonly build: string;
  /** The page, and all of its scripts, styles and fonts: kept when the page is visited. */
  readonly shell: readonly (KeptFile & {
    /** Needed for the main job. At the first visit the others follow once the worker is in charge. */
    readonly early: boolean;
  })[];
  /** Kept once used: runtimes, models, checkpoints. */
  readonly files: readonly (KeptFile & {
    /** A chapter of the lesson asks for it, sooner or later. */
    readonly lesson: boolean;
  })[];
  /** Headers for everything that comes from the page's own origin. */
  readonly headers: Readonly<Record<string, string>>;
  /** What the page itself has instead: it may stand in a frame elsewhere. */
  readonly pageHeaders: Readonly<Record<string, string>>;
  /** The policies of src: one for all, and one for the worker that fetches confirmed addresses. */
  readonly policies: { readonly closed: string; readonly confirmed: string; readonly fetchWorker: string };
}

/** What the page may ask of the service worker; the answer comes through the port that is sent along. */
export type OfflineRequest =
  /** Which build is in charge. */
  | { readonly kind: 'build' }
  /** Take charge now, although pages of the build before are open. */
  | { readonly kind: 'take-over' }
  /** Fetch what is still missing of the shell after a first visit. */
  | { readonly kind: 'fill' }
  /** Fetch what is still missing of all that the lesson needs, its runtime included. */
  | { readonly kind: 'keep-lesson' }
  /** Remove what earlier builds left, unless another page still uses it. */
  | { readonly kind: 'tidy' }
  /** Fetch everything that is not here yet, so that all of the app works without a network. */
  | { readonly kind: 'keep-all' };

export type OfflineAnswer =
  | { readonly kind: 'build'; readonly build: string }
  | { readonly kind: 'filled' }
  | { readonly kind: 'tidied'; readonly removed: number }
  | { readonly kind: 'kept'; readonly bytes: number; readonly total: number; readonly done: boolean }
  | { readonly kind: 'failed'; readonly message: string };
