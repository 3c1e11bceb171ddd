import { describe, expect, it } from 'vitest';
import { encodeBeside, fromNumbers, type HostTensor } from '../../bench';
import { denseGraph } from '../../bench/testing';
import { createOrtClient, type OrtClientOptions } from './client';
import { type Behaviour, FakeWorker } from './fakeWorker';

/** A client whose workers behave as told, and the workers it started. */
function client(behave: Behaviour = () => false, options: Partial<OrtClientOptions> = {}) {
  const workers: FakeWorker[] = [];
  const startWorker = () => {
    const worker = new FakeWorker(behave);
    workers.push(worker);
    return worker;
  };
  return { workers, ort: createOrtClient({ ep: 'wasm', threads: 1, startWorker, ...options }) };
}

const model = encodeBeside(denseGraph(), () => {
  throw new Error('nothing to resolve');
});
const x: HostTensor = { dtype: 'float32', shape: [4, 32], bytes: fromNumbers('float32', Array(128).fill(1)) };
const feeds = new Map([['x', x]]);

describe('ORT client', () => {
  it('opens, runs, measures and closes, sending shared weights once', async () => {
    const { ort, workers } = client();
    const [a, b] = await Promise.all([
      ort.open(model, { level: 'all' }),
      ort.open(model, { level: 'disabled' }),
    ]);
    expect((await ort.run(a, feeds)).get('y')?.shape).toEqual([4, 16]);
    await ort.place(a, feeds);
    await ort.place(b, feeds);
    const rounds = await ort.compare([a, b], { rounds: 3, runs: [2, 2], seed: 1, maxMs: 5000 });
    expect(rounds).toHaveLength(3);
    expect(workers[0]?.seen.filter((method) => method === 'put')).toHaveLength(1);
    expect(await ort.info()).toMatchObject({ ep: 'wasm', threads: 1, adapter: 'CPU' });
    await ort.close(a);
    await ort.close(b);
    await ort.dispose();
    expect(workers[0]?.terminated).toBe(true);
  });

  it('replaces a worker that crashed, and opens what was open again, inputs included', async () => {
    let crash = true;
    const { ort, workers } = client((request, reply) => {
      if (request.method !== 'run' || !crash) return false;
      crash = false;
      const error = {
        code: 'RUNTIME_CRASHED',
        message: 'memory access out of bounds',
        advice: '',
        subject: null,
      };
      reply({ kind: 'failed', id: request.id, error: error as never });
      return true;
    });
    const session = await ort.open(model, { level: 'all' });
    await ort.place(session, feeds);
    await expect(ort.run(session, feeds)).rejects.toMatchObject({ code: 'RUNTIME_CRASHED' });
    expect(workers[0]?.terminated).toBe(true);
    expect(await ort.time(session, { runs: 1, samples: 2 })).toHaveLength(2);
    expect(ort.starts).toBe(2);
  });

  it('gives memory back behind its last session, but not between those of one piece of work', async () => {
    let heapBytes = 600 * 2 ** 20;
    const { ort } = client(({ method, id }, reply) => {
      if (method !== 'open' && method !== 'close') return false;
      reply({ kind: 'done', id, value: { id: 1 } as never, heapBytes });
      return true;
    });
    const once = async () => ort.close(await ort.open(model, { level: 'all' }));
    const started = async (work: () => Promise<void>) => {
      const before = ort.starts;
      await work();
      return ort.starts - before;
    };
    const twice = async () => {
      await once();
      await once();
    };
    expect(await started(twice)).toBe(2);
    expect(await started(() => ort.holding(twice))).toBe(1);
    expect(await started(once)).toBe(1);
    heapBytes = 3 * 2 ** 30;
    expect(await started(() => ort.holding(twice))).toBe(2);
  });

  it('ends a call that never returns, and goes on with a fresh worker', async () => {
    let hang = true;
    const { ort } = client((request) => request.method === 'run' && hang, { limits: { callMs: 60 } });
    const session = await ort.open(model, { level: 'all' });
    await expect(ort.run(session, feeds)).rejects.toMatchObject({ code: 'RUNTIME_TIMEOUT' });
    hang = false;
    expect((await ort.run(session, feeds)).size).toBe(1);
    expect(ort.starts).toBe(2);
  });

  it('stops at once: what runs and what waits reject, and a later call works', async () => {
    let hang = true;
    const { ort } = client((request) => request.method === 'run' && hang);
    const session = await ort.open(model, { level: 'all' });
    const [running, waiting] = [ort.run(session, feeds), ort.run(session, feeds)];
    const settled = Promise.allSettled([running, waiting]);
    setTimeout(() => ort.stop(), 20);
    for (const result of await settled) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'STOPPED' } });
    }
    hang = false;
    expect((await ort.run(session, feeds)).size).toBe(1);
  });

  it('reports a lost GPU, a worker that dies, and downloads', async () => {
    const { ort } = client((request, reply) => {
      if (request.method === 'run') reply({ kind: 'lost', message: 'the GPU device was lost (reset)' });
      return request.method === 'run';
    });
    const session = await ort.open(model, { level: 'all' });
    await expect(ort.run(session, feeds)).rejects.toMatchObject({ code: 'DEVICE_LOST' });

    const dying = client((request, _reply, worker) => {
      const event = { message: 'RuntimeError: unreachable' } as ErrorEvent;
      if (request.method === 'open') queueMicrotask(() => worker.onerror?.(event));
      return request.method === 'open';
    });
    const opened = dying.ort.open(model, { level: 'all' });
    await expect(opened).rejects.toMatchObject({ code: 'RUNTIME_CRASHED' });

    const told: (readonly [number, number | null])[] = [];
    const loading = client(
      (request, reply) => {
        if (request.method === 'start') reply({ kind: 'download', loaded: 7e6, total: 14e6 });
        return false;
      },
      { onLoading: (mb, total) => told.push([mb, total]) },
    );
    await loading.ort.info();
    expect(told).toEqual([[7, 14]]);
  });

  it('carries a refusal across with its code', async () => {
    const { ort } = client();
    const refused = ort.open({ bytes: new Uint8Array([8, 1, 2]) }, { level: 'all' });
    await expect(refused).rejects.toMatchObject({ code: 'RUNTIME_REFUSED' });
    await ort.dispose();
    await expect(ort.info()).rejects.toMatchObject({ code: 'STOPPED' });
  });
});
