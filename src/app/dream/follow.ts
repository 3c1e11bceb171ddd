import { setDreamTab } from './state';
import type { Dreams } from './useDreams';

/** Follows one of a model's dreams; where the other model's were looked at, what was steered there is left. */
export const follow = ({ kind, active }: Dreams, index: number): void =>
  setDreamTab(active ? { chosen: index, at: null } : { kind, chosen: index, at: null, path: [] });
