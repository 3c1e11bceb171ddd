import { arithmeticSchemas, logicSchemas } from './arithmetic';
import { attentionSchemas } from './attention';
import { castSchemas } from './cast';
import { controlSchemas } from './control';
import { convSchemas } from './conv';
import { einsumSchemas } from './einsum';
import { elementwiseSchemas } from './elementwise';
import { experimentalSchemas } from './experimental';
import { generatorSchemas } from './generator';
import { imageSchemas } from './image';
import { joinSchemas } from './join';
import { lossSchemas } from './loss';
import { matmulSchemas } from './matmul';
import { microsoftAttentionSchemas } from './microsoftAttention';
import { microsoftFusedSchemas } from './microsoftFused';
import { microsoftOtherSchemas } from './microsoftOther';
import { microsoftQuantizedSchemas } from './microsoftQuantized';
import { microsoftTrainingSchemas } from './microsoftTraining';
import { mlSchemas } from './ml';
import { normalizationSchemas } from './normalization';
import { poolSchemas } from './pool';
import { quantizationSchemas } from './quantization';
import { randomSchemas } from './random';
import { recurrentSchemas } from './recurrent';
import { reductionSchemas } from './reduction';
import { reshapeSchemas } from './reshape';
import { resizeSchemas } from './resize';
import { scatterSchemas } from './scatter';
import type { OpSchema } from './schema';
import { sequenceSchemas } from './sequence';
import { signalSchemas } from './signal';
import { sliceSchemas } from './slice';
import { softmaxSchemas } from './softmax';
import { textSchemas } from './text';
import { trainingSchemas } from './training';

/** Every operator family; a new one is added here. */
const families: readonly (readonly OpSchema[])[] = [
  textSchemas,
  sequenceSchemas,
  controlSchemas,
  reductionSchemas,
  generatorSchemas,
  joinSchemas,
  sliceSchemas,
  experimentalSchemas,
  mlSchemas,
  microsoftAttentionSchemas,
  microsoftFusedSchemas,
  microsoftOtherSchemas,
  microsoftQuantizedSchemas,
  microsoftTrainingSchemas,
  trainingSchemas,
  arithmeticSchemas,
  attentionSchemas,
  castSchemas,
  convSchemas,
  einsumSchemas,
  elementwiseSchemas,
  imageSchemas,
  logicSchemas,
  lossSchemas,
  matmulSchemas,
  normalizationSchemas,
  poolSchemas,
  quantizationSchemas,
  randomSchemas,
  recurrentSchemas,
  reshapeSchemas,
  resizeSchemas,
  scatterSchemas,
  signalSchemas,
  softmaxSchemas,
];

/** Domain → operator → entries by falling `since`. */
const registry = new Map<string, Map<string, OpSchema[]>>();
for (const schema of families.flat()) {
  const ops = registry.get(schema.domain) ?? new Map<string, OpSchema[]>();
  registry.set(schema.domain, ops);
  const entries = ops.get(schema.op) ?? [];
  ops.set(schema.op, entries);
  entries.push(schema);
  entries.sort((a, b) => b.since - a.since);
}

/** The schema that holds for an operator at an opset version, or null when the operator is not known. */
export function schemaOf(domain: string, op: string, version: number): OpSchema | null {
  const entries = registry.get(domain === 'ai.onnx' ? '' : domain)?.get(op);
  if (entries !== undefined) for (const entry of entries) if (entry.since <= version) return entry;
  return null;
}

/** Every schema, for tables and tests. */
export const allSchemas = (): readonly OpSchema[] => families.flat();
