import { type OnNodesChange, ReactFlow, useReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useCallback, useMemo, useRef, useState } from 'react';
import { setView, useView } from '../stores/view';
import { BlockCursor } from './BlockCursor';
import { BlockTip } from './BlockTip';
import { Card, Frame } from './Cards';
import { bringIntoView, fitAll } from './camera';
import { onCardKey, openItem } from './cardKeys';
import { chosen } from './chosen';
import { type FlowNode, NodePool } from './flowNodes';
import { Minimap } from './Minimap';
import type { OverlayScale } from './overlay';
import type { Painting } from './painting';
import { Toolbar } from './Toolbar';
import { useCamera } from './useCamera';
import { useFar } from './useFar';
import { useKeepFocus } from './useKeepFocus';
import type { Marked } from './useMarks';
import { useRewrite } from './useRewrite';
import type { Showing } from './useScene';
import { useStepHover } from './useStepHover';
import { useWindow } from './useWindow';
import { WireLayer } from './WireLayer';

const nodeTypes = { card: Card, frame: Frame };
const noEdges: never[] = [];

interface FlowProps {
  readonly showing: Showing;
  readonly seek: { readonly id: string } | null;
  readonly marked: Marked;
  readonly scale: OverlayScale;
  /** How many rewrites begin at a card, by its id, while a person plays. */
  readonly plays: ReadonlyMap<string, number> | null;
  /** How the canvas is divided; another way is no page that settles. */
  readonly division: string;
  /** Saves what is drawn as a picture. */
  readonly onSave: (kind: 'svg' | 'png') => void;
}

/** The camera, the cards that are in sight, and the canvas below them. */
export function Flow({ showing, seek, marked, scale, plays, division, onSave }: FlowProps) {
  const { now } = showing;
  const flow = useReactFlow();
  const selected = useView((s) => s.selected);
  const { progress, newEdges, comers, ghosts } = useRewrite(showing);
  const { marks, changes, lit } = marked;
  const painting = useMemo<Painting>(
    () => ({
      placed: now,
      marks,
      selected,
      scale,
      plays,
      progress,
      newEdges,
      lit,
      ...(changes === null ? {} : { wires: changes.wires, notes: changes.notes }),
    }),
    [now, marks, selected, scale, plays, progress, newEdges, lit, changes],
  );
  const window = useWindow();
  const [pool] = useState(() => new NodePool());
  const nodes = useMemo(
    () => pool.mount(painting, window.rect, window.zoom, comers, ghosts),
    [pool, painting, window, comers, ghosts],
  );
  const { stage, open, release } = useCamera(flow, { showing, seek, division });
  const canvas = useRef<HTMLDivElement>(null);
  const hover = useStepHover();
  const isFar = window.lod === 'far';
  const far = useFar(now, isFar, plays);
  useKeepFocus(canvas);

  const latest = useRef(now);
  latest.current = now;
  const fit = useCallback(
    () => open((size) => fitAll(flow, latest.current.layout.bounds, size)),
    [flow, open],
  );
  const onNodesChange = useCallback<OnNodesChange<FlowNode>>((changes) => {
    for (const change of changes)
      if (change.type === 'select' && change.selected) setView({ selected: change.id, tab: 'inspect' });
  }, []);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that reach here come from the cards inside
    <div
      ref={canvas}
      className="flow"
      data-lod={window.lod}
      data-moving={progress < 1}
      data-over={far.over !== null || undefined}
      {...hover}
      onDoubleClick={(event) => {
        if (event.target instanceof Element && event.target.classList.contains('react-flow__pane'))
          far.onDoubleClick(event);
      }}
      onKeyDown={(event) => {
        const id = useView.getState().selected;
        if (event.key === 'Enter' && id !== null && plays?.has(id) === true) setView({ choosing: id });
        else onCardKey(event, now, (rect) => bringIntoView(flow, rect, stage(), false));
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
        onNodeClick={(_, { id }) => setView(chosen(id, plays))}
        onPaneClick={far.onClick}
        onPaneMouseMove={far.onMove}
        onPaneMouseLeave={far.onLeave}
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
      {isFar && <BlockCursor painting={painting} named={far.over === null} />}
      {far.over !== null && <BlockTip painting={painting} index={far.over} />}
      <Toolbar onFit={fit} onSave={onSave} />
      <Minimap placed={now} scale={scale} marks={marks} narrow={division === 'beside'} />
    </div>
  );
}
