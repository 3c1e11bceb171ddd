import { create } from 'zustand';
import type { Trace } from '../../trace';
import type { StepView } from '../../workers/session/protocol';
import type { Replayed } from '../../workers/session/share/protocol';
import { commonPrefix } from '../session/views';
import { useSession } from '../stores/session';

/** A trace that somebody sent, and how much of it can be seen here. */
export interface Shared {
  readonly trace: Trace;
  /** An ONNX file without weights, from a trace file; null where there is none. */
  readonly structure: Uint8Array<ArrayBuffer> | null;
  /** The steps in words, in place or not. */
  readonly steps: readonly StepView[];
  readonly rules: Replayed['rules'];
  /**
   * `asking`: something is open that it would replace; `confirming`: its model's address waits for consent;
   * `opening`: its model is being opened; `waiting`: the chart and the rules alone, until the model's file is given;
   * `replayed`: its steps are those of the session.
   */
  readonly phase: 'asking' | 'confirming' | 'opening' | 'waiting' | 'replayed';
  /** Why the model could not be opened from where the trace says it is; null when nothing was tried or it worked. */
  readonly trouble: string | null;
  readonly checked: boolean;
  readonly refused: Replayed['refused'];
  /** How many of the session's steps are the sender's, from the start. */
  readonly valid: number;
  /** The replay runs on the structure that came with the file, with random weights. */
  readonly onStructure: boolean;
  /** The steps are being measured here, one after the other. */
  readonly measuring: boolean;
}

export interface SharedState {
  readonly shared: Shared | null;
  /** The trace that was open before one that asks; it goes on where that one is declined. */
  readonly former: Shared | null;
  /** The share dialog is open. */
  readonly sharing: boolean;
  /** The address holds a trace that has not been read yet. */
  readonly arriving: boolean;
}

/** Tests run without an address. */
const inAddress = (): boolean => /^#t\d+=/.test(globalThis.location?.hash ?? '');

export const useShared = create<SharedState>()(() => ({
  shared: null,
  former: null,
  sharing: false,
  arriving: inAddress(),
}));
export const getShared = (): Shared | null => useShared.getState().shared;

/** Changes what is known of the shared trace; nothing happens where there is none. */
export function updateShared(change: Partial<Shared>): void {
  useShared.setState(({ shared }) => ({ shared: shared === null ? null : { ...shared, ...change } }));
}

/** Lets go of the shared trace, and of the link that it came by. */
export function closeShared(): void {
  const shared = getShared();
  useShared.setState({ shared: null, former: null });
  // Without a model its steps are all that the session has.
  if (shared !== null && useSession.getState().model === null) useSession.setState({ steps: [], step: 0 });
  if (inAddress()) history.replaceState(null, '', location.pathname + location.search);
}

/** Lets go of a trace that asks, and goes on with the one that was open before it. */
export function declineShared(): void {
  const { former } = useShared.getState();
  closeShared();
  useShared.setState({ shared: former });
}

// The sender's figures belong to the sender's steps: whatever else the session does to them, the figures go.
useSession.subscribe((now, before) => {
  if (now.steps === before.steps && now.model === before.model) return;
  const { shared, former, sharing } = useShared.getState();
  // What the share dialog offers is of the model that it was opened with.
  if (sharing && now.model !== before.model) useShared.setState({ sharing: false });
  const ownModel = now.model?.sha256 === before.model?.sha256;
  const validOf = ({ valid, steps }: Shared): number =>
    ownModel ? Math.min(valid, commonPrefix(steps, now.steps)) : 0;
  if (former !== null) {
    const valid = validOf(former);
    useShared.setState({ former: valid === 0 ? null : { ...former, valid } });
  }
  if (shared?.phase !== 'replayed') return;
  const valid = validOf(shared);
  if (valid === 0 && shared.valid > 0) closeShared();
  else if (valid !== shared.valid) updateShared({ valid });
});
