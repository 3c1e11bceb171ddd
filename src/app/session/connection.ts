import type { CodedError } from '../../core';
import { createSession, type SessionClient } from '../../workers/session/client';

type Attach = (client: SessionClient) => void;

let client: SessionClient | null = null;
const attachments: Attach[] = [];
let failed: (error: CodedError) => void = () => {};

/** Registers what listens to every model worker that is started. */
export function onConnect(attach: Attach): void {
  attachments.push(attach);
  if (client !== null) attach(client);
}

/** Registers what happens when the worker dies by itself. */
export function onConnectionLost(listener: (error: CodedError) => void): void {
  failed = listener;
}

/** Ends the model worker, if there is one, and all that it holds; the next call starts another. */
export function endConnection(): void {
  const ended = client;
  client = null;
  ended?.dispose();
}

/** The model worker; started when it is first needed, and again after it died. */
export function connection(): SessionClient {
  if (client !== null) return client;
  const started = createSession();
  client = started;
  for (const attach of attachments) attach(started);
  started.onFailure((error) => {
    if (client !== started) return;
    client = null;
    started.dispose();
    failed(error);
  });
  return started;
}
