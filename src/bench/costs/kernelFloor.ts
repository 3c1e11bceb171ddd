import { must } from '../../core';
import { graphBuilder } from '../../graph';
import type { HostTensor } from '../hostTensor';
import { encodeBeside } from '../materialise';
import type { ModelSource, Runtime, SessionHandle } from '../runtime';
import { median, quantile } from '../statistics';

/** What a kernel that computes next to nothing takes. */
export interface KernelFloor {
  /** As ORT's profile tells it: writing the line costs more than such a kernel. Microseconds. */
  readonly profiledUs: number;
  /** In a run that is not profiled. Milliseconds. */
  readonly ms: number;
}

/** Kernels of the chain that is timed against a single one. */
const CHAIN = 64;

/** Computed once for each runtime. */
function once<T>(of: (runtime: Runtime) => Promise<T>): (runtime: Runtime) => Promise<T> {
  const known = new WeakMap<Runtime, Promise<T>>();
  return (runtime) => {
    const found = known.get(runtime);
    if (found !== undefined) return found;
    const asked = of(runtime);
    known.set(runtime, asked);
    // What failed once, as when it was stopped, may be tried again.
    asked.catch(() => known.delete(runtime));
    return asked;
  };
}

/** Milliseconds of a run that computes next to nothing: the price of a call. */
export const callOverhead = once((runtime) => wall(runtime, 1));

/** The price of a kernel in a run, by the wall, and in a profile. */
export const kernelFloor = once(async (runtime): Promise<KernelFloor> => {
  const [one, many] = [await wall(runtime, 1), await wall(runtime, 1 + CHAIN)];
  const { runs } = await using(runtime, 1 + CHAIN, true, (session) => runtime.profile(session, 20));
  // A low one: what is taken off every kernel must not be more than was put on.
  const profiledUs = quantile(
    runs.flatMap((kernels) => kernels.map(({ durationUs }) => durationUs)),
    0.25,
  );
  return { profiledUs: Number.isFinite(profiledUs) ? profiledUs : 0, ms: Math.max(0, many - one) / CHAIN };
});

/** Milliseconds of a run of so many trivial kernels. */
async function wall(runtime: Runtime, kernels: number): Promise<number> {
  const plan = { runs: 20, samples: 5 };
  return median(await using(runtime, kernels, false, (session) => runtime.time(session, plan)));
}

/** A warm session of so many trivial kernels, closed whatever becomes of it: one that is left open keeps its worker's memory. */
async function using<T>(
  runtime: Runtime,
  kernels: number,
  profile: boolean,
  ask: (session: SessionHandle) => Promise<T>,
): Promise<T> {
  const session = await runtime.open(trivialModel(kernels), { level: 'all', profile });
  try {
    const x: HostTensor = { dtype: 'float32', shape: [4], bytes: new Uint8Array(16) };
    await runtime.place(session, new Map([['x', x]]));
    await runtime.warmUp(session, { maxMs: 1000, minRuns: 5 });
    return await ask(session);
  } finally {
    await runtime.close(session).catch(() => undefined);
  }
}

/** `y = -|-x|…` on four numbers: ORT fuses no two of these. */
function trivialModel(kernels: number): ModelSource {
  const g = graphBuilder({ opset: 17 });
  let value = g.input('x', 'float32', [4]);
  for (let i = 0; i < kernels; i++) value = g.op(i % 2 === 0 ? 'Neg' : 'Abs', [value]);
  g.output('y', value);
  const model = encodeBeside(g.build(), () => must<Uint8Array>(null, 'a constant'));
  return { ...model, deviceOutputs: ['y'] };
}
