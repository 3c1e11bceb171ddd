import type {} from '../../../e2e/support/clockPage';
import { openPage } from '../../support/page';
import { batchSizes } from './rolling';
import type { Speed } from './speed';

const model = 'squeezenet1_1.onnx';
const backends = ['webgpu', 'webgl', 'wasm'] as const;
const patienceMs = 1500;
const depth = 4;
/** A call that takes longer is given up, with all larger batches. */
const limitMs = 60_000;

/**
 * Imagined steps a second in Chromium on each backend of tfjs, in a page of its own each: a GPU process that dies takes all
 * that was on it along. Where there is no GPU, WebGPU and WebGL run on a software adapter, whose name is told.
 */
export async function browserSpeeds(): Promise<Speed[]> {
  const speeds: Speed[] = [];
  for (const backend of backends) {
    for (const kind of ['dreamgraph', 'rlflow'] as const) {
      const { page, close } = await openPage('bench.html', {}, 'software');
      try {
        await page.waitForFunction(() => 'clock' in window);
        const device = await page.evaluate(
          async (name) => (await window.clock.learning()).deviceOf(name),
          backend,
        );
        if (device === null) continue;
        for (const size of batchSizes) {
          const speed = await within(
            limitMs,
            page.evaluate(
              async ([what, name, file, rolling]) =>
                (await window.clock.learning()).imaginedSpeed(what, name, file, rolling),
              [kind, backend, model, { size, depth, patienceMs }] as const,
            ),
          );
          if (speed === null) break;
          const where = `${backend} in Chromium (${device})`;
          speeds.push({ what: kind, backend: where, batch: size, stepsPerSecond: speed });
          console.error(`${kind}, ${where}, ${size}: ${speed.toFixed(0)} steps a second`);
        }
      } catch (thrown) {
        console.error(`${kind}, ${backend}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
      } finally {
        await close();
      }
    }
  }
  return speeds;
}

const within = <T>(ms: number, work: Promise<T>): Promise<T | null> => {
  // What comes after the limit is nobody's concern.
  work.catch(() => undefined);
  return Promise.race([work, new Promise<null>((resolve) => setTimeout(() => resolve(null), ms))]);
};
