import { useEffect, useState } from 'react';
import { type ErrorData, must, toErrorData } from '../../core';
import { createSession, type SessionClient } from '../../workers/session/client';
import type { GraphView, OpenedModel } from '../../workers/session/protocol';
import { fetchFile, folder, loadGallery } from '../gallery/gallery';
import { noteLoading } from './loading';

/** Weights that a sample's file leaves out are filled in by this seed, so that every reader sees the same. */
const SEED = 1;

let client: SessionClient | null = null;
/** What that worker has open. */
let present: Sample | null = null;

/** The lesson's own model worker. */
function lessonSession(): SessionClient {
  if (client !== null) return client;
  const started = createSession();
  client = started;
  present = null;
  started.on('progress', noteLoading);
  started.onFailure(() => {
    if (client === started) client = null;
    started.dispose();
  });
  return started;
}

export interface Sample {
  readonly id: string;
  readonly session: SessionClient;
  readonly model: OpenedModel;
  readonly view: GraphView;
}

let turn: Promise<unknown> = Promise.resolve();

/**
 * Opens a sample of the gallery; several in a hurry take turns, since the worker has one model at a time. The chapter
 * before may have left it open, and the runtime with it.
 */
function openSample(id: string, wanted: () => boolean): Promise<Sample | null> {
  const opened = turn.then(async () => {
    if (!wanted()) return null;
    if (client !== null && present?.session === client && present.id === id) return present;
    const entry = must(
      (await loadGallery()).find((model) => model.id === id),
      `the sample ${id}`,
    );
    const response = await fetchFile(folder + entry.file);
    const file = new File([await response.blob()], entry.file);
    const session = lessonSession();
    present = null;
    const randomWeights = entry.weights === 'missing' ? SEED : null;
    const specialisation = { dims: entry.dims, keepOutputs: null };
    const model = await session.call('open', { files: [file], randomWeights, specialisation });
    present = { id, session, model, view: await session.call('view', { step: 0 }) };
    return present;
  });
  turn = opened.catch(() => undefined);
  return opened;
}

export interface SampleState {
  readonly sample: Sample | null;
  readonly error: ErrorData | null;
}

/** A sample of the gallery, open; null until it is. */
export function useSample(id: string): SampleState {
  const [state, setState] = useState<SampleState>({ sample: null, error: null });
  useEffect(() => {
    let wanted = true;
    setState((before) => (before.sample?.id === id ? before : { sample: null, error: null }));
    openSample(id, () => wanted).then(
      (sample) => {
        if (wanted && sample !== null) setState({ sample, error: null });
      },
      (thrown: unknown) => {
        if (wanted) setState({ sample: null, error: toErrorData(thrown, 'WORKER_FAILED') });
      },
    );
    return () => {
      wanted = false;
    };
  }, [id]);
  return state;
}
