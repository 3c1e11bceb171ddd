import { create } from 'zustand';
import { CodedError } from '../../core';

export type WorldModelKind = 'dreamgraph' | 'rlflow';

/** The world model that dreams use: the file that ships with the app, one trained here, or one that a person opened. */
export interface WorldModelState {
  readonly kind: WorldModelKind;
  readonly origin: 'pretrained' | 'trained here' | 'opened file';
  /** Its checkpoint; null: the shipped one, which has not been fetched yet. */
  readonly checkpoint: Uint8Array | null;
  /** Updates made here, on top of what it began with. */
  readonly updates: number;
  /** The policy that was trained in it here, and in how many rounds; null: the shipped one, if any. */
  readonly agent: { readonly policy: Uint8Array; readonly rounds: number } | null;
}

const shipped: WorldModelState = {
  kind: 'dreamgraph',
  origin: 'pretrained',
  checkpoint: null,
  updates: 0,
  agent: null,
};

export const useWorldModel = create<WorldModelState>()(() => shipped);
export const setWorldModel = useWorldModel.setState;
export const getWorldModel = useWorldModel.getState;

/** Goes back to the model that ships with the app: what was trained on one model is not for another. */
export const forgetTraining = (): void => setWorldModel(shipped);

const fetched = new Map<WorldModelKind, Promise<Uint8Array>>();

/** The checkpoint that ships with the app, fetched once. @throws CodedError NETWORK */
export function shippedCheckpoint(kind: WorldModelKind): Promise<Uint8Array> {
  const known = fetched.get(kind);
  if (known !== undefined) return known;
  const bytes = fetchBytes(`./models/${kind}.dgck`);
  fetched.set(kind, bytes);
  bytes.catch(() => fetched.delete(kind));
  return bytes;
}

/** The policy that ships beside a world model, fetched once. @throws CodedError NETWORK */
export function shippedPolicy(): Promise<Uint8Array> {
  policy ??= fetchBytes('./models/dreamgraph.dgpo');
  policy.catch(() => {
    policy = null;
  });
  return policy;
}
let policy: Promise<Uint8Array> | null = null;

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new CodedError('NETWORK', `${url} could not be fetched`, url, { cause });
  });
  // A single-page server answers with its page where a file is missing.
  if (!response.ok || response.headers.get('content-type')?.startsWith('text/html'))
    throw new CodedError('NETWORK', `${url} is not there (${response.status})`, url);
  return new Uint8Array(await response.arrayBuffer());
}
