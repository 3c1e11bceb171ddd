import { CodedError, type ErrorCode } from '../../core';
import { type Graph, type Node, nodeCost } from '../../graph';
import { makeInputs } from '../inputs';
import { encodeBeside } from '../materialise';
import type { KernelTime, Runtime, SessionHandle } from '../runtime';
import { median, quantile } from '../statistics';
import type { GroupFeatures } from './costTable';
import { groupGraph } from './groupModel';
import { isSignDependent, surrounded, surroundings } from './inPlace';
import { callOverhead, type KernelFloor, kernelFloor } from './kernelFloor';
import { classOf, functionWorkOf, roleOf } from './operatorClass';

/** What is known of some nodes of a graph as a group. */
export function groupFeatures(graph: Graph, nodes: readonly Node[]): GroupFeatures {
  let [macs, bytes, functions] = [0, 0, 0];
  for (const node of nodes) {
    functions += functionWorkOf(node) * elementsOf(graph, node);
    const cost = nodeCost(graph, node);
    if (cost === null) continue;
    // What is computed element by element costs little more than its traffic; a flop is half a multiply-add.
    macs += cost.macs > 0 ? cost.macs : cost.flops / 2;
    bytes += cost.bytesRead + cost.bytesWritten;
  }
  const heavy = nodes.find((node) => roleOf(node) !== 'light') ?? nodes[0];
  return {
    kind: heavy === undefined ? 'other' : classOf(heavy),
    macs,
    bytes,
    nodes: nodes.length,
    functions,
  };
}

function elementsOf(graph: Graph, { outputs: [id] }: Node): number {
  const type = id === null || id === undefined ? null : graph.value(id).type;
  const shape = type?.kind === 'tensor' ? type.shape : null;
  return shape?.reduce<number>((count, dim) => count * (typeof dim === 'number' ? dim : 1), 1) ?? 0;
}

/** Runs of one group: at least this many, and more until they fill `FILL_MS`. */
const MIN_RUNS = 5;
const MAX_RUNS = 60;
const FILL_MS = 12;

/** What says nothing of a group, as long as the runtime comes back. */
const ofTheMachine: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'DEVICE_LOST',
  'PROVIDER_UNAVAILABLE',
  'RUNTIME_UNAVAILABLE',
  'NETWORK',
]);
/** What may go well another time. */
const ofThisTime: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'RUNTIME_CRASHED',
  'RUNTIME_MEMORY',
  'WORKER_FAILED',
]);

/**
 * Milliseconds of one execution of a group at ORT's level `all`. On WASM the sum of its kernels' times from ORT's
 * profile, so that copying inputs and outputs in and out of the runtime does not count, less what profiling adds to each
 * (activations between other operators, see `inPlace.ts`); on
 * WebGPU the time of runs back to back less that of a trivial model. Null when ORT does not run it, or it cannot be a model of its own; `failed` where it did not
 * come to an end this time.
 * @throws CodedError STOPPED, and what the runtime says where it does not come back.
 */
export async function measureGroup(
  runtime: Runtime,
  graph: Graph,
  nodes: readonly Node[],
  seed: number,
): Promise<number | null | 'failed'> {
  try {
    const { ep } = await runtime.info();
    const own = groupGraph(graph, nodes);
    const part = ep === 'wasm' ? surrounded(graph, own) : own;
    const model = encodeBeside(part, (constant) => {
      throw new CodedError('RUNTIME_REFUSED', `a constant of ${constant.dtype} has no contents here`);
    });
    const kind = nodes.some(isSignDependent) ? 'normal' : 'uniform';
    const feeds = makeInputs(part, { kind, seed });
    const session = await runtime.open(model, { level: 'all', profile: ep === 'wasm' });
    try {
      await runtime.place(session, feeds);
      const warm = await runtime.warmUp(session, { maxMs: 1500, minRuns: 3 });
      const fastest = Math.max(Math.min(...warm), 0.005);
      const runs = Math.min(MAX_RUNS, Math.max(MIN_RUNS, Math.ceil(FILL_MS / fastest)));
      if (ep === 'webgpu') return await timeOnDevice(runtime, session, runs);
      const profile = await runtime.profile(session, runs);
      const floor = await kernelFloor(runtime);
      return median(profile.runs.map((kernels) => kernelMs(kernels, floor)));
    } finally {
      await runtime.close(session).catch(() => undefined);
    }
  } catch (error) {
    if (!(error instanceof CodedError) || error.code === 'STOPPED') throw error;
    const { code } = error;
    if (ofTheMachine.has(code)) await runtime.info();
    return ofTheMachine.has(code) || ofThisTime.has(code) ? 'failed' : null;
  }
}

async function timeOnDevice(runtime: Runtime, session: SessionHandle, runs: number): Promise<number> {
  const times = await runtime.time(session, { runs, samples: 5 });
  const overhead = await callOverhead(runtime);
  return Math.max(quantile(times, 0.25) - overhead, 0.1 * overhead);
}

/** Milliseconds of a run's kernels; those inside another (bodies of If and Loop) count once. */
function kernelMs(kernels: readonly KernelTime[], floor: KernelFloor): number {
  let ms = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const kernel of kernels) {
    if (kernel.startUs + kernel.durationUs <= end) continue;
    end = kernel.startUs + kernel.durationUs;
    if (kernel.node === surroundings) continue;
    ms += Math.max(0, kernel.durationUs - floor.profiledUs) / 1000 + floor.ms;
  }
  return ms;
}
