import type { GraphView, OpFamily, StepView, ViewNode } from '../../workers/session/protocol';

/** A node of the small picture of a rewrite. */
export interface PictureNode {
  readonly id: string;
  readonly op: string;
  readonly shape: string;
  readonly family: OpFamily;
  /** Removed or added by the rewrite; the others are its neighbours. */
  readonly changed: boolean;
  /** Place in the picture: row from the top, and order in the row. */
  readonly row: number;
  readonly column: number;
}

export interface PictureSide {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  readonly rows: number;
  /** Nodes in the widest row. */
  readonly columns: number;
  /** Changed nodes that found no room. */
  readonly left: number;
}

/** What a rewrite took away and what it brought, each with the nodes right above and below. */
export interface Picture {
  readonly before: PictureSide;
  readonly after: PictureSide;
}

/** More than this is no small picture any more. */
const MOST_CHANGED = 9;
const MOST_AROUND = 4;

export function pictureOf(before: GraphView, after: GraphView, step: StepView): Picture {
  // What the canvas hides, such as arithmetic on shapes, is shown where nothing else was rewritten.
  const visible = (node: ViewNode | undefined): boolean => node?.hidden === false;
  const touched = [
    ...before.nodes.filter(({ id }) => step.removed.includes(id)),
    ...after.nodes.filter(({ id }) => step.added.includes(id)),
  ];
  const drawn: Drawn = touched.some(visible) ? visible : (node) => node !== undefined;
  // A rewrite that only removes or only adds is shown on both sides by what it joins.
  const around = neighbours(before, step.removed, drawn, neighbours(after, step.added, drawn, new Set()));
  return { before: side(before, step.removed, drawn, around), after: side(after, step.added, drawn, around) };
}

type Drawn = (node: ViewNode | undefined) => boolean;

function neighbours(
  view: GraphView,
  changed: readonly string[],
  drawn: Drawn,
  into: Set<string>,
): Set<string> {
  const own = new Set(changed);
  const known = new Map(view.nodes.map((node) => [node.id, node]));
  for (const { from, to } of view.edges) {
    if (own.has(from) === own.has(to)) continue;
    const other = own.has(from) ? to : from;
    if (drawn(known.get(other))) into.add(other);
  }
  return into;
}

function side(
  view: GraphView,
  changed: readonly string[],
  drawn: Drawn,
  around: ReadonlySet<string>,
): PictureSide {
  const own = new Set(changed);
  const shown = new Map(view.nodes.map((node) => [node.id, node]));
  const mine = changed.filter((id) => drawn(shown.get(id)));
  const chosen = mine.slice(0, MOST_CHANGED);
  const ids = new Set([...chosen, ...[...around].filter((id) => shown.has(id)).slice(0, MOST_AROUND)]);
  const edges = unique(view.edges.filter(({ from, to }) => ids.has(from) && ids.has(to)));
  const rowOf = rows(ids, edges);
  const used: number[] = [];
  const nodes = [...ids].flatMap((id): PictureNode[] => {
    const node = shown.get(id);
    if (node === undefined) return [];
    const row = rowOf.get(id) ?? 0;
    const column = used[row] ?? 0;
    used[row] = column + 1;
    const { op, shape, family } = node;
    return [{ id, op, shape, family, changed: own.has(id), row, column }];
  });
  return {
    nodes,
    edges,
    rows: used.length,
    columns: Math.max(0, ...used),
    left: mine.length - chosen.length,
  };
}

function unique(edges: GraphView['edges']): { from: string; to: string }[] {
  return [...new Map(edges.map(({ from, to }) => [`${from} ${to}`, { from, to }])).values()];
}

/** Each node one row below the lowest that feeds it. The graph has no cycle, so as many turns as nodes are enough. */
function rows(
  ids: ReadonlySet<string>,
  edges: readonly { readonly from: string; readonly to: string }[],
): Map<string, number> {
  const row = new Map([...ids].map((id) => [id, 0]));
  for (let turn = 0, moved = true; moved && turn < ids.size; turn++) {
    moved = false;
    for (const { from, to } of edges) {
      const least = (row.get(from) ?? 0) + 1;
      if ((row.get(to) ?? 0) >= least) continue;
      row.set(to, least);
      moved = true;
    }
  }
  return row;
}
