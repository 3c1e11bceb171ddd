import { create } from 'zustand';
import type { ErrorData } from '../../core';
import type { OperatorTimes } from '../../workers/session/operators/protocol';
import type {
  GraphView,
  OpenedModel,
  OptimizeReport,
  Progress,
  StepView,
  Target,
} from '../../workers/session/protocol';
import type { Rival } from '../session/rival';

/** Where the opened model came from: what a link may say about it. */
export type Source =
  | { readonly kind: 'file' }
  /** What came with a trace in the place of its model: a file that nobody has. */
  | { readonly kind: 'structure' }
  | { readonly kind: 'gallery'; readonly id: string }
  | { readonly kind: 'url'; readonly url: string };

/** What the model worker said last, as plain data; tensors and sessions stay over there. */
export interface SessionState {
  /** The name of the file that is being opened; null when none is. */
  readonly opening: string | null;
  /** Bytes of it that have come from another server; null while none are coming. `total` is 0 where it does not say. */
  readonly fetched: { readonly loaded: number; readonly total: number } | null;
  readonly model: OpenedModel | null;
  readonly source: Source;
  readonly view: GraphView | null;
  /** The step on the canvas; 0 is the specialised original. */
  readonly step: number;
  readonly steps: readonly StepView[];
  readonly running: boolean;
  /** Stop was asked for, and the worker is still winding down. */
  readonly stopping: boolean;
  /** The step that a person asked the clock about, while it answers. */
  readonly measuring: number | null;
  /** The legal rewrite after that step which it is asked about instead of the step itself; null: the step. */
  readonly measuringRewrite: string | null;
  /** The kernels of both models are being timed. */
  readonly profiling: boolean;
  /** What that found; null before it was asked for. */
  readonly operators: OperatorTimes | null;
  readonly progress: Progress | null;
  readonly result: OptimizeReport | null;
  /** The run that the present one is raced against, the agent's or a person's own; null: there is no race. */
  readonly rival: Rival | null;
  readonly targets: readonly Target[];
  readonly target: Target | null;
  readonly error: ErrorData | null;
  /** What a finished action has to say, for the status line; null when there is nothing. */
  readonly notice: string | null;
}

export const initialSession: SessionState = {
  opening: null,
  fetched: null,
  model: null,
  source: { kind: 'file' },
  view: null,
  step: 0,
  steps: [],
  running: false,
  stopping: false,
  measuring: null,
  measuringRewrite: null,
  profiling: false,
  operators: null,
  progress: null,
  result: null,
  rival: null,
  targets: [],
  target: null,
  error: null,
  notice: null,
};

export const useSession = create<SessionState>()(() => initialSession);
export const setSession = useSession.setState;
export const getSession = useSession.getState;
