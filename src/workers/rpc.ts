import { CodedError, type ErrorCode, type ErrorData, toErrorData } from '../core';

// Typed calls across a worker's border. A protocol is an interface of async methods and a map of events; failures cross
// as `ErrorData` and come out as `CodedError`.

type Request = { readonly call: number; readonly method: string; readonly params: unknown };
type Response =
  | { readonly call: number; readonly value: unknown }
  | { readonly call: number; readonly error: ErrorData }
  | { readonly event: string; readonly data: unknown };

/** What both a Worker and a DedicatedWorkerGlobalScope offer. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** A value to be moved rather than copied across the border. */
export class Transfer<T> {
  constructor(
    readonly value: T,
    readonly transfer: Transferable[],
  ) {}
}

/** Answers calls that arrive at `port` with the methods of `target`; returns the function that sends events. */
export function serve<E>(port: Port, target: object, fallback: ErrorCode = 'WORKER_FAILED') {
  const methods = new Map<string, (params: unknown) => unknown>(Object.entries(target));
  port.addEventListener('message', async ({ data }: MessageEvent<Request>) => {
    try {
      const method = methods.get(data.method);
      if (method === undefined) throw new CodedError('WORKER_FAILED', `unknown method ${data.method}`);
      const result = await method(data.params);
      if (result instanceof Transfer) {
        port.postMessage({ call: data.call, value: result.value } satisfies Response, result.transfer);
      } else {
        port.postMessage({ call: data.call, value: result } satisfies Response, []);
      }
    } catch (thrown) {
      port.postMessage({ call: data.call, error: toErrorData(thrown, fallback) } satisfies Response, []);
    }
  });
  return <K extends keyof E & string>(event: K, data: E[K]): void => {
    port.postMessage({ event, data } satisfies Response, []);
  };
}

export interface Connection<M, E> {
  call<K extends keyof M & string>(
    method: K,
    params: M[K] extends (params: infer P) => unknown ? P : never,
    transfer?: Transferable[],
  ): Promise<M[K] extends (params: never) => infer R ? Awaited<R> : never>;
  /** Returns the function that ends the subscription. */
  on<K extends keyof E & string>(event: K, listener: (data: E[K]) => void): () => void;
  /** Rejects everything in flight; the caller ends the worker. */
  close(reason: CodedError): void;
}

/** The calling side of `serve`. */
export function connect<M, E>(port: Port): Connection<M, E> {
  let calls = 0;
  let closed: CodedError | null = null;
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const listeners = new Map<string, Set<(data: never) => void>>();
  port.addEventListener('message', ({ data }: MessageEvent<Response>) => {
    if ('event' in data) {
      for (const listener of listeners.get(data.event) ?? []) listener(data.data as never);
      return;
    }
    const entry = waiting.get(data.call);
    waiting.delete(data.call);
    if ('error' in data) entry?.reject(CodedError.fromData(data.error));
    else entry?.resolve(data.value as never);
  });
  return {
    call: (method, params, transfer = []) =>
      new Promise((resolve, reject) => {
        if (closed !== null) {
          reject(closed);
          return;
        }
        const call = calls++;
        waiting.set(call, { resolve, reject });
        port.postMessage({ call, method, params } satisfies Request, transfer);
      }),
    on: (event, listener) => {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      set.add(listener);
      return () => set.delete(listener);
    },
    close: (reason) => {
      closed = reason;
      for (const { reject } of waiting.values()) reject(reason);
      waiting.clear();
    },
  };
}
