import { type Port, serve } from '../rpc';
import { createSessionHandler } from './handler';
import type { SessionEvents, SessionMethods } from './protocol';

const emit = serve<SessionEvents>(
  self as unknown as Port,
  createSessionHandler((event, data) => emit(event, data)) satisfies SessionMethods as unknown as Record<
    string,
    (params: never) => unknown
  >,
);
