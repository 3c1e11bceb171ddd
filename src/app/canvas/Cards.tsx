import type { Node, NodeProps } from '@xyflow/react';
import { ChevronsDownUp, Layers, Maximize2, Wand2 } from 'lucide-react';
import { Fragment, memo } from 'react';
import type { ViewNode } from '../../workers/session/protocol';
import { percent, plural } from '../format';
import { useView } from '../stores/view';
import { familyGlyphs } from './families';
import type { Mark } from './marks';
import { markWords } from './markWords';
import type { BoxItem, FoldedItem, NodeItem } from './scene';
import { foldGroup, unfold } from './unfold';

/** How a card is there: as ever, just coming, or just leaving. */
export type Presence = 'stays' | 'comes' | 'goes';

export interface CardData extends Record<string, unknown> {
  readonly item: NodeItem | FoldedItem;
  readonly mark: Mark | null;
  readonly presence: Presence;
  /** 0…1 where an overlay colours the cards. */
  readonly level: number | null;
  /** What the colour stands for, with its unit. */
  readonly figure?: string | null;
  /** It is pointed at from elsewhere. */
  readonly lit?: boolean;
  /** Of a folded card: what changed inside. */
  readonly note?: string | null;
  /** How many rewrites begin here, while a person plays. */
  readonly plays?: number;
}
export interface FrameData extends Record<string, unknown> {
  readonly item: BoxItem;
}
export type CardNode = Node<CardData, 'card'>;
export type FrameNode = Node<FrameData, 'frame'>;

export const Card = memo(function Card({ data }: NodeProps<CardNode>) {
  const selected = useView((s) => s.selected === data.item.id);
  const { plays = 0 } = data;
  return (
    <>
      <CardFace data={data} selected={selected} />
      {plays > 0 && (
        <span className="plays" aria-hidden="true">
          <Wand2 size={11} />
          {plays}
        </span>
      )}
    </>
  );
});

/** What a card looks like, wherever it is. */
export function CardFace({ data, selected }: { data: CardData; selected: boolean }) {
  const { item, mark, presence, level, figure = null, lit = false, note = null, plays = 0 } = data;
  const family = item.kind === 'folded' ? item.family : item.node.family;
  const share = item.kind === 'folded' ? item.share : item.node.share;
  return (
    <div
      className={`card ${item.kind}`}
      data-family={family}
      data-mark={mark ?? undefined}
      data-presence={presence}
      data-selected={selected || undefined}
      data-end={item.kind === 'node' && item.node.kind !== 'node' ? true : undefined}
      style={
        level === null ? undefined : ({ '--level': `${Math.round(level * 100)}%` } as React.CSSProperties)
      }
      data-heat={level === null ? undefined : Math.round(level * 100)}
      data-lit={lit || undefined}
      data-plays={plays > 0 || undefined}
    >
      {item.kind === 'folded' ? (
        <FoldedBody item={item} figure={figure} note={note} />
      ) : (
        <NodeBody node={item.node} figure={figure} />
      )}
      {mark !== null && <span className="unseen"> {markWords[mark]}</span>}
      {share !== null && share >= 0.001 && (
        <div className="share" title={`${percent(share)} of the runtime`}>
          <div style={{ width: `${Math.min(100, share * 100)}%` }} />
        </div>
      )}
    </div>
  );
}

function NodeBody({ node, figure }: { node: ViewNode; figure: string | null }) {
  const hint = lastName(node);
  if (node.kind !== 'node') {
    return (
      <>
        <div className="card-row">
          <span className="op">{node.kind === 'input' ? 'Input' : 'Output'}</span>
          <span className="shape">{node.shape}</span>
        </div>
        <div className="card-row">
          <span className="name cut">{node.name}</span>
        </div>
      </>
    );
  }
  return (
    <>
      <div className="card-row">
        <Glyph family={node.family} />
        <span className="op">
          {camelParts(node.op).map((part, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of one word never change places
            <Fragment key={i}>
              {i > 0 && <wbr />}
              {part}
            </Fragment>
          ))}
        </span>
        {node.subgraphs.length > 0 && (
          <Layers size={13} aria-label={plural(node.subgraphs.length, 'subgraph')} />
        )}
      </div>
      <div className="card-row">
        <span className="name cut">{hint}</span>
        <Heat figure={figure} />
        <span className="shape">{node.shape}</span>
      </div>
    </>
  );
}

interface FoldedProps {
  readonly item: FoldedItem;
  readonly figure: string | null;
  readonly note: string | null;
}

function FoldedBody({ item, figure, note }: FoldedProps) {
  const times = item.groups.length;
  return (
    <>
      <div className="card-row">
        <span className="op cut">{item.label}</span>
        {times > 1 && <span className="times">×{times}</span>}
      </div>
      <div className="card-row">
        <span className="name cut" data-note={note !== null || undefined}>
          {note ?? `${plural(item.size, 'node')}${times > 1 && figure === null ? ' each' : ''}`}
        </span>
        <Heat figure={figure} />
        <button
          type="button"
          className="unfold nodrag nopan"
          aria-label={`Open ${item.label}`}
          title="Open in place"
          onClick={(event) => {
            event.stopPropagation();
            unfold(item);
          }}
        >
          <Maximize2 size={13} aria-hidden="true" />
        </button>
      </div>
    </>
  );
}

/** What an overlay's colour stands for. */
function Heat({ figure }: { figure: string | null }) {
  return figure === null ? null : <span className="heat">{figure}</span>;
}

export const Frame = memo(function Frame({ data }: NodeProps<FrameNode>) {
  const { item } = data;
  return (
    <div className="frame">
      <button
        type="button"
        className="nodrag nopan"
        aria-label={`Fold ${item.label}`}
        title="Fold"
        onClick={(event) => {
          event.stopPropagation();
          foldGroup(item.group);
        }}
      >
        <ChevronsDownUp size={14} aria-hidden="true" />
        <span>{item.label}</span>
      </button>
    </div>
  );
});

export function Glyph({ family }: { family: ViewNode['family'] }) {
  return (
    <svg className="glyph" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path d={familyGlyphs[family]} />
    </svg>
  );
}

const camelParts = (op: string): string[] => op.split(/(?<=[a-z0-9])(?=[A-Z])/);

/** The last part of a name that says more than the operator does. */
export function lastName({ name, op }: ViewNode): string {
  const parts = name.split('/').filter((part) => part !== '');
  const repeats = (part: string) =>
    part === op || (part.startsWith(`${op}_`) && /^\d+$/.test(part.slice(op.length + 1)));
  const telling = parts.filter((part) => !repeats(part));
  const last = parts.at(-1) ?? '';
  return telling.at(-1) ?? (last === op ? '' : last);
}
