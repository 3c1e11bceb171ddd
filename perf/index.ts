import type { Bench } from './bench';
import { graph } from './graph';
import { transforms } from './transforms';

/** Every micro-benchmark; a new one is added here. */
export const benches: readonly Bench[] = [graph, transforms];
