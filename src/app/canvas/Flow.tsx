import { type OnNodesChange, ReactFlow, useReactFlow, useStore } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { enterSubgraph } from '../session/inside';
import { useDreaming } from '../stores/dreaming';
import { useSession } from '../stores/session';
import { setView, useView } from '../stores/view';
import { Card, Frame } from './Cards';
import { bringIntoView, fitAll, followRewrite, openCamera } from './camera';
import { type FlowNode, NodePool } from './flowNodes';
import { Minimap } from './Minimap';
import { marksAgainst, marksFor, withDreamed } from './marks';
import { moveSelection } from './moveSelection';
import { type OverlayFigures, overlayScale } from './overlay';
import type { Painting } from './paint';
import { type PlacedScene, rectOf } from './placed';
import type { Item } from './scene';
import { Toolbar } from './Toolbar';
import { openGroups, unfold } from './unfold';
import { useOverlayFigures } from './useOverlayFigures';
import { usePlacing } from './usePlacing';
import { useRewrite } from './useRewrite';
import type { Showing } from './useScene';
import { useWindow } from './useWindow';
import { WireLayer } from './WireLayer';

const nodeTypes = { card: Card, frame: Frame };
const noEdges: never[] = [];

interface FlowProps {
  readonly showing: Showing;
  readonly seek: { readonly id: string } | null;
  /** What is shown beside it, for comparison; null: nothing. */
  readonly original: PlacedScene | null;
  /** How many rewrites apply at each node, where that is asked for. */
  readonly legal: OverlayFigures;
  /** The same by card, while a person plays. */
  readonly plays: ReadonlyMap<string, number> | null;
}

/** The camera, the cards that are in sight, and the canvas below them. */
export function Flow({ showing, seek, original, legal, plays }: FlowProps) {
  const { now } = showing;
  const flow = useReactFlow();
  const steps = useSession((s) => s.steps);
  const step = now.scene.step;
  const hovered = useView((s) => s.hoveredStep);
  const overlay = useView((s) => s.overlay);
  const selected = useView((s) => s.selected);
  const rewriting = useRewrite(showing);
  const lit = useDreaming((s) => s.lit);
  const marks = useMemo(() => {
    // Beside the original all that came since is marked, unless a single rewrite is pointed at.
    const own =
      original !== null && hovered === null
        ? marksAgainst(now.scene, original.scene, 'added')
        : marksFor(steps, step, hovered);
    return withDreamed(own, lit, now.scene);
  }, [steps, step, hovered, lit, now, original]);
  const figures = useOverlayFigures(overlay, legal, step);
  const scale = useMemo(() => overlayScale(overlay, now.scene, figures), [overlay, now, figures]);
  const { progress, newEdges } = rewriting;
  const painting = useMemo<Painting>(
    () => ({ placed: now, marks, selected, scale, plays, progress, newEdges }),
    [now, marks, selected, scale, plays, progress, newEdges],
  );
  const window = useWindow();
  const [pool] = useState(() => new NodePool());
  const nodes = useMemo(
    () => pool.mount(painting, window.rect, window.zoom, rewriting.comers, rewriting.ghosts),
    [pool, painting, window, rewriting.comers, rewriting.ghosts],
  );
  const { stage, open, follow, release } = usePlacing();

  // The canvas then gets half of its width, or all of it, by a person's wish: that is no page that settles.
  const beside = original !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the original comes or goes
  useEffect(release, [beside, release]);

  const ready = useStore((s) => s.width > 0 && s.panZoom !== null);
  const opened = useRef<Showing | null>(null);
  useEffect(() => {
    if (!ready || !showing.fresh || opened.current === showing) return;
    opened.current = showing;
    open((size) => openCamera(flow, now.layout.bounds, rectOf(now, firstItem(now)), size));
  }, [ready, showing, now, flow, open]);

  // What a rewrite changed comes into view when its step is shown; nothing else moves the camera by itself.
  const shown = useRef(0);
  useEffect(() => {
    if (shown.current === step || !ready) return;
    const changed = [...marksFor(steps, step, null).keys()].flatMap((id) => now.scene.itemOf.get(id) ?? []);
    // A folded block is about to open: the place is known once it has.
    if (!changed.some((index) => now.scene.items[index]?.kind === 'folded')) shown.current = step;
    const rects = changed.map((index) => rectOf(now, index));
    if (rects.length > 0) follow((size) => followRewrite(flow, rects, size));
  }, [step, steps, now, ready, flow, follow]);

  const reached = useRef(seek);
  useEffect(() => {
    if (seek === null || reached.current === seek) return;
    const index = now.scene.itemOf.get(seek.id);
    if (index === undefined) return;
    // The scene may still be unfolding: the effect runs again with the next one.
    if (now.scene.indexOf.has(seek.id)) reached.current = seek;
    bringIntoView(flow, rectOf(now, index), stage());
  }, [seek, now, flow, stage]);

  // A step of a dream that a person looks at comes into view, once.
  const dreamt = useDreaming((s) => s.seek);
  const sought = useRef(dreamt);
  useEffect(() => {
    if (dreamt === null || sought.current === dreamt) return;
    sought.current = dreamt;
    const index = now.scene.itemOf.get(dreamt.id);
    if (index !== undefined) bringIntoView(flow, rectOf(now, index), stage());
  }, [dreamt, now, flow, stage]);

  // A rewrite inside a folded group could not be seen, so the groups it touches open.
  useEffect(() => {
    const groupOf = new Map(
      now.scene.items.flatMap((item) => (item.kind === 'folded' ? item.groups : []).map((g) => [g, g])),
    );
    if (groupOf.size === 0 || steps.length === 0) return;
    const view = useSession.getState().view;
    if (view === null) return;
    const parents = new Map(view.groups.map((group) => [group.id, group.parent]));
    const touched = new Set(steps.flatMap((s) => [...s.removed, ...s.added]));
    const groups = new Set<string>();
    for (const node of view.nodes) {
      if (!touched.has(node.id)) continue;
      for (let at = node.group; at !== null; at = parents.get(at) ?? null) groups.add(at);
    }
    openGroups(groups);
  }, [steps, now]);

  // When the original takes its half, or gives it back, what was in the middle stays there.
  const width = useStore((s) => s.width);
  const halves = useRef({ are: beside, width });
  useEffect(() => {
    const { are, width: before } = halves.current;
    if (width === before) return;
    if (are !== beside) {
      const { x, y, zoom } = flow.getViewport();
      void flow.setViewport({ x: x + (width - before) / 2, y, zoom });
    }
    halves.current = { are: beside, width };
  }, [beside, width, flow]);

  const fit = useCallback(() => fitAll(flow, now.layout.bounds, stage()), [flow, now, stage]);
  const savePicture = useCallback(
    (kind: 'svg' | 'png') => {
      void import('../export/exportGraph').then(({ exportGraph }) => exportGraph(kind, now));
    },
    [now],
  );
  const onNodesChange = useCallback<OnNodesChange<FlowNode>>((changes) => {
    for (const change of changes)
      if (change.type === 'select' && change.selected) setView({ selected: change.id, tab: 'inspect' });
  }, []);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that reach here come from the cards inside
    <div
      className="flow"
      data-lod={window.lod}
      data-moving={progress < 1}
      onKeyDown={(event) => {
        const id = useView.getState().selected;
        if (event.key === 'Escape') setView({ selected: null });
        else if (event.key === 'Enter' && id !== null) {
          const item = now.scene.items[now.scene.indexOf.get(id) ?? -1];
          if (plays?.has(id) === true) setView({ choosing: id });
          else if (item !== undefined) openItem(item);
        } else if (event.key.startsWith('Arrow') && id !== null) {
          const next = moveSelection(now, id, event.key);
          if (next === null) return;
          event.preventDefault();
          event.stopPropagation();
          setView({ selected: next });
          bringIntoView(flow, rectOf(now, now.scene.indexOf.get(next) ?? 0), stage(), false);
        }
      }}
    >
      <WireLayer painting={painting} onPainted={() => performance.mark('graph:painted')} />
      <ReactFlow<FlowNode>
        nodes={nodes}
        edges={noEdges}
        nodeTypes={nodeTypes}
        onNodesChange={onNodesChange}
        onNodeDoubleClick={(_, node) => {
          if (node.type === 'card') openItem(node.data.item);
        }}
        onNodeClick={(_, { id }) => {
          setView({ selected: id, tab: 'inspect', choosing: plays?.has(id) === true ? id : null });
        }}
        onPaneClick={() => setView({ selected: null })}
        onMoveStart={(event) => {
          // The camera's own moves come without an event.
          if (event !== null) release();
        }}
        minZoom={0.005}
        maxZoom={2}
        nodesDraggable={false}
        nodesConnectable={false}
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        zoomOnDoubleClick={false}
        panOnScroll={false}
        disableKeyboardA11y={false}
        attributionPosition="bottom-left"
      />
      <Toolbar onFit={fit} onSave={savePicture} />
      <Minimap placed={now} scale={scale} marks={marks} />
    </div>
  );
}

/** Opens a folded card in place, and the first subgraph of a node that has some. */
function openItem(item: Item): void {
  if (item.kind === 'folded') unfold(item);
  const attr = item.kind === 'node' ? item.node.subgraphs[0] : undefined;
  if (item.kind === 'node' && attr !== undefined) void enterSubgraph(item.node, attr);
}

/** The topmost card: where a graph is read from. */
function firstItem({ scene, layout }: Showing['now']): number {
  let first = 0;
  scene.items.forEach((item, index) => {
    if (item.parent === null && (layout.y[index] ?? 0) < (layout.y[first] ?? 0)) first = index;
  });
  return first;
}
