import type { Action } from '../../env/environment';
import type { DreamState, WorldModel } from '../../worldmodel';
import { type Weighed, weigh } from './weigh';

/** More states than this are not kept: some 100 MB. */
const keepAtMost = 15_000;

/**
 * A model that remembers what it imagined, so that another temperature or horizon only costs what is new. States are
 * kept by identity: the same move from the same state leads to the same object.
 */
export class RememberingModel {
  private known = new WeakMap<DreamState, Map<string, Weighed>>();
  private kept = 0;
  /** Imagined steps so far. */
  steps = 0;

  constructor(readonly model: WorldModel) {}

  /** Where each of these moves leads to, in their order. */
  async weigh(
    states: readonly DreamState[],
    moves: readonly (readonly Action[])[],
  ): Promise<readonly (readonly Weighed[])[]> {
    if (this.kept > keepAtMost) {
      this.known = new WeakMap();
      this.kept = 0;
    }
    const missing = new Map<DreamState, Map<string, Action>>();
    states.forEach((state, k) => {
      const known = this.of(state);
      for (const action of moves[k] ?? []) {
        if (known.has(keyOf(action))) continue;
        const list = missing.get(state) ?? new Map<string, Action>();
        missing.set(state, list.set(keyOf(action), action));
      }
    });
    const from = [...missing.keys()];
    const found = await weigh(
      this.model,
      from,
      [...missing.values()].map((list) => [...list.values()]),
    );
    from.forEach((state, i) => {
      const known = this.of(state);
      for (const one of found[i] ?? []) {
        known.set(keyOf(one.action), one);
        this.steps++;
        this.kept++;
      }
    });
    return states.map((state, k) => {
      const known = this.of(state);
      return (moves[k] ?? []).flatMap((action) => known.get(keyOf(action)) ?? []);
    });
  }

  private of(state: DreamState): Map<string, Weighed> {
    const known = this.known.get(state) ?? new Map<string, Weighed>();
    this.known.set(state, known);
    return known;
  }
}

const keyOf = ({ rule, site }: Action): string => `${rule}/${site}`;
