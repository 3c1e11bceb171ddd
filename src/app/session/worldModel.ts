import { getWorldModel, useWorldModel, type WorldModelState } from '../stores/worldModel';
import { connection, onConnect } from './connection';

let count = 0;
const versions = new WeakMap<WorldModelState, string>();

/** A name for the world model in use: the same as long as it is the same. */
export function worldModelVersion(state: WorldModelState = getWorldModel()): string {
  if (state.checkpoint === null) return `${state.kind} pretrained`;
  const known = versions.get(state) ?? `${state.kind} ${++count}`;
  versions.set(state, known);
  return known;
}

/** What the model worker imagines the steps of traces with. */
const source = (state: WorldModelState) => ({
  kind: state.kind,
  version: worldModelVersion(state),
  checkpoint: state.checkpoint ?? {
    url: new URL(`./models/${state.kind}.dgck`, document.baseURI).href,
  },
  policy: state.agent?.policy ?? null,
});

onConnect((client) => {
  client.call('useWorldModel', source(getWorldModel())).catch(() => undefined);
});
useWorldModel.subscribe((now) => {
  connection()
    .call('useWorldModel', source(now))
    .catch(() => undefined);
});
