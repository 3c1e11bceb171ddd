import type { OrtClientOptions } from '../ort/client';
import type { Progress } from './protocol';

/**
 * Tells how far the runtime has come in being loaded, and that it is there.
 * @param busy whether something with a longer way to go is going on, which says itself how far it is
 */
export function tellLoading(
  tell: (progress: Progress) => void,
  busy: () => boolean,
): Required<Pick<OrtClientOptions, 'onLoading' | 'onStarted'>> {
  /** Megabytes that were told of last. */
  let toldMb = -1;
  return {
    onLoading: (loadedMb, totalMb) => {
      // Hundreds of pieces arrive; whole megabytes are news.
      if (Math.floor(loadedMb) === toldMb && loadedMb !== totalMb) return;
      toldMb = Math.floor(loadedMb);
      const of = totalMb === null ? '' : ` of ${totalMb.toFixed(1)}`;
      const message = `Loading onnxruntime-web: ${loadedMb.toFixed(1)}${of} MB`;
      tell({ phase: 'loading-runtime', message, done: loadedMb, total: totalMb ?? 0, secondsLeft: null });
    },
    onStarted: () => {
      toldMb = -1;
      if (busy()) return;
      tell({ phase: 'done', message: 'onnxruntime-web is there', done: 1, total: 1, secondsLeft: 0 });
    },
  };
}
