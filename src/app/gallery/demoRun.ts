import { requestLayout } from '../../workers/layout/client';
import type { LegalRewrite } from '../../workers/session/protocol';
import { fold } from '../canvas/fold';
import { layoutRequest, type PlacedScene } from '../canvas/placed';
import { connection } from '../session/connection';
import { getSession } from '../stores/session';
import { fetchFile } from './gallery';

/** One state of the sample: a graph in place, what led to it, and the multiply-adds that one run takes. */
export interface DemoStep {
  readonly placed: PlacedScene;
  readonly title: string | null;
  readonly added: readonly string[];
  readonly macs: number;
}

/** Which rewrites the demonstration likes to show, the most telling first; the engine says which are legal. */
const taste: readonly RegExp[] = [
  /^turn-gather-into-slice$/,
  /^share-common-subexpressions$/,
  /^move-slice-before/,
  /^drop-key-bias$/,
  /^merge-addends$/,
];

const LONGEST = 26;
const options = { opened: new Set<string>(), constants: false };

/**
 * Rewrites a small model for real, one legal rewrite after the other, and hands over each state as it comes. It uses the
 * page's own model worker, which is then warm when a person opens a model, and leaves it alone from that moment on.
 */
export async function runDemo(
  model: string,
  onStep: (step: DemoStep) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetchFile(model);
  const file = new File([await response.blob()], 'sample.onnx');
  const over = () => signal.aborted || getSession().opening !== null || getSession().model !== null;
  if (over()) return;
  const session = connection();
  await session.call('open', { files: [file], randomWeights: 1, specialisation: null });
  if (over()) return;
  let last = await place(0, null);
  onStep({ ...last, title: null, added: [] });
  for (let step = 0; step < LONGEST; step++) {
    if (over()) return;
    const chosen = choose(await session.call('legal', { step, node: null }));
    if (chosen === null || over()) return;
    const steps = await session.call('apply', { step, rewrite: chosen.id });
    if (over()) return;
    const made = steps.at(-1);
    last = await place(step + 1, last.placed);
    if (over()) return;
    onStep({ ...last, title: made?.title ?? chosen.title, added: made?.added ?? [] });
  }
}

function choose(legal: readonly LegalRewrite[]): LegalRewrite | null {
  for (const wanted of taste) {
    // The latest node first: what has just moved goes on moving.
    const found = legal
      .filter((rewrite) => wanted.test(rewrite.rule))
      .sort((a, b) => anchor(b) - anchor(a))[0];
    if (found !== undefined) return found;
  }
  return null;
}

const anchor = (rewrite: LegalRewrite): number => Number(rewrite.nodes[0]?.slice(1) ?? 0);

async function place(step: number, before: PlacedScene | null) {
  const view = await connection().call('view', { step });
  const scene = fold(view, options);
  let layout = await requestLayout(layoutRequest(scene, before));
  // Someone else's layout came in between: ask once more.
  layout ??= await requestLayout(layoutRequest(scene, before));
  if (layout === null) throw new Error('the sample could not be laid out');
  return { placed: { scene, layout }, macs: view.nodes.reduce((sum, node) => sum + node.macs, 0) };
}
