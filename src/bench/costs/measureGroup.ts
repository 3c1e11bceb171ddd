import { CodedError } from '../../core';
import { type Graph, type Node, nodeCost } from '../../graph';
import { makeInputs } from '../inputs';
import { encodeBeside } from '../materialise';
import type { KernelTime, ModelSource, Runtime, SessionHandle } from '../runtime';
import { median, quantile } from '../statistics';
import type { CostRow } from './costTable';
import { groupGraph } from './groupModel';
import { classOf, roleOf } from './operatorClass';

/** What is known of a group before it is timed. */
export function groupFeatures(graph: Graph, nodes: readonly Node[]): Omit<CostRow, 'key' | 'ms'> {
  let [macs, bytes] = [0, 0];
  for (const node of nodes) {
    const cost = nodeCost(graph, node);
    if (cost === null) continue;
    // What is computed element by element costs little more than its traffic; a flop is half a multiply-add.
    macs += cost.macs > 0 ? cost.macs : cost.flops / 2;
    bytes += cost.bytesRead + cost.bytesWritten;
  }
  const heavy = nodes.find((node) => roleOf(node) !== 'light') ?? nodes[0];
  return { kind: heavy === undefined ? 'other' : classOf(heavy), macs, bytes, nodes: nodes.length };
}

/** Runs of one group: at least this many, and more until they fill `FILL_MS`. */
const MIN_RUNS = 5;
const MAX_RUNS = 60;
const FILL_MS = 12;
/** What the executor takes for each kernel beyond the kernel itself. Milliseconds. */
const PER_KERNEL_MS = 0.0015;

/**
 * Milliseconds of one execution of a group at ORT's level `all`. On WASM the sum of its kernels' times from ORT's
 * profile, so that copying inputs and outputs in and out of the runtime does not count; on WebGPU the time of runs back
 * to back less that of a trivial model. Null when ORT does not run it, or it cannot be a model of its own.
 */
export async function measureGroup(
  runtime: Runtime,
  graph: Graph,
  nodes: readonly Node[],
  seed: number,
): Promise<number | null> {
  try {
    const part = groupGraph(graph, nodes);
    const model = encodeBeside(part, (constant) => {
      throw new CodedError('RUNTIME_REFUSED', `a constant of ${constant.dtype} has no contents here`);
    });
    const feeds = makeInputs(part, { kind: 'uniform', seed });
    const { ep } = await runtime.info();
    const session = await runtime.open(model, { level: 'all', profile: ep === 'wasm' });
    try {
      await runtime.place(session, feeds);
      const warm = await runtime.warmUp(session, { maxMs: 1500, minRuns: 3 });
      const fastest = Math.max(Math.min(...warm), 0.005);
      const runs = Math.min(MAX_RUNS, Math.max(MIN_RUNS, Math.ceil(FILL_MS / fastest)));
      if (ep === 'webgpu') return await timeOnDevice(runtime, session, runs);
      const profile = await runtime.profile(session, runs);
      return median(profile.runs.map(kernelMs));
    } finally {
      await runtime.close(session).catch(() => undefined);
    }
  } catch (error) {
    if (error instanceof CodedError && error.code !== 'STOPPED') return null;
    throw error;
  }
}

async function timeOnDevice(runtime: Runtime, session: SessionHandle, runs: number): Promise<number> {
  const times = await runtime.time(session, { runs, samples: 5 });
  const overhead = await callOverhead(runtime);
  return Math.max(quantile(times, 0.25) - overhead, 0.1 * overhead);
}

const overheads = new WeakMap<Runtime, Promise<number>>();

/** Milliseconds of a run that computes next to nothing: the price of a call. */
function callOverhead(runtime: Runtime): Promise<number> {
  const known = overheads.get(runtime) ?? measureOverhead(runtime);
  overheads.set(runtime, known);
  return known;
}

async function measureOverhead(runtime: Runtime): Promise<number> {
  const { model, feeds } = trivialModel();
  const session = await runtime.open(model, { level: 'all' });
  await runtime.place(session, feeds);
  await runtime.warmUp(session, { maxMs: 1000, minRuns: 5 });
  const times = await runtime.time(session, { runs: 20, samples: 5 });
  await runtime.close(session);
  return median(times);
}

/** y = -x on four numbers, as a file written by hand (ir 8, opset 17). */
function trivialModel() {
  const text = (s: string) => [...new TextEncoder().encode(s)];
  const field = (number: number, body: number[]) => [number * 8 + 2, body.length, ...body];
  const int = (number: number, value: number) => [number * 8, value];
  const shape = field(2, field(1, int(1, 4)));
  const info = (name: string) => [...field(1, text(name)), ...field(2, field(1, [...int(1, 1), ...shape]))];
  const node = [...field(1, text('x')), ...field(2, text('y')), ...field(4, text('Neg'))];
  const body = [...field(1, node), ...field(2, text('t')), ...field(11, info('x')), ...field(12, info('y'))];
  const bytes = Uint8Array.from([...int(1, 8), ...field(7, body), ...field(8, int(2, 17))]);
  const model: ModelSource = { bytes, deviceOutputs: ['y'] };
  const x = { dtype: 'float32' as const, shape: [4], bytes: new Uint8Array(16) };
  return { model, feeds: new Map([['x', x]]) };
}

/** Milliseconds of a run's kernels; those inside another (bodies of If and Loop) count once. */
function kernelMs(kernels: readonly KernelTime[]): number {
  let us = 0;
  let end = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (const kernel of kernels) {
    if (kernel.startUs + kernel.durationUs <= end) continue;
    end = kernel.startUs + kernel.durationUs;
    us += kernel.durationUs;
    count++;
  }
  return us / 1000 + count * PER_KERNEL_MS;
}
