import { fileURLToPath } from 'node:url';
import { checkpointDigest, shippedFolder, trainedOn } from './trainedAgents';

/** The models whose family is left out of a training, by the name of the family's folder. */
const families: Readonly<Record<string, readonly string[]>> = {
  bert: ['bert_mini', 'bert_base'],
  vit: ['vit_tiny', 'vit_b_16'],
  shufflenet: ['shufflenet_v2_x1_0'],
  densenet: ['densenet121'],
};

const folderOf = (family: string, state: 'without' | 'tuned' | 'trained'): string =>
  fileURLToPath(new URL(`../../.cache/unseen/${family}/${state}`, import.meta.url));

export interface UnseenAgents {
  /** `zero-shot`, `after one minute of tuning`, `trained`: the name of the search, `dreamgraph@FOLDER`. */
  readonly agents: ReadonlyMap<string, string>;
  /** What cannot be compared, in words; null when all of it can, or the model is of no such family. */
  readonly missing: string | null;
}

/**
 * The agents of one model. A checkpoint trained without the model's family lies in .cache/unseen/FAMILY/without, the same after a
 * minute of tuning on the model in .cache/unseen/FAMILY/tuned, and trained on with it in .cache/unseen/FAMILY/trained
 * (scripts/tune-agent.ts); the one that ships with the app is zero-shot or trained,
 * as its provenance says.
 */
export function unseenAgents(model: string): UnseenAgents {
  const family = Object.keys(families).find((name) => families[name]?.includes(model));
  const agents = new Map<string, string>();
  if (family === undefined) return { agents, missing: null };
  const has = (folder: string): boolean => checkpointDigest('dreamgraph', folder) !== null;
  const shipped = has(shippedFolder) ? trainedOn('dreamgraph') : null;
  const knows = shipped === null ? null : (families[family] ?? []).some((name) => shipped.has(name));
  const without = folderOf(family, 'without');
  if (has(without)) agents.set('zero-shot', `dreamgraph@${without}`);
  else if (knows === false) agents.set('zero-shot', `dreamgraph@${shippedFolder}`);
  const tuned = folderOf(family, 'tuned');
  if (has(tuned)) agents.set('after one minute of tuning', `dreamgraph@${tuned}`);
  const trained = folderOf(family, 'trained');
  if (knows === true) agents.set('trained', `dreamgraph@${shippedFolder}`);
  else if (has(trained)) agents.set('trained', `dreamgraph@${trained}`);
  const lacking = ['zero-shot', 'after one minute of tuning', 'trained'].filter((name) => !agents.has(name));
  return {
    agents,
    missing: lacking.length === 0 ? null : `no checkpoint for: ${lacking.join(', ')}`,
  };
}
