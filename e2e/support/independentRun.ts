import * as ort from 'onnxruntime-web';

// Runs models in onnxruntime-web under Node with nothing of the app in between, so that a test can tell on its own
// whether a downloaded model computes what the original does.

/** How far the outputs of two models are apart. */
export interface Difference {
  readonly outputs: readonly string[];
  /** Largest absolute difference over all outputs. */
  readonly maxAbs: number;
  /** The same, divided by the largest magnitude that the original has in that output (at least 1e-6). */
  readonly maxRel: number;
}

/** Sizes for dimensions that the file leaves open, by name. */
export type Dims = Readonly<Record<string, number>>;

type Data = Float32Array | BigInt64Array | Int32Array | Uint8Array;

ort.env.logLevel = 'error';
ort.env.wasm.numThreads = 1;

/** Numbers in [-1, 1) that depend on the seed alone. */
function* noise(seed: number): Generator<number, never> {
  let state = seed >>> 0 || 1;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 31 - 1;
  }
}

function makeData(name: string, type: string, count: number, seed: number): Data {
  const numbers = noise(seed);
  const whole = (limit: number) => Math.floor(((numbers.next().value + 1) / 2) * limit);
  const isMask = /mask/i.test(name);
  if (type === 'float32') return Float32Array.from({ length: count }, () => numbers.next().value);
  if (type === 'int64')
    return BigInt64Array.from({ length: count }, () =>
      isMask ? 1n : BigInt(whole(/type/i.test(name) ? 2 : 100)),
    );
  if (type === 'int32') return Int32Array.from({ length: count }, () => (isMask ? 1 : whole(100)));
  if (type === 'bool') return Uint8Array.from({ length: count }, () => (isMask ? 1 : whole(2)));
  throw new Error(`Input ${name} has the type ${type}, for which this helper makes no values.`);
}

/** Seeded inputs for every input of a session; open dimensions take `dims`, or 1. */
function makeInputs(session: ort.InferenceSession, dims: Dims, seed: number): Record<string, ort.Tensor> {
  const feeds: Record<string, ort.Tensor> = {};
  for (const [index, input] of session.inputMetadata.entries()) {
    if (!input.isTensor) throw new Error(`Input ${input.name} is not a tensor.`);
    const shape = input.shape.map((dim) => (typeof dim === 'number' ? dim : (dims[dim] ?? 1)));
    const count = shape.reduce((product, dim) => product * dim, 1);
    feeds[input.name] = new ort.Tensor(
      input.type,
      makeData(input.name, input.type, count, seed + index),
      shape,
    );
  }
  return feeds;
}

/** Values of a numeric tensor as doubles. */
function values(tensor: ort.Tensor): number[] {
  return Array.from(tensor.data as ArrayLike<number | bigint>, Number);
}

/**
 * Runs both models on the same seeded inputs, with ORT's own optimizer off, and compares every output of the original.
 *
 * @throws where a model does not load, an output is missing or has another shape, or a value is not finite
 */
export async function compareModels(
  original: Uint8Array,
  rewritten: Uint8Array,
  { dims = {}, seed = 1 }: { dims?: Dims; seed?: number } = {},
): Promise<Difference> {
  // Severity 3: errors. ORT writes a line for each initializer that is listed as an input, and floods a pipe with them.
  const options = { graphOptimizationLevel: 'disabled', logSeverityLevel: 3 } as const;
  const before = await ort.InferenceSession.create(original, options);
  const after = await ort.InferenceSession.create(rewritten, options);
  try {
    const feeds = makeInputs(before, dims, seed);
    const wanted = await before.run(feeds);
    const got = await after.run(feeds);
    let maxAbs = 0;
    let maxRel = 0;
    for (const name of before.outputNames) {
      const [a, b] = [wanted[name], got[name]];
      if (!a || !b) throw new Error(`The rewritten model has no output ${name}.`);
      if (a.dims.join() !== b.dims.join())
        throw new Error(`Output ${name} has the shape ${b.dims}; the original's is ${a.dims}.`);
      const [x, y] = [values(a), values(b)];
      const scale = x.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
      for (const [i, value] of x.entries()) {
        const difference = Math.abs(value - (y[i] ?? Number.NaN));
        if (!Number.isFinite(difference)) throw new Error(`Output ${name} is not finite at ${i}.`);
        maxAbs = Math.max(maxAbs, difference);
        maxRel = Math.max(maxRel, difference / scale);
      }
    }
    return { outputs: before.outputNames, maxAbs, maxRel };
  } finally {
    await before.release();
    await after.release();
  }
}
