import { createRandom } from '../core';
import { sampleTrace } from './samples';
import type { Trace, TraceFigure, TraceModel } from './trace';

/**
 * A made-up trace with what a trace may have at all: any kind of source, names or places, WebGPU, imagined figures, some
 * missing, outputs left out. For fuzzing and round trips.
 */
export function richTrace(steps: number, seed: number): Trace {
  const plain = sampleTrace(steps, seed);
  const random = createRandom(seed).fork('rich');
  const often = (): boolean => random.int(3) > 0;
  const sources: readonly TraceModel['source'][] = [
    { kind: 'gallery', id: 'tiny_conv' },
    { kind: 'url', url: 'https://host.example/models/a%20b.onnx?v=2' },
    { kind: 'url', url: 'http://localhost:8000/m.onnx' },
    { kind: 'private' },
  ];
  const figure = (kind: TraceFigure['kind']): TraceFigure => ({
    kind,
    relative: random.int(30_000) / 10_000,
    halfWidth: random.int(2000) / 1000,
  });
  const privately = often();
  const base = often() ? plain.base : null;
  const low = 0.9 + random.int(2000) / 10_000;
  return {
    ...plain,
    model: {
      sha256: Array.from({ length: 64 }, () => random.int(16).toString(16)).join(''),
      name: often()
        ? null
        : random.pick(['modèle 模型.onnx', '<img src=x onerror=alert(1)>.onnx', 'a'.repeat(300)]),
      source: random.pick(sources),
    },
    dims: privately ? { '#0': random.int(512), '#2': 1 } : { 'batch size': 1, 长度: 2 ** 31, __proto: 3 },
    keptOutputs: often() ? (privately ? ['#0', '#7'] : ['logits', '']) : null,
    ep: often() ? 'webgpu' : 'wasm',
    device: random.pick(['', 'NVIDIA H200', 'a software adapter', '“CPU”']),
    threads: 1 + random.int(64),
    standardOps: often(),
    agent: random.pick(['greedy', 'by hand', '']),
    seed: random.pick([0, 42, Number.MAX_SAFE_INTEGER]),
    originalMs: often() ? random.int(1e9) / 10_000 : null,
    speedup: often()
      ? { ratio: rounded(low + 0.1), ci95: [rounded(low), rounded(low + 0.2)], confirmed: low > 1 && often() }
      : null,
    base,
    steps: plain.steps.map((step) => ({
      ...step,
      variant: random.int(1000),
      predicted: often() ? figure(random.pick(['imagined', 'estimated'])) : null,
      measured: often() ? figure('measured') : null,
      verified: random.pick([true, false, null]),
      check: base === null ? null : step.check,
    })),
    current: random.int(steps + 1),
  };
}

/** As fine as a link keeps it. */
const rounded = (x: number): number => Math.round(x * 10_000) / 10_000;
