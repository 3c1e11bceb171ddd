import { CodedError, must, toErrorData } from '../../core';
import { NotFinite } from '../../worldmodel';
import type { Backends, RunningBackend } from './backends';
import { LossWatch } from './lossWatch';
import type { BackendReport, TrainingEvents } from './protocol';

/** What a runner drives: a training that knows its pieces, and where it stands. */
export interface Work {
  /** Null while there is nothing to work with. */
  readonly done: number | null;
  readonly total: number;
  /** One piece; whether a step, as a person counts them, has ended with it. */
  advance(): Promise<boolean>;
  /** It has paused or is through: what is due then. */
  rest(): Promise<void>;
  /** Says so. */
  sayRest(done: number): void;
  /** A stretch of work begins. */
  begun(): void;
  /** Lets go of everything on the device. */
  drop(): void;
  /** Makes everything anew from the last checkpoint, on the backend that there is now. @returns where it goes on. */
  rebuild(): number | Promise<number>;
}

export interface RunnerSetup {
  readonly backends: Backends;
  readonly emit: <K extends keyof TrainingEvents>(event: K, data: TrainingEvents[K]) => void;
  readonly work: Work;
}

/** Lets messages in between two pieces of work. */
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * Keeps a training going piece by piece until it is paused, has made its step, or is through. When the backend goes away
 * it goes on from the last checkpoint on the next one.
 */
export class Runner {
  private backend: RunningBackend | null = null;
  private watch: LossWatch | null = null;
  private lost: BackendReport['lost'] = null;
  private mode: 'paused' | 'running' | 'one' | 'ended' = 'paused';
  private going: Promise<void> = Promise.resolve();
  /** There is one loop at a time: two would make every update twice. */
  private isLooping = false;
  /** How many wait for a pause, or are at what they paused for: nothing goes on meanwhile. */
  private waiting = 0;
  /** It was asked to go on meanwhile. */
  private isHeld = false;

  constructor(private readonly setup: RunnerSetup) {}

  /** Chooses the backend. */
  async start(): Promise<void> {
    this.use(await this.setup.backends.choose());
  }

  get report(): BackendReport {
    const { name, measured } = must(this.backend, 'backend');
    return { name, measured, lost: this.lost };
  }

  get isRunning(): boolean {
    return this.mode === 'running' || this.isHeld;
  }

  get isPaused(): boolean {
    return this.mode === 'paused' && !this.isLooping && !this.isHeld;
  }

  /** @throws CodedError BACKEND_LOST when there is nothing left to train on. */
  resume(): void {
    if (this.setup.work.done === null) throw new CodedError('BACKEND_LOST', 'no backend is left to train on');
    if (this.mode !== 'paused' || this.isDone()) return;
    if (this.waiting > 0) {
      this.isHeld = true;
      return;
    }
    this.mode = 'running';
    this.go();
  }

  async step(): Promise<void> {
    await this.pause();
    if (this.mode !== 'paused' || this.isDone()) return;
    this.mode = 'one';
    this.go();
    await this.going;
  }

  /** Resolves when the piece under way has ended. Whoever asks to go on before that waits for what is done in the pause. */
  async pause(): Promise<void> {
    if (this.isActive()) this.mode = 'paused';
    this.isHeld = false;
    if (!this.isLooping) return this.going;
    this.waiting++;
    await this.going;
    // What the pause was for begins first.
    void breath().then(() => this.release());
  }

  private release(): void {
    this.waiting--;
    if (this.waiting > 0 || !this.isHeld) return;
    this.isHeld = false;
    if (this.setup.work.done !== null) this.resume();
  }

  async end(): Promise<void> {
    this.mode = 'ended';
    await this.going;
  }

  /** Work on the device, or a failure when the device goes away meanwhile: a read of a lost device never ends. */
  orLost<T>(work: Promise<T>): Promise<T> {
    return must(this.watch, 'backend').orLost(work);
  }

  /** Lets messages in; whether work in parts is to go on with its next one, nobody having asked for a pause by then. */
  async goesOn(): Promise<boolean> {
    await breath();
    return this.isActive();
  }

  /** The same for what is due at rest, which only the end of the run cuts short. */
  async isOpen(): Promise<boolean> {
    await breath();
    return this.mode !== 'ended';
  }

  /** Work after whose failure the training goes on elsewhere, where the failure is the backend's. */
  async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      await this.moveOn(thrown);
    }
  }

  private use(backend: RunningBackend): void {
    this.backend = backend;
    this.watch = new LossWatch(backend.lost);
  }

  private isDone(): boolean {
    const { done, total } = this.setup.work;
    return (done ?? 0) >= total;
  }

  private isActive(): boolean {
    return this.mode === 'running' || this.mode === 'one';
  }

  private go(): void {
    const { work, emit } = this.setup;
    // A loop that was paused a moment ago has not ended yet, and goes on instead of another.
    if (this.isLooping) return;
    work.begun();
    this.isLooping = true;
    this.going = this.loop().catch((thrown: unknown) => {
      this.isLooping = false;
      this.mode = 'paused';
      emit('error', toErrorData(thrown, 'WORKER_FAILED'));
      // What was said last is going on no more.
      work.sayRest(work.done ?? 0);
      emit('state', { running: false, updates: work.done ?? 0 });
    });
  }

  private async loop(): Promise<void> {
    const { work, emit } = this.setup;
    emit('state', { running: true, updates: work.done ?? 0 });
    do {
      await this.advance();
      if (this.mode === 'ended') break;
      this.mode = 'paused';
      await this.guarded(() => work.rest());
      // It may have been asked to go on while it came to rest.
    } while (this.isActive() && !this.isDone());
    this.isLooping = false;
    const done = work.done ?? 0;
    work.sayRest(done);
    emit('state', { running: false, updates: done });
  }

  /** Piece by piece, until something ends it. */
  private async advance(): Promise<void> {
    while (this.isActive() && !this.isDone()) {
      try {
        const stepped = await this.setup.work.advance();
        if (stepped && this.mode === 'one') return;
      } catch (thrown) {
        await this.moveOn(thrown);
      }
      await breath();
    }
  }

  /** Goes on from the last checkpoint on the next backend; failures that are not the backend's are passed on. */
  private async moveOn(thrown: unknown): Promise<void> {
    const { work, backends, emit } = this.setup;
    if (thrown instanceof NotFinite) {
      const back = (await work.rebuild()) === 0 ? 'begins anew' : 'is back at its last checkpoint';
      // No `NotFinite` any more: it has been dealt with.
      throw new CodedError(thrown.code, `${thrown.message}; training ${back}`, null, { cause: thrown });
    }
    const failed = must(this.backend, 'backend').name;
    if (!isLoss(thrown, failed)) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    try {
      work.drop();
    } catch {
      // Its tensors went with the device.
    }
    this.use(await backends.next(failed));
    this.lost = { name: failed, reason, fromUpdate: await work.rebuild() };
    emit('backend', this.report);
  }
}

/** Whether a failure is the backend's: a lost device, any failure of a GPU's driver, or WASM that ran out of memory. */
function isLoss(thrown: unknown, backend: RunningBackend['name']): boolean {
  if (thrown instanceof CodedError) return thrown.code === 'BACKEND_LOST';
  return backend === 'webgpu' || backend === 'webgl' || thrown instanceof WebAssembly.RuntimeError;
}
