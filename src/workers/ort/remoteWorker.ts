import { CodedError, type ErrorCode } from '../../core';
import type { OrtMethod, OrtMethods, OrtReply, OrtRequest, OrtResult } from './protocol';

/** The part of `Worker` that is used; tests pass one of their own. */
export interface WorkerLike {
  postMessage(message: unknown, transfer: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<OrtReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

interface Waiting {
  readonly id: number;
  resolve(value: unknown): void;
  reject(error: CodedError): void;
}

/** One worker's life: calls with a watchdog, and an end after which every call rejects. One call at a time. */
export class RemoteWorker {
  private waiting: Waiting | null = null;
  private nextId = 1;
  private ended: CodedError | null = null;
  /** WebAssembly memory that the worker holds, after the last call. */
  heapBytes = 0;

  constructor(
    private readonly worker: WorkerLike,
    private readonly onDownload: (loaded: number, total: number) => void,
  ) {
    worker.onmessage = ({ data }) => this.receive(data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      this.end(
        new CodedError(crashCode(event.message), `the worker failed: ${event.message || 'no message'}`),
      );
    };
    worker.onmessageerror = () =>
      this.end(new CodedError('WORKER_FAILED', 'a message to the worker was unreadable'));
  }

  get alive(): boolean {
    return this.ended === null;
  }

  /** @throws CodedError as the worker reports it; RUNTIME_TIMEOUT after `limitMs`, which ends the worker. */
  call<M extends OrtMethod>(
    method: M,
    args: Parameters<OrtMethods[M]>,
    limitMs: number,
    transfer: Transferable[] = [],
  ): Promise<OrtResult<M>> {
    if (this.ended !== null) return Promise.reject(this.ended);
    const id = this.nextId++;
    return new Promise<OrtResult<M>>((resolve, reject) => {
      const timer = setTimeout(() => {
        const seconds = (limitMs / 1000).toFixed(0);
        this.end(
          new CodedError('RUNTIME_TIMEOUT', `onnxruntime-web did not finish "${method}" in ${seconds} s`),
        );
      }, limitMs);
      this.waiting = {
        id,
        resolve: (value) => {
          clearTimeout(timer);
          resolve(value as OrtResult<M>);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      const request = { id, method, args } as unknown as OrtRequest;
      try {
        this.worker.postMessage(request, transfer);
      } catch (thrown) {
        // What cannot be cloned does not fit in memory: plain data is all that is sent.
        this.end(new CodedError('RUNTIME_MEMORY', `the model could not be sent to the worker: ${thrown}`));
      }
    });
  }

  /** Ends the worker; the call under way, if any, rejects with `reason`. */
  end(reason: CodedError): void {
    if (this.ended !== null) return;
    this.ended = reason;
    this.worker.terminate();
    const { waiting } = this;
    this.waiting = null;
    waiting?.reject(reason);
  }

  private receive(reply: OrtReply): void {
    if (reply.kind === 'download') {
      this.onDownload(reply.loaded, reply.total);
      return;
    }
    if (reply.kind === 'lost') {
      this.end(new CodedError('DEVICE_LOST', reply.message));
      return;
    }
    const { waiting } = this;
    if (waiting === null || waiting.id !== reply.id) return;
    this.waiting = null;
    if (reply.kind === 'done') {
      this.heapBytes = reply.heapBytes;
      waiting.resolve(reply.value);
    } else {
      waiting.reject(CodedError.fromData(reply.error));
    }
  }
}

const crashCode = (message: string): ErrorCode =>
  /memory access|unreachable|RuntimeError|Aborted/i.test(message) ? 'RUNTIME_CRASHED' : 'WORKER_FAILED';
