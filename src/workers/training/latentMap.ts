import type { Episode } from '../../env/episode';
import type { Observation, ObservedEnvironment } from '../../env/observation';
import { meanLatent, type WorldModel } from '../../worldmodel';
import type { Plan } from './plan';
import { type Projection, principalAxes } from './principalAxes';
import type { LatentMap, MarkedState } from './protocol';

/** Graphs that are encoded at once. */
const atOnce = 24;

interface Place {
  readonly observation: Observation;
  /** Runtime of the state, in the unit of the episodes' costs. */
  readonly cost: number;
}

export interface MapRequest {
  readonly model: WorldModel;
  readonly episodes: readonly Episode[];
  /** Its first state is the opened model's own. */
  readonly env: ObservedEnvironment<unknown>;
  /** The state to be marked; null: the opened model's own. */
  readonly marked: MarkedState | null;
  readonly update: number;
  readonly plan: Pick<Plan, 'mapStates' | 'mapNodes'>;
}

/** Draws maps of what a model makes of recorded states; each one is turned as the one before. */
export function createMapper(): (request: MapRequest) => Promise<LatentMap> {
  let axes: Projection['axes'] | null = null;
  return async ({ model, episodes, env, marked, update, plan }) => {
    const state = env.reset();
    const start: Place = { observation: env.observe(state), cost: env.cost(state) };
    const current =
      marked === null ? start : { observation: marked.observation, cost: marked.relative * start.cost };
    const places = [start, current, ...sample(episodes, plan)];
    const latents: Float32Array[] = [];
    for (let from = 0; from < places.length; from += atOnce) {
      const states = await model.encode(places.slice(from, from + atOnce).map((p) => p.observation));
      for (const state of states) latents.push(meanLatent(state));
    }
    const made = principalAxes(latents, axes?.[0].length === latents[0]?.length ? axes : null);
    axes = made.axes;
    return {
      update,
      x: made.x,
      y: made.y,
      relative: Float32Array.from(places, ({ cost }) => cost / start.cost),
      start: 0,
      current: 1,
      explained: made.explained,
    };
  };
}

/** States evenly from all episodes, as many as may be drawn. */
function sample(episodes: readonly Episode[], { mapStates, mapNodes }: MapRequest['plan']): Place[] {
  const all = episodes.flatMap(({ states, costs }) =>
    states.map((observation, i): Place => ({ observation, cost: costs[i] ?? Number.NaN })),
  );
  const nodes = all[0]?.observation.operators.length ?? 1;
  const count = Math.min(all.length, mapStates, Math.max(40, Math.floor(mapNodes / Math.max(1, nodes))));
  return Array.from({ length: count }, (_, k) => all[Math.floor((k * all.length) / count)]).filter(
    (place) => place !== undefined,
  );
}
