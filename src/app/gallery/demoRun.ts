import { createDemo } from '../../workers/demo/client';
import type { DemoState } from '../../workers/demo/protocol';
import { requestLayout } from '../../workers/layout/client';
import { fold } from '../canvas/fold';
import { layoutRequest, type PlacedScene } from '../canvas/placed';
import { getSession } from '../stores/session';
import { fetchFile } from './gallery';

/** One state of the sample: a graph in place, what led to it, and the multiply-adds that one run takes. */
export interface DemoStep {
  readonly placed: PlacedScene;
  readonly title: string | null;
  readonly added: readonly string[];
  readonly macs: number;
}

const LONGEST = 26;
const options = { opened: new Set<string>(), constants: false };

/**
 * Rewrites a small model for real, one legal rewrite after the other, and hands over each state as it comes. Its worker
 * has little of the engine, so that the empty page loads little, and ends when a person opens a model.
 */
export async function runDemo(
  model: string,
  onStep: (step: DemoStep) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetchFile(model);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const over = () => signal.aborted || getSession().opening !== null || getSession().model !== null;
  if (over()) return;
  const demo = createDemo();
  signal.addEventListener('abort', demo.dispose);
  try {
    let state: DemoState | null = await demo.call('open', { bytes });
    let before: PlacedScene | null = null;
    for (let step = 0; state !== null && step <= LONGEST && !over(); step++) {
      const placed: PlacedScene | null = await place(state, before, over);
      if (placed === null || over()) return;
      const { view, title, added } = state;
      onStep({ placed, title, added, macs: view.nodes.reduce((sum, node) => sum + node.macs, 0) });
      before = placed;
      state = await demo.call('next', null);
    }
  } finally {
    demo.dispose();
  }
}

/** A state with a place for everything; null: the sample is over. */
async function place(
  { view }: DemoState,
  before: PlacedScene | null,
  over: () => boolean,
): Promise<PlacedScene | null> {
  const scene = fold(view, options);
  let layout = await requestLayout(layoutRequest(scene, before));
  // Someone else's layout came in between: ask once more, but not where that is the opened model's.
  if (layout === null && over()) return null;
  layout ??= await requestLayout(layoutRequest(scene, before));
  if (layout === null) throw new Error('the sample could not be laid out');
  return { scene, layout };
}
