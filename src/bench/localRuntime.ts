import { assert, CodedError, createRandom, must } from '../core';
import { captured } from './consoleTap';
import type { Engine, OrtSession } from './engine';
import { type Placement, placeInputs } from './gpuPlacement';
import type { TensorMap } from './hostTensor';
import { fromOrt, toOrt } from './ortTensors';
import { parseProfile } from './profileParse';
import type {
  ComparePlan,
  ModelSource,
  OpenOptions,
  Profile,
  Runtime,
  RuntimeInfo,
  SessionHandle,
  TensorMeta,
  TimePlan,
  WarmUp,
} from './runtime';
import { classifyRuntimeError } from './runtimeErrors';
import { isWarm } from './warmUp';

interface Open {
  readonly session: OrtSession;
  readonly options: OpenOptions;
  placement: Placement | null;
}

/** onnxruntime-web in this thread. One call at a time: calls made meanwhile wait their turn. */
export function createLocalRuntime(engine: Engine): Runtime {
  return new LocalRuntime(engine);
}

class LocalRuntime implements Runtime {
  private readonly sessions = new Map<number, Open>();
  private next = 1;
  private tail: Promise<unknown> = Promise.resolve();
  private disposed = false;

  constructor(private readonly engine: Engine) {}

  info(): Promise<RuntimeInfo> {
    const { ep, threads, adapter, software, ort } = this.engine;
    const versions = { 'onnxruntime-web': ort.env.versions.web ?? ort.env.versions.common };
    return Promise.resolve({ ep, threads, adapter, software, versions });
  }

  open(model: ModelSource, options: OpenOptions): Promise<SessionHandle> {
    return this.queued('loading the model', async () => {
      const bytes =
        model.bytes instanceof Uint8Array ? model.bytes : new Uint8Array(await model.bytes.arrayBuffer());
      const start = performance.now();
      const session = await this.engine.ort.InferenceSession.create(
        bytes,
        this.sessionOptions(model, options),
      );
      const id = this.next++;
      this.sessions.set(id, { session, options, placement: null });
      return {
        id: id as SessionHandle['id'],
        level: options.level,
        inputs: session.inputMetadata.map(meta),
        outputs: session.outputMetadata.map(meta),
        loadMs: performance.now() - start,
      };
    });
  }

  place(handle: SessionHandle, feeds: TensorMap): Promise<void> {
    return this.queued('placing inputs', async () => {
      const open = this.get(handle);
      open.placement?.release();
      open.placement = await placeInputs(this.engine, feeds);
    });
  }

  run(handle: SessionHandle, feeds: TensorMap): Promise<TensorMap> {
    return this.queued('running the model', async () => {
      const results = await this.get(handle).session.run(toOrt(this.engine, feeds));
      return fromOrt(results);
    });
  }

  warmUp(handle: SessionHandle, plan: WarmUp): Promise<readonly number[]> {
    return this.queued('warming up', async () => {
      const open = this.get(handle);
      const times: number[] = [];
      const end = performance.now() + plan.maxMs;
      do times.push(await this.sample(open, 1));
      while (!isWarm(times) && (times.length < plan.minRuns || performance.now() < end));
      return times;
    });
  }

  time(handle: SessionHandle, plan: TimePlan): Promise<readonly number[]> {
    return this.queued('timing', async () => {
      const open = this.get(handle);
      const times: number[] = [];
      for (let i = 0; i < plan.samples; i++) times.push(await this.sample(open, plan.runs));
      return times;
    });
  }

  compare(handles: readonly SessionHandle[], plan: ComparePlan): Promise<readonly (readonly number[])[]> {
    return this.queued('comparing', async () => {
      const sessions = handles.map((handle) => this.get(handle));
      const random = createRandom(plan.seed);
      const end = performance.now() + plan.maxMs;
      const rounds: number[][] = [];
      while (rounds.length < plan.rounds && (rounds.length === 0 || performance.now() < end)) {
        const order = sessions.map((_, i) => i);
        const times = new Array<number>(sessions.length).fill(0);
        while (order.length > 0) {
          const i = must(order.splice(random.int(order.length), 1)[0], 'a session to time');
          times[i] = await this.sample(must(sessions[i], 'session'), plan.runs[i] ?? 1);
        }
        rounds.push(times);
      }
      return rounds;
    });
  }

  profile(handle: SessionHandle, runs: number): Promise<Profile> {
    return this.queued('profiling', async () => {
      const open = this.get(handle);
      assert(open.options.profile === true, 'a session to profile is opened with `profile`');
      for (let i = 0; i < runs; i++) await this.sample(open, 1);
      const lines = captured(() => open.session.endProfiling());
      await this.release(handle.id, open);
      // Warm-up runs are in the profile too.
      const all = parseProfile(lines);
      return { runs: all.runs.slice(-runs), runMs: all.runMs.slice(-runs) };
    });
  }

  close(handle: SessionHandle): Promise<void> {
    return this.queued('closing', async () => {
      const open = this.sessions.get(handle.id);
      if (open !== undefined) await this.release(handle.id, open);
    });
  }

  dispose(): Promise<void> {
    const closing = this.queued('closing', async () => {
      for (const [id, open] of this.sessions) await this.release(id, open);
    });
    this.disposed = true;
    return closing;
  }

  /** Milliseconds per run of `runs` runs back to back on the inputs in place, with one wait on a GPU. */
  private async sample({ session, placement }: Open, runs: number): Promise<number> {
    assert(placement !== null, 'inputs are in place before a run is timed');
    const { feeds } = placement;
    if (this.engine.ep === 'wasm') {
      const start = performance.now();
      for (let i = 0; i < runs; i++) await session.run(feeds);
      return (performance.now() - start) / runs;
    }
    const { queue } = await this.engine.ort.env.webgpu.device;
    const start = performance.now();
    for (let i = 0; i < runs; i++) {
      for (const tensor of Object.values(await session.run(feeds))) tensor.dispose();
    }
    await queue.onSubmittedWorkDone();
    return (performance.now() - start) / runs;
  }

  private sessionOptions(model: ModelSource, options: OpenOptions) {
    const onDevice = this.engine.ep === 'webgpu' ? (model.deviceOutputs ?? []) : [];
    return {
      executionProviders: [this.engine.ep],
      graphOptimizationLevel: options.level,
      // Severity 3 (errors): ORT's warnings about unused initializers are of no use here. While it profiles, a refused model
      // would also be followed by an error that no profile could be written (EndProfiling); what is wrong is thrown anyway.
      logSeverityLevel: options.profile === true ? (4 as const) : (3 as const),
      ...(options.profile === true ? { enableProfiling: true } : {}),
      ...(model.externals === undefined || model.externals.length === 0
        ? {}
        : { externalData: model.externals.map(({ path, data }) => ({ path, data })) }),
      ...(onDevice.length === 0
        ? {}
        : {
            preferredOutputLocation: Object.fromEntries(
              onDevice.map((name) => [name, 'gpu-buffer' as const]),
            ),
          }),
    };
  }

  private async release(id: number, open: Open): Promise<void> {
    this.sessions.delete(id);
    open.placement?.release();
    await open.session.release();
  }

  private get(handle: SessionHandle): Open {
    return must(this.sessions.get(handle.id), `session ${handle.id}`);
  }

  private queued<T>(during: string, call: () => Promise<T>): Promise<T> {
    if (this.disposed) return Promise.reject(new CodedError('STOPPED', 'the runtime was closed'));
    const result = this.tail.then(call).catch((thrown: unknown) => {
      throw classifyRuntimeError(thrown, during);
    });
    this.tail = result.catch(() => undefined);
    return result;
  }
}

function meta(m: OrtSession['inputMetadata'][number]): TensorMeta {
  return m.isTensor
    ? { name: m.name, dtype: m.type, shape: m.shape }
    : { name: m.name, dtype: '', shape: [] };
}
