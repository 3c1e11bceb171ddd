import { loadNodeEngine } from '../../bench/nodeEngine';
import { createOrtHandler, type LoadEngine } from './handler';
import type { OrtReply, OrtRequest } from './protocol';
import type { WorkerLike } from './remoteWorker';

/** May answer a request instead of ORT, or leave it unanswered: true when it took the request. */
export type Behaviour = (
  request: OrtRequest,
  reply: (reply: OrtReply) => void,
  worker: FakeWorker,
) => boolean;

/** For tests: a worker in this thread. Messages are cloned as between threads, and ORT is real. */
export class FakeWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  onmessageerror: WorkerLike['onmessageerror'] = null;
  /** Methods that were asked for, in order. */
  readonly seen: string[] = [];
  terminated = false;
  private readonly handle: (request: OrtRequest) => Promise<void>;

  constructor(
    private readonly behave: Behaviour = () => false,
    load: LoadEngine = () => loadNodeEngine(),
  ) {
    this.handle = createOrtHandler(load, (reply) => this.send(reply));
  }

  postMessage(message: unknown, transfer: Transferable[]): void {
    const request = structuredClone(message, { transfer }) as OrtRequest;
    this.seen.push(request.method);
    if (!this.behave(request, (reply) => this.send(reply), this)) void this.handle(request);
  }

  terminate(): void {
    this.terminated = true;
  }

  private send(reply: OrtReply): void {
    const data = structuredClone(reply);
    queueMicrotask(() => {
      if (!this.terminated) this.onmessage?.({ data } as MessageEvent<OrtReply>);
    });
  }
}
