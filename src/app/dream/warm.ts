import { shippedCheckpoint } from '../stores/worldModel';
import { warmDreams } from './connection';

/** Makes a first dream come soon: starts the worker and tfjs in it, and fetches the model. Failures wait until it is asked for. */
export function warmUp(): void {
  warmDreams().catch(() => undefined);
  shippedCheckpoint('dreamgraph').catch(() => undefined);
}
