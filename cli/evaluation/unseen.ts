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
 * The agents of one model. The one that ships with the app is zero-shot where neither it nor its world model was shown
 * the family, else a checkpoint in .cache/unseen/FAMILY/without is. What became of it after a minute of tuning on the model lies
 * in .cache/unseen/FAMILY/tuned, and after longer training in .cache/unseen/FAMILY/trained (scripts/tune-agent.ts).
 */
export function unseenAgents(model: string): UnseenAgents {
  const family = Object.keys(families).find((name) => families[name]?.includes(model));
  const agents = new Map<string, string>();
  if (family === undefined) return { agents, missing: null };
  const has = (folder: string): boolean => checkpointDigest('dreamgraph', folder) !== null;
  const shipped = has(shippedFolder) ? trainedOn('dreamgraph') : null;
  const shown = (names: ReadonlySet<string> | undefined): boolean =>
    (families[family] ?? []).some((name) => names?.has(name));
  const [toWorld, toAgent] = [shown(shipped?.world), shown(shipped?.agent)];
  const without = folderOf(family, 'without');
  if (has(without)) agents.set('zero-shot', `dreamgraph@${without}`);
  else if (shipped !== null && !toWorld && !toAgent) agents.set('zero-shot', `dreamgraph@${shippedFolder}`);
  const tuned = folderOf(family, 'tuned');
  if (has(tuned)) agents.set('after one minute of tuning', `dreamgraph@${tuned}`);
  const trained = folderOf(family, 'trained');
  if (has(trained)) agents.set('trained', `dreamgraph@${trained}`);
  else if (toWorld && toAgent) agents.set('trained', `dreamgraph@${shippedFolder}`);
  if (agents.size === 0)
    return {
      agents,
      missing: 'the shipped world model saw this family, the agent did not: neither unseen nor trained',
    };
  const lacking = ['zero-shot', 'after one minute of tuning', 'trained'].filter((name) => !agents.has(name));
  return {
    agents,
    missing: lacking.length === 0 ? null : `no checkpoint for: ${lacking.join(', ')}`,
  };
}
