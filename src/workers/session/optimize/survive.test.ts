import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plantedValley } from '../../../agent/plantedValley';
import type { Runtime, SessionHandle } from '../../../bench';
import { testRuntime } from '../../../bench/testing';
import { CodedError, must } from '../../../core';
import { decodeModel, type Graph, inferGraph } from '../../../graph';
import { KeptTimes } from '../operators/keptTimes';
import type { Progress } from '../protocol';
import type { Job } from './job';
import { createPrices } from './prices';
import { optimize } from './run';
import { openedGraph } from './testing';

const base = plantedValley({ depth: 1, positions: 32, inner: 1024 });

/** A runtime that knows which of its sessions hold a rewritten model, and does something bad with these. */
function faulty(inner: Runtime, harm: Partial<Pick<Runtime, 'run' | 'compare'>>): Runtime {
  const rewritten = new Set<SessionHandle>();
  /** Operators with the shapes of what they make: a rewrite changes them, though not always how many there are. */
  const outline = (graph: Graph): string =>
    graph
      .topological()
      .map((id) => graph.node(id))
      .map(
        ({ op, outputs }) =>
          `${op} ${outputs.map((id) => JSON.stringify(id === null ? null : graph.value(id).type))}`,
      )
      .join();
  const original = outline(base);
  const isRewritten = (graph: Graph): boolean =>
    graph.outputs.some((id) => graph.value(id).name === 'y0') && outline(inferGraph(graph)) !== original;
  return {
    info: () => inner.info(),
    place: (session, feeds) => inner.place(session, feeds),
    warmUp: (session, plan) => inner.warmUp(session, plan),
    time: (session, plan) => inner.time(session, plan),
    profile: (session, runs) => inner.profile(session, runs),
    close: (session) => inner.close(session),
    dispose: () => inner.dispose(),
    open: async (model, options) => {
      const session = await inner.open(model, options);
      const bytes =
        model.bytes instanceof Uint8Array ? model.bytes : new Uint8Array(await model.bytes.arrayBuffer());
      if (isRewritten(decodeModel(bytes))) rewritten.add(session);
      return session;
    },
    run: (session, feeds) =>
      rewritten.has(session) && harm.run ? harm.run(session, feeds) : inner.run(session, feeds),
    compare: (sessions, plan) =>
      sessions.some((session) => rewritten.has(session)) && harm.compare
        ? harm.compare(sessions, plan)
        : inner.compare(sessions, plan),
  };
}

describe('optimizing with a runtime that fails', () => {
  const made: { runtime: Runtime | null } = { runtime: null };
  beforeAll(async () => {
    made.runtime = await testRuntime();
  });
  afterAll(() => made.runtime?.dispose());

  async function run(harm: Parameters<typeof faulty>[1], abort = new AbortController()) {
    const runtime = faulty(must(made.runtime, 'runtime'), harm);
    const messages: string[] = [];
    const job: Job = {
      model: openedGraph(base),
      params: {
        target: {
          ep: 'wasm',
          threads: 1,
          adapter: null,
          software: false,
          unavailable: null,
          note: null,
          recommended: true,
        },
        seconds: 6,
        seed: 1,
        agent: 'playouts',
        standardOps: true,
        measureSteps: 0,
      },
      runtime,
      reference: null,
      fellBack: null,
      prices: await createPrices(runtime, 1, abort.signal, new KeptTimes(), false),
      inputs: null,
      signal: abort.signal,
      hidden: () => false,
      imagine: async () => null,
      rescale: () => undefined,
      emit: {
        progress: ({ phase, message }: Progress) => {
          messages.push(message);
          // The confirmation is cut short: what it confirms is not the point here.
          if (phase === 'confirming') abort.abort();
        },
        steps: () => undefined,
        step: () => undefined,
        shares: () => undefined,
      },
    };
    const { report } = await optimize(job);
    return { report, messages };
  }

  it('never returns what fails its equivalence check, and names the rule', async () => {
    const { report, messages } = await run({
      run: async (session, feeds) => {
        const outputs = await must(made.runtime, 'runtime').run(session, feeds);
        for (const { bytes } of outputs.values())
          new DataView(bytes.buffer, bytes.byteOffset).setFloat32(0, 1e6, true);
        return outputs;
      },
    });
    expect(report.returned).toBe('original');
    expect(report.steps).toHaveLength(0);
    expect(messages.some((text) => /^Rejected: [a-z-]+ changed output y0/.test(text))).toBe(true);
    expect(report.equivalence.reason).toMatch(/^no candidate computes what .*: [a-z-]+ changed output y0/);
  });

  it('never returns what timed out while it was measured, and says so', async () => {
    const { report, messages } = await run({
      compare: () => Promise.reject(new CodedError('RUNTIME_TIMEOUT', 'the run took too long')),
    });
    expect(report.returned).toBe('original');
    expect(report.steps).toHaveLength(0);
    expect(messages.some((text) => text.includes('was refused: the run took too long'))).toBe(true);
    expect(report.equivalence.reason).toBe('onnxruntime-web refused what was tried: the run took too long');
  });

  it('checks the best so far once more where Stop ended its check', async () => {
    const abort = new AbortController();
    const { report, messages } = await run(
      {
        run: async (session, feeds) => {
          if (abort.signal.aborted) return must(made.runtime, 'runtime').run(session, feeds);
          abort.abort();
          throw new CodedError('STOPPED', 'onnxruntime-web was stopped');
        },
      },
      abort,
    );
    expect(messages.filter((text) => text.startsWith('A candidate could not be checked'))).toEqual([]);
    expect(report.steps.length).toBeGreaterThan(0);
    expect(report.equivalence.passed).toBe(true);
  });

  it('returns the rewritten model where nothing fails', async () => {
    const { report } = await run({});
    expect(report.steps.length).toBeGreaterThan(0);
    expect(report.equivalence.passed).toBe(true);
    expect(report.equivalence).not.toHaveProperty('reason');
    // The confirmation was cut short.
    expect(report.search.stopReason).toBe('stopped');
  });
});
