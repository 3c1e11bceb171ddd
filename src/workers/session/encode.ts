import { type Constant, encodeModel, type Graph, specialise } from '../../graph';
import type { Target } from '../../transforms';
import { constantsToCompute } from './constantsToCompute';
import { replayDynamic } from './dynamicReplay';
import type { Lab } from './optimize/lab';
import type { EncodedModel } from './protocol';
import { graphAt, type OpenModel } from './state';
import { bytesInside, largestInside, weightsBeside } from './weightsBeside';

/**
 * The model at a step as a file. With real weights, rewritten ones are computed and written in, unless the file would grow by
 * them; those, and all of them where weights are missing, stay expressions, which ORT folds when it loads the model.
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
  const large = bytesInside(graph) > largestInside;
  const resolved = new Map<Constant, Uint8Array>();
  if (real) {
    const { applied, external } = constantsToCompute(graph, large);
    const results = await lab.evaluator.evaluate(applied);
    applied.forEach((constant, i) => {
      const bytes = results[i];
      if (bytes !== undefined) resolved.set(constant, bytes);
    });
    await model.weights.load(external);
  }
  const bytesOf = (constant: Constant): Uint8Array | null =>
    constant.kind === 'tensor' ? model.weights.bytesOf(constant) : (resolved.get(constant) ?? null);
  const stem = model.name.replace(/\.onnx$/i, '');
  const besideName = `${stem}.dreamgraph.weights.bin`;
  const apart = real && large ? weightsBeside(graph, besideName, bytesOf) : null;
  const chunks = encodeModel(apart?.graph ?? graph, {
    resolve: (constant) => (real && !isBeside(constant, besideName) ? bytesOf(constant) : null),
  });
  return {
    name: step === 0 ? `${stem}.onnx` : `${stem}.dreamgraph.onnx`,
    blob: new Blob(chunks as Uint8Array<ArrayBuffer>[], { type: 'application/octet-stream' }),
    external:
      apart === null ? [] : [{ name: besideName, blob: new Blob(apart.parts as Uint8Array<ArrayBuffer>[]) }],
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

const isBeside = (constant: Constant, location: string): boolean =>
  constant.kind === 'tensor' && constant.source.at === 'external' && constant.source.location === location;

/** The original to give back: with its dimensions open, less the outputs that were dropped. */
const originalOf = ({ asRead, specialisation: { keepOutputs } }: OpenModel): Graph =>
  keepOutputs === null ? asRead : specialise(asRead, { dims: {}, keepOutputs });
