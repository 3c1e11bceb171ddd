import { activations } from './activations';
import type { Bench } from './bench';
import { canvas } from './canvas';
import { dream } from './dream';
import { estimate } from './estimate';
import { firstLoad } from './firstLoad';
import { graph } from './graph';
import { kernels } from './kernels';
import { lesson } from './lesson';
import { recipes } from './recipes';
import { timing } from './timing';
import { transforms } from './transforms';

/** Every micro-benchmark; a new one is added here. */
export const benches: readonly Bench[] = [
  graph,
  transforms,
  timing,
  estimate,
  canvas,
  dream,
  firstLoad,
  lesson,
  recipes,
  activations,
  kernels,
];
