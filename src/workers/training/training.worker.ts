import { browserBackends } from '../../nn/browserBackends';
import { type Port, serve } from '../rpc';
import { createBackends } from './backends';
import { openCheckpointStore } from './checkpointStore';
import { createTrainingHandler } from './handler';
import { openPlayground } from './playground';
import type { TrainingEvents, TrainingMethods } from './protocol';

const handler: TrainingMethods = createTrainingHandler({
  emit: (event, data) => emit(event, data),
  backends: createBackends(browserBackends),
  store: openCheckpointStore(),
  playground: openPlayground,
});
const emit = serve<TrainingEvents>(self as unknown as Port, handler);
