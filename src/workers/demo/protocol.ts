import type { GraphView } from '../session/protocol';

/** A small model that is rewritten for real on the empty page, with no more code than that takes. */
export interface DemoMethods {
  /** Reads a model and shows it. @throws CodedError as for any file. */
  open(params: { readonly bytes: Uint8Array }): Promise<DemoState>;
  /** Makes one more rewrite; null when no rule of the demonstration applies any more. */
  next(params: null): Promise<DemoState | null>;
}

export interface DemoState {
  readonly view: GraphView;
  /** What the rewrite is called; null for the model as it was. */
  readonly title: string | null;
  /** Ids of the nodes that it brought. */
  readonly added: readonly string[];
}
