// From their files rather than the room's index: the worker needs no graph and no codec.
import type { Engine } from '../../bench/engine';
import { heapBytes } from '../../bench/heapProbe';
import { createLocalRuntime } from '../../bench/localRuntime';
import type { Runtime } from '../../bench/runtime';
import { classifyRuntimeError } from '../../bench/runtimeErrors';
import { CodedError, must, toErrorData } from '../../core';
import type { OrtMethods, OrtReply, OrtRequest, OrtTarget } from './protocol';

export type LoadEngine = (
  request: OrtTarget & { readonly onDownload: (loaded: number, total: number) => void },
) => Promise<Engine>;

/** The worker's side: an engine, its sessions, and weights that models share. */
export function createOrtHandler(load: LoadEngine, post: (reply: OrtReply) => void) {
  let engine: Engine | null = null;
  let runtime: Runtime | null = null;
  const watchDevice = deviceWatch(post);
  const buffers = new Map<number, Uint8Array>();
  const started = (): Runtime => {
    if (runtime === null) throw new CodedError('WORKER_FAILED', 'the worker was not started');
    return runtime;
  };

  const methods: OrtMethods = {
    start: async (target) => {
      engine = await load({
        ...target,
        onDownload: (loaded, total) => post({ kind: 'download', loaded, total }),
      });
      runtime = createLocalRuntime(engine);
      return runtime.info();
    },
    put: async (sent) => {
      for (const { id, bytes } of sent) buffers.set(id, bytes);
    },
    drop: async (ids) => {
      for (const id of ids) buffers.delete(id);
    },
    open: async (model, options) => {
      const externals = model.externals.map(({ path, data }) => ({
        path,
        data: typeof data === 'number' ? must(buffers.get(data), `buffer ${data}`) : data,
      }));
      const session = await started().open({ ...model, externals }, options);
      if (engine !== null) await watchDevice(engine);
      return session;
    },
    place: (session, feeds) => started().place(session, feeds),
    run: (session, feeds) => started().run(session, feeds),
    warmUp: (session, plan) => started().warmUp(session, plan),
    time: (session, plan) => started().time(session, plan),
    compare: (sessions, plan) => started().compare(sessions, plan),
    profile: (session, runs) => started().profile(session, runs),
    close: (session) => started().close(session),
  };

  return async (request: OrtRequest): Promise<void> => {
    try {
      // The request's type ties `args` to `method`; TypeScript cannot follow that through an index.
      const method = methods[request.method] as (...args: readonly unknown[]) => Promise<unknown>;
      const value = await method(...request.args);
      post({ kind: 'done', id: request.id, value, heapBytes: heapBytes() });
    } catch (thrown) {
      const error = toErrorData(classifyRuntimeError(thrown, request.method), 'WORKER_FAILED');
      post({ kind: 'failed', id: request.id, error });
    }
  };
}

/**
 * Tells when the GPU goes away: a run that waits for it would wait for ever. ORT destroys its device with the last
 * session and makes another for the next, so a device that was destroyed on purpose is not lost, and each is watched.
 */
function deviceWatch(post: (reply: OrtReply) => void): (engine: Engine) => Promise<void> {
  const watched = new WeakSet<GPUDevice>();
  return async (engine) => {
    if (engine.ep !== 'webgpu') return;
    const device = await engine.ort.env.webgpu.device;
    if (watched.has(device)) return;
    watched.add(device);
    void device.lost.then(({ reason, message }) => {
      if (reason === 'destroyed') return;
      post({ kind: 'lost', message: `the GPU device was lost (${message || reason || 'no reason given'})` });
    });
  };
}
