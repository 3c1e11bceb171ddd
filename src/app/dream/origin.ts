import type { ModelKind } from '../../workers/dream/protocol';
import { worldModelVersion } from '../session/worldModel';
import { getWorldModel, shippedCheckpoint } from '../stores/worldModel';
import type { DreamOrigin } from './connection';

/** The checkpoint that a kind of model dreams with: the one in use, or else the one that ships. @throws CodedError NETWORK */
export async function originOf(kind: ModelKind, ruleNames: readonly string[]): Promise<DreamOrigin> {
  const inUse = getWorldModel();
  const own = inUse.kind === kind ? inUse.checkpoint : null;
  const version = own === null ? `${kind} pretrained` : worldModelVersion(inUse);
  const checkpoint = own ?? (await shippedCheckpoint(kind));
  return { kind, version, checkpoint, policy: null, ruleNames };
}
