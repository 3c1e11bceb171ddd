import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DreamgraphModel, RlflowModel, type TrainableModel } from '../../../src/worldmodel';
import { type Held, type Judged, readJudged, tell } from './heldOut';
import { rowsOf, type Told, type WorldmodelRow } from './rows';

/** A model with something switched off, and how good it then is. */
export interface Variant {
  readonly kind: 'dreamgraph' | 'rlflow';
  readonly without: string;
  /** Updates that it was trained for. */
  readonly updates: number;
  readonly rows: readonly WorldmodelRow[];
}

async function judge(
  model: TrainableModel,
  held: readonly Held[],
  trained: ReadonlySet<string>,
): Promise<WorldmodelRow[]> {
  const told: Told[] = [];
  // Some were trained on fewer models: what they never saw and the shipped ones did is no row of either kind.
  for (const one of held)
    if (one.split === 'unseen' || trained.has(one.model))
      told.push(await tell(model, one, [1, 10], { every: 10 }));
  return rowsOf(told);
}

const updatesOf = ({ provenance: { updates } }: Judged): number =>
  typeof updates === 'number' ? updates : 0;

/** The `rlflow` models of a folder, each with repairs off; the full one also without spread, which is off in use alone. */
export async function rlflowAblation(folder: string, held: readonly Held[]): Promise<Variant[]> {
  if (!existsSync(folder)) return [];
  const found: Variant[] = [];
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.dgck')).sort()) {
    const judged = await readJudged(join(folder, name));
    const { model, provenance, trained } = judged;
    const updates = updatesOf(judged);
    const off = Array.isArray(provenance.without) ? provenance.without.join(', ') : '';
    const add = async (without: string, one: TrainableModel): Promise<void> => {
      found.push({ kind: 'rlflow', without, updates, rows: await judge(one, held, trained) });
    };
    await add(off === '' ? 'nothing: all repairs on' : off, model);
    if (off === '' && model instanceof RlflowModel) {
      const config = { ...model.config, repairs: { ...model.config.repairs, spread: false } };
      const narrow = new RlflowModel(config, 0);
      narrow.parameters.write(await model.parameters.read());
      narrow.intervalScale = model.intervalScale;
      await add('spread (same weights)', narrow);
      narrow.dispose();
    }
    model.dispose();
  }
  return found;
}

/** The shipped `dreamgraph` without what stands beside its network. Leaves it as it was. */
export async function dreamgraphAblation(judged: Judged, held: readonly Held[]): Promise<Variant[]> {
  const { model, trained } = judged;
  if (!(model instanceof DreamgraphModel) || model.counted === null) return [];
  const updates = updatesOf(judged);
  const { counted, widths } = model;
  const found: Variant[] = [];
  const add = async (without: string): Promise<void> => {
    found.push({ kind: 'dreamgraph', without, updates, rows: await judge(model, held, trained) });
  };
  await add('nothing');
  model.counted = null;
  await add('the table: the network alone');
  model.counted = { ...counted, trust: new Float32Array(counted.trust.length).fill(1) };
  await add('the network’s word on runtimes: the table alone');
  model.counted = { ...counted, trust: counted.trust.map((trust) => (trust === 0 ? 0 : 0.5)) };
  await add('trust that is learned: half each');
  model.counted = counted;
  model.widths = Float32Array.of(1);
  await add('widths by depth');
  model.widths = widths;
  return found;
}
