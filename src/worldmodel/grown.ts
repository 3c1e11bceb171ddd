import { assert, must } from '../core';
import type { Episode } from '../env/episode';
import type { NamedArray } from '../nn';
import { DreamgraphModel } from './dreamgraph';
import { priorsOf, ruleStatistics } from './priors';

/**
 * How the list of rules lies along an axis: `table` has a row for each and one for the unknown rule, as which new ones
 * begin; `twice` is two lists, one behind the other; a number is how many other inputs stand before the list.
 */
type Layout = 'table' | 'twice' | number | null;

/** Parameters whose shape depends on the number of rules, axis by axis. */
function layoutsOf({ config }: DreamgraphModel): Readonly<Record<string, readonly Layout[]>> {
  const list = [null, 0] as const;
  return {
    'enc/wide/w': [2 * config.nodeWidth + config.totals, null],
    'dyn/first/w': [config.latent, null],
    'dyn/around/w': ['twice', null],
    'dyn/rules': ['table', null],
    'dyn/usualFactor': ['table', null],
    'dyn/usualGate': ['table', 0],
    'dyn/usualDelta': ['table', 0],
    'dyn/gate/w': list,
    'dyn/gate/b': [0],
    'dyn/delta/w': list,
    'dyn/delta/b': [0],
    'dyn/gateHere': list,
    'dyn/gateNear': list,
    'dyn/deltaHere': list,
  };
}

/**
 * A model for a list of rules that has grown at its end, with all that this one learned; this one stays as it is. Of the
 * rules that both know it imagines what it did: numbers of sites of new rules begin without weight. What new rules do,
 * and what is done to them, begins as counted over the episodes.
 */
export async function grown(
  model: DreamgraphModel,
  rules: number,
  episodes: readonly Episode[],
): Promise<DreamgraphModel> {
  const known = model.rules;
  assert(rules >= known, () => `a model of ${known} rules has more than ${rules}`);
  const larger = new DreamgraphModel({ ...model.config, rules }, 0);
  const layouts = layoutsOf(model);
  const shapes = new Map(larger.parameters.shapes());
  const counted = new Map(
    priorsOf(larger.config, ruleStatistics(episodes, rules)).map(({ name, values }) => [name, values]),
  );
  larger.parameters.write(
    (await model.parameters.read()).map((array) => {
      const shape = must(shapes.get(array.name), array.name);
      if (shape.join() === array.shape.join()) return array;
      const axes = shape.map((size, axis) => {
        const before = array.shape[axis] ?? 0;
        return originsOf(layouts[array.name]?.[axis] ?? null, before, size - before, known);
      });
      return spread(array, shape, axes, { known, counted: counted.get(array.name) ?? null });
    }),
  );
  larger.intervalScale = model.intervalScale;
  larger.widths = model.widths;
  return larger;
}

/** The old index of each new one along an axis; −1 for what begins without weight. */
function originsOf(layout: Layout, before: number, more: number, known: number): readonly number[] {
  const old = Array.from({ length: before }, (_, i) => i);
  const added = (count: number): number[] => new Array<number>(count).fill(-1);
  const inserted = (at: number): number[] => [...old.slice(0, at), ...added(more), ...old.slice(at)];
  switch (layout) {
    case null:
      assert(more === 0, 'only lists of rules grow');
      return old;
    case 'table':
      return inserted(known).map((i) => (i < 0 ? known : i));
    case 'twice':
      return [...old.slice(0, known), ...added(more / 2), ...old.slice(known), ...added(more / 2)];
    default:
      return inserted(layout + known);
  }
}

/** The values at their new places; where a row or a column is of a new rule and something was counted, that. */
function spread(
  { name, values }: NamedArray,
  shape: readonly number[],
  [rows = [0], columns = [0]]: readonly (readonly number[])[],
  { known, counted }: { readonly known: number; readonly counted: Float32Array | null },
): NamedArray {
  const width = shape.length > 1 ? columns.length : 1;
  const before = shape.length > 1 ? Math.max(...columns) + 1 : 1;
  const taken = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    for (let k = 0; k < width; k++) {
      const column = shape.length > 1 ? (columns[k] ?? -1) : 0;
      const isNew = column < 0 || (row === known && i < rows.length - 1);
      const kept = row < 0 || column < 0 ? 0 : (values[row * before + column] ?? 0);
      taken[i * width + k] = counted !== null && isNew ? (counted[i * width + k] ?? 0) : kept;
    }
  });
  return { name, shape, values: taken };
}
