import { CodedError } from '../../core';
import { hashRuleNames } from '../../transforms/hashRuleNames';
import { loadModel, type WorldModel } from '../../worldmodel';
import { trainedHereOf } from '../training/trainedHere';
import type { LoadParams, ModelKind } from './protocol';

export interface ReadModel {
  readonly model: WorldModel;
  readonly trainedOn: readonly string[];
  /** Whether it began with random weights, here and not with the app's model: no policy but its own can read its latents. */
  readonly fromNothing: boolean;
}

/** Fetches what is given by its address. @throws CodedError NETWORK */
export async function bytesOf(source: LoadParams['checkpoint']): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  const { url } = source;
  const response = await fetch(url).catch((cause: unknown) => {
    throw new CodedError('NETWORK', `${url} could not be fetched`, url, { cause });
  });
  // A single-page server answers with its page where a file is missing.
  if (!response.ok || response.headers.get('content-type')?.startsWith('text/html'))
    throw new CodedError('NETWORK', `${url} is not there (${response.status})`, url);
  return new Uint8Array(await response.arrayBuffer());
}

/** Reads a checkpoint. @throws CodedError CHECKPOINT_REJECTED, also for one of another kind. */
export function readModel(bytes: Uint8Array, kind: ModelKind, ruleNames: readonly string[]): ReadModel {
  const { model, provenance } = loadModel(bytes, (length) => hashRuleNames(ruleNames.slice(0, length)));
  if (model.kind !== kind) {
    model.dispose();
    throw new CodedError('CHECKPOINT_REJECTED', `the file holds a ${model.kind} model, not ${kind}`);
  }
  const { fromNothing } = trainedHereOf(provenance);
  return { model, trainedOn: namesIn(provenance), fromNothing };
}

const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null;
const list = (x: unknown): readonly unknown[] => (Array.isArray(x) ? x : []);

/** Names of the models in the datasets that a checkpoint says it was trained on. */
function namesIn(provenance: Readonly<Record<string, unknown>>): string[] {
  const names = list(provenance.datasets).flatMap((dataset) =>
    isRecord(dataset)
      ? list(dataset.models).flatMap((model) =>
          isRecord(model) && typeof model.name === 'string' ? [model.name] : [],
        )
      : [],
  );
  return [...new Set(names)];
}
