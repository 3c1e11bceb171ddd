import { type Port, serve } from '../rpc';
import { createSessionHandler } from './handler';
import type { SessionEvents } from './protocol';

const handler = createSessionHandler((event, data) => emit(event, data));
const emit = serve<SessionEvents>(self as unknown as Port, handler);
