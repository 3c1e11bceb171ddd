import { type Constant, encodeModel, type Graph, specialise } from '../../graph';
import type { Target } from '../../transforms';
import { constantsToCompute } from './constantsToCompute';
import { replayDynamic } from './dynamicReplay';
import type { Lab } from './optimize/lab';
import type { EncodedModel } from './protocol';
import { graphAt, type OpenModel } from './state';

/**
 * The model at a step as a file. With real weights, rewritten ones are computed and written in; where weights are
 * missing, rewritten ones stay expressions over the external initializers, which ORT folds when it loads the model.
 */
export async function encodeStep(
  model: OpenModel,
  step: number,
  lab: Lab,
  target: Target,
): Promise<EncodedModel> {
  const dynamic = Object.keys(model.specialisation.dims).length > 0;
  const replayed = dynamic && step > 0 ? await replayDynamic(model, step, target, lab.verifyGraphs) : null;
  const graph = replayed?.graph ?? (step === 0 ? originalOf(model) : graphAt(model, step));
  const real = model.weights.missing(model.base).length === 0;
  const resolved = new Map<Constant, Uint8Array>();
  if (real) {
    const { applied, external } = constantsToCompute(graph);
    const results = await lab.evaluator.evaluate(applied);
    applied.forEach((constant, i) => {
      const bytes = results[i];
      if (bytes !== undefined) resolved.set(constant, bytes);
    });
    await model.weights.load(external);
  }
  const chunks = encodeModel(graph, {
    resolve: (constant) => {
      if (!real) return null;
      return constant.kind === 'tensor' ? model.weights.bytesOf(constant) : (resolved.get(constant) ?? null);
    },
  });
  const stem = model.name.replace(/\.onnx$/i, '');
  return {
    name: step === 0 ? `${stem}.onnx` : `${stem}.dreamgraph.onnx`,
    blob: new Blob(chunks as Uint8Array<ArrayBuffer>[], { type: 'application/octet-stream' }),
    external: [],
    fixedDims:
      replayed?.graph || step === 0
        ? []
        : Object.entries(model.specialisation.dims).map(([name, value]) => ({
            name,
            value,
            step: replayed?.fixedBy ?? null,
          })),
  };
}

/** The original to give back: with its dimensions open, less the outputs that were dropped. */
const originalOf = ({ asRead, specialisation: { keepOutputs } }: OpenModel): Graph =>
  keepOutputs === null ? asRead : specialise(asRead, { dims: {}, keepOutputs });
