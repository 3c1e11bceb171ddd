import type { SessionEvents } from './protocol';

/** Sends an event to the page. */
export type Emit = <K extends keyof SessionEvents>(event: K, data: SessionEvents[K]) => void;
