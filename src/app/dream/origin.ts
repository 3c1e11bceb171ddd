import type { ModelKind } from '../../workers/dream/protocol';
import { worldModelVersion } from '../session/worldModel';
import { getWorldModel, shippedCheckpoint } from '../stores/worldModel';
import type { DreamOrigin } from './connection';

/** The agent that ships beside its world model; `rlflow` has none here, and chooses by its own predictions. */
const policyOf = (kind: ModelKind): DreamOrigin['policy'] =>
  kind === 'dreamgraph' ? { url: new URL('./models/dreamgraph.dgpo', document.baseURI).href } : null;

/** The checkpoint that a kind of model dreams with: the one in use, or else the one that ships. @throws CodedError NETWORK */
export async function originOf(kind: ModelKind, ruleNames: readonly string[]): Promise<DreamOrigin> {
  const inUse = getWorldModel();
  const own = inUse.kind === kind ? inUse.checkpoint : null;
  const version = own === null ? `${kind} pretrained` : worldModelVersion(inUse);
  const checkpoint = own ?? (await shippedCheckpoint(kind));
  // Of a model that it was not fitted to, it tells how far the clock scatters, and no more.
  const residual = { url: new URL('./models/dreamgraph.clock.json', document.baseURI).href };
  const policy = (inUse.kind === kind ? inUse.agent?.policy : null) ?? policyOf(kind);
  return { kind, version, checkpoint, policy, residual, ruleNames };
}
