import type {
  ComparePlan,
  ModelSource,
  OpenOptions,
  Profile,
  Runtime,
  RuntimeInfo,
  SessionHandle,
  TensorMap,
  TimePlan,
  WarmUp,
} from '../../bench';
import { CodedError, must, toErrorData } from '../../core';
import type { OrtMethod, OrtMethods, OrtResult, OrtTarget } from './protocol';
import { RemoteWorker, type WorkerLike } from './remoteWorker';
import { SharedBuffers } from './sharedBuffers';

export interface OrtClientOptions extends OrtTarget {
  /** Megabytes of the engine loaded so far and in all (null: the server does not say). */
  readonly onLoading?: (loadedMb: number, totalMb: number | null) => void;
  /** A worker was started, or could not be: nothing is being loaded any more. */
  readonly onStarted?: () => void;
  /** Milliseconds that loading the engine, loading a model and anything else may take beyond what was asked for. */
  readonly limits?: Partial<Limits>;
  readonly startWorker?: () => WorkerLike;
}

interface Limits {
  readonly startMs: number;
  readonly openMs: number;
  readonly callMs: number;
}

/** A runtime in a worker of its own. */
export interface OrtClient extends Runtime {
  /** Ends whatever runs, at once: it and all that waits reject with STOPPED. The next call starts a fresh worker. */
  stop(): void;
  readonly starts: number;
  holding<T>(work: () => Promise<T>): Promise<T>;
  /** Bytes of WebAssembly memory that the running worker held after its last call; 0 without a worker. */
  readonly heapBytes: number;
}

const defaultLimits: Limits = { startMs: 180_000, openMs: 120_000, callMs: 120_000 };
/** A worker without sessions that holds more WebAssembly memory than this is replaced: memory never shrinks. */
const RECYCLE_BYTES = 512 * 2 ** 20;
/** The same while more sessions are to come: of the 4 GB that there can be, gaps between what was there before take a part. */
const HELD_BYTES = 2.5 * 2 ** 30;

const startOrtWorker = (): WorkerLike =>
  new Worker(new URL('./ort.worker.ts', import.meta.url), { type: 'module' });

/** onnxruntime-web in a disposable worker; works from a page and from another worker. */
export function createOrtClient(options: OrtClientOptions): OrtClient {
  return new Client(options);
}

interface Session {
  readonly source: ModelSource;
  readonly options: OpenOptions;
  feeds: TensorMap | null;
  /** The worker that has it open, and its handle there; null after that worker's end, until it is used again. */
  remote: { readonly worker: RemoteWorker; readonly handle: SessionHandle } | null;
}

class Client implements OrtClient {
  starts = 0;
  private worker: RemoteWorker | null = null;
  private shared = new SharedBuffers();
  private runtimeInfo: RuntimeInfo | null = null;
  private readonly sessions = new Map<number, Session>();
  private nextSession = 1;
  private tail: Promise<unknown> = Promise.resolve();
  private epoch = 0;
  /** How many pieces of work that open session after session are under way. */
  private held = 0;
  private disposed = false;
  private readonly limits: Limits;

  constructor(private readonly options: OrtClientOptions) {
    this.limits = { ...defaultLimits, ...options.limits };
  }

  get heapBytes(): number {
    return this.worker?.alive === true ? this.worker.heapBytes : 0;
  }

  info(): Promise<RuntimeInfo> {
    return this.queued(async () => {
      await this.running();
      return must(this.runtimeInfo, 'runtime info');
    });
  }

  open(source: ModelSource, options: OpenOptions): Promise<SessionHandle> {
    return this.queued(async () => {
      const session: Session = { source, options, feeds: null, remote: null };
      const handle = await this.remote(session);
      const id = this.nextSession++;
      this.sessions.set(id, session);
      return { ...handle, id: id as SessionHandle['id'] };
    });
  }

  place(handle: SessionHandle, feeds: TensorMap): Promise<void> {
    return this.queued(async () => {
      const session = this.get(handle);
      await this.call('place', [await this.remote(session), ownBytes(feeds)], this.limits.callMs);
      session.feeds = feeds;
    });
  }

  run(handle: SessionHandle, feeds: TensorMap): Promise<TensorMap> {
    return this.queued(async () =>
      this.call('run', [await this.remote(this.get(handle)), ownBytes(feeds)], this.limits.callMs),
    );
  }

  warmUp(handle: SessionHandle, plan: WarmUp): Promise<readonly number[]> {
    return this.queued(async () =>
      this.call('warmUp', [await this.remote(this.get(handle)), plan], plan.maxMs + this.limits.callMs),
    );
  }

  time(handle: SessionHandle, plan: TimePlan): Promise<readonly number[]> {
    return this.queued(async () =>
      this.call('time', [await this.remote(this.get(handle)), plan], this.limits.callMs),
    );
  }

  compare(handles: readonly SessionHandle[], plan: ComparePlan): Promise<readonly (readonly number[])[]> {
    return this.queued(async () => {
      const remotes: SessionHandle[] = [];
      for (const handle of handles) remotes.push(await this.remote(this.get(handle)));
      return this.call('compare', [remotes, plan], plan.maxMs + this.limits.callMs);
    });
  }

  profile(handle: SessionHandle, runs: number): Promise<Profile> {
    return this.queued(async () => {
      const session = this.get(handle);
      const profile = await this.call('profile', [await this.remote(session), runs], this.limits.callMs);
      this.sessions.delete(handle.id);
      return profile;
    });
  }

  close(handle: SessionHandle): Promise<void> {
    const session = this.sessions.get(handle.id);
    this.sessions.delete(handle.id);
    return this.queued(async () => {
      const remote = session?.remote ?? null;
      if (remote?.worker.alive === true) await this.call('close', [remote.handle], this.limits.callMs);
      this.recycle();
    });
  }

  async holding<T>(work: () => Promise<T>): Promise<T> {
    this.held++;
    try {
      return await work();
    } finally {
      this.held--;
      await this.queued(async () => this.recycle()).catch(() => undefined);
    }
  }

  private recycle(): void {
    const most = this.held > 0 ? HELD_BYTES : RECYCLE_BYTES;
    if (this.sessions.size > 0 || this.heapBytes <= most) return;
    this.retire(new CodedError('STOPPED', 'the worker was replaced to give its memory back'));
  }

  stop(): void {
    this.epoch++;
    this.retire(new CodedError('STOPPED', 'onnxruntime-web was stopped'));
  }

  async dispose(): Promise<void> {
    this.stop();
    this.disposed = true;
    this.sessions.clear();
  }

  private get(handle: SessionHandle): Session {
    return must(this.sessions.get(handle.id), `session ${handle.id}`);
  }

  /** The worker, started when there is none. */
  private async running(): Promise<RemoteWorker> {
    if (this.worker?.alive === true) return this.worker;
    const { ep, threads, onLoading, onStarted, startWorker = startOrtWorker } = this.options;
    this.starts++;
    this.shared = new SharedBuffers();
    const worker = new RemoteWorker(startWorker(), (loaded, total) =>
      onLoading?.(loaded / 1e6, total === 0 ? null : total / 1e6),
    );
    this.worker = worker;
    try {
      this.runtimeInfo = await worker.call('start', [{ ep, threads }], this.limits.startMs);
    } finally {
      onStarted?.();
    }
    return worker;
  }

  /** A session as the running worker knows it; opened again, inputs included, when its worker is gone. */
  private async remote(session: Session): Promise<SessionHandle> {
    const worker = await this.running();
    if (session.remote?.worker === worker) return session.remote.handle;
    const { bytes, externals = [], deviceOutputs = [] } = session.source;
    const arrays = externals.flatMap(({ data }) => (data instanceof Uint8Array ? [data] : []));
    const { ids, uploads, drop } = this.shared.plan(arrays);
    if (drop.length > 0) await worker.call('drop', [drop], this.limits.callMs);
    if (uploads.length > 0) {
      const transfer = uploads.map((upload) => upload.bytes.buffer);
      await worker.call('put', [uploads], this.limits.callMs, transfer);
    }
    let next = 0;
    const wire = externals.map(({ path, data }) => ({
      path,
      data: data instanceof Uint8Array ? must(ids[next++], 'an uploaded buffer') : data,
    }));
    const own = bytes instanceof Uint8Array ? new Uint8Array(bytes) : bytes;
    const model = { bytes: own, externals: wire, deviceOutputs };
    const transfer = own instanceof Uint8Array ? [own.buffer] : [];
    const handle = await worker.call('open', [model, session.options], this.limits.openMs, transfer);
    session.remote = { worker, handle };
    if (session.feeds !== null) {
      await worker.call('place', [handle, ownBytes(session.feeds)], this.limits.callMs);
    }
    return handle;
  }

  private async call<M extends OrtMethod>(
    method: M,
    args: Parameters<OrtMethods[M]>,
    limitMs: number,
  ): Promise<OrtResult<M>> {
    return (await this.running()).call(method, args, limitMs);
  }

  private retire(reason: CodedError): void {
    this.worker?.end(reason);
    this.worker = null;
  }

  /** One call at a time, in order. After any failure the next call gets a fresh worker. */
  private queued<T>(call: () => Promise<T>): Promise<T> {
    const { epoch } = this;
    const checked = (): Promise<T> => {
      if (this.disposed || epoch !== this.epoch) {
        throw new CodedError('STOPPED', 'onnxruntime-web was stopped');
      }
      return call();
    };
    const result = this.tail.then(checked).catch((thrown: unknown) => {
      const error = CodedError.fromData(toErrorData(thrown, 'WORKER_FAILED'));
      // A failed call can leave ORT unusable ("memory access out of bounds" at every later call), so its worker goes.
      if (epoch === this.epoch) this.retire(error);
      throw error;
    });
    this.tail = result.catch(() => undefined);
    return result;
  }
}

/** Feeds whose arrays own their bytes: cloning a view would send the whole buffer behind it. */
function ownBytes(feeds: TensorMap): TensorMap {
  const own = [...feeds].map(([name, tensor]) => {
    const whole = tensor.bytes.byteLength === tensor.bytes.buffer.byteLength;
    return [name, whole ? tensor : { ...tensor, bytes: tensor.bytes.slice() }] as const;
  });
  return new Map(own);
}
