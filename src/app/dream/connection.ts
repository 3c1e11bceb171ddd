import { createDreamClient, type DreamClient } from '../../workers/dream/client';
import type { DreamParams, Fan, LoadedWorldModel, LoadParams, ModelKind } from '../../workers/dream/protocol';
import type { Observed } from '../../workers/session/dream/protocol';
import { onClose } from '../session/close';
import { noteReady } from './refusals';
import { setDreamTab } from './state';

let client: DreamClient | null = null;

// What it dreamed of is gone, and its memory is wanted.
onClose(() => {
  const ended = client;
  client = null;
  ended?.dispose();
});
let begun = new Set<string>();
/** The present worker has dreamed. One that dies before would do so again, so that no other is tried by itself. */
let hasDreamed = false;
/** What the worker, and the one before, were asked to dream. */
const questions = new Set<string>();
/** Another worker was tried by itself; not again before something else is asked, since the question may be what kills it. */
let isRetried = false;
/** A worker died, and no other was told what that one had been told. */
let isGone = false;

/** The dream worker; started when it is first needed, and again after it died. */
export function dreamConnection(): DreamClient {
  if (client !== null) return client;
  const started = createDreamClient();
  client = started;
  begun = new Set();
  hasDreamed = false;
  started.onFailure(() => {
    started.dispose();
    if (client !== started) return;
    client = null;
    if (hasDreamed && !isRetried) retry();
    else isGone = true;
  });
  return started;
}

/** Has the next worker told what the one that died was told. */
function retry(): void {
  isRetried = true;
  isGone = false;
  setDreamTab(({ deaths }) => ({ deaths: deaths + 1 }));
}

/** Starts the worker and tfjs in it, so that the first dream comes sooner. */
export const warmDreams = (): Promise<string> => dreamConnection().call('warm', null);

/** Dreams of a state that was made ready; null: a later request has taken its place. */
export async function askDream(params: DreamParams): Promise<Fan | null> {
  const question = JSON.stringify(params);
  if (!questions.has(question)) {
    isRetried = false;
    if (isGone) retry();
  }
  remember(questions, question, 50);
  const asked = dreamConnection();
  const fan = await asked.call('dream', params);
  if (asked === client) hasDreamed = true;
  return fan;
}

export interface DreamOrigin {
  readonly kind: ModelKind;
  readonly version: string;
  readonly checkpoint: LoadParams['checkpoint'];
  readonly policy: LoadParams['policy'];
  readonly residual: Exclude<LoadParams['residual'], undefined>;
  /** Names of the rules that this program has, in the order of their numbers. */
  readonly ruleNames: readonly string[];
}

/**
 * Makes a world model and a real state ready to be dreamed of, under the state's key.
 * @throws CodedError CHECKPOINT_REJECTED for a checkpoint of another version.
 */
export async function readyDream(
  origin: DreamOrigin,
  state: Pick<Observed, 'key' | 'observation'>,
): Promise<LoadedWorldModel> {
  const connection = dreamConnection();
  const info = await connection.call('load', origin).catch((thrown: unknown) => {
    noteReady(origin.kind, thrown);
    throw thrown;
  });
  noteReady(origin.kind);
  if (!begun.has(state.key)) {
    await connection.call('begin', { start: state.key, observation: state.observation });
    // The worker keeps the last six.
    remember(begun, state.key, 6);
  }
  return info;
}

/** Adds the latest, and keeps so many. */
function remember(known: Set<string>, latest: string, most: number): void {
  known.add(latest);
  for (const oldest of known) {
    if (known.size <= most) break;
    known.delete(oldest);
  }
}
