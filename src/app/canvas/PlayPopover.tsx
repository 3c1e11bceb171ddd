import { useReactFlow } from '@xyflow/react';
import { X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useEffect, useRef } from 'react';
import { plural } from '../format';
import { RewriteChoice } from '../panels/RewriteChoice';
import { useLegal } from '../panels/useLegal';
import { WhyNot } from '../panels/WhyNot';
import { landmark } from '../shell/landmark';
import { setView, useView } from '../stores/view';
import { Glyph, lastName } from './Cards';
import { type PlacedScene, rectOf } from './placed';
import type { FoldedItem, NodeItem } from './scene';
import { unfold } from './unfold';
import '../styles/play.css';

interface Props {
  readonly placed: PlacedScene;
  readonly plays: ReadonlyMap<string, number>;
}

const close = (): void => setView({ choosing: null });

/** What can be done at the lit card that was chosen, beside it. */
export function PlayPopover({ placed, plays }: Props) {
  const flow = useReactFlow();
  const choosing = useView((s) => s.choosing);
  const { step } = placed.scene;
  const index = choosing === null ? undefined : placed.scene.indexOf.get(choosing);
  const item = index === undefined ? undefined : placed.scene.items[index];
  const rect = index === undefined ? null : rectOf(placed, index);
  const count = choosing === null ? 0 : (plays.get(choosing) ?? 0);
  // Where the card is now, whatever the camera does meanwhile.
  const anchor = useRef({ getBoundingClientRect: () => new DOMRect() });
  anchor.current.getBoundingClientRect = () => {
    if (rect === null) return new DOMRect();
    const { x, y } = flow.flowToScreenPosition({ x: rect.x, y: rect.y });
    const zoom = flow.getZoom();
    return new DOMRect(x, y, rect.width * zoom, rect.height * zoom);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what could be done at one step is not what can be done at the next
  useEffect(() => close, [step]);
  if (item === undefined || item.kind === 'box' || count === 0) return null;
  return (
    <Popover.Root open onOpenChange={(open) => !open && close()}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal container={landmark('.stage')}>
        <Popover.Content
          className="popover play details"
          aria-label={`Rewrites at ${item.kind === 'folded' ? item.label : item.node.op}`}
          // A phone has no room beside a card.
          side={innerWidth <= 720 ? 'bottom' : 'right'}
          align="start"
          sideOffset={12}
          collisionPadding={8}
          updatePositionStrategy="always"
          onOpenAutoFocus={(event) => {
            // Neither button is the obvious one: keys begin at the whole, and a screen reader says its name.
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            cardOf(item.id)?.focus({ preventScroll: true });
          }}
        >
          {item.kind === 'folded' ? (
            <InBlock item={item} count={count} />
          ) : (
            <AtNode {...{ item, step, count }} />
          )}
          <Popover.Close className="button plain icon small corner" aria-label="Close">
            <X size={15} aria-hidden="true" />
          </Popover.Close>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

const cardOf = (id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(
    `.react-flow__node[data-id="${CSS.escape(id)}"], .block-cursor[data-id="${CSS.escape(id)}"]`,
  ) ?? document.querySelector<HTMLElement>('.play-next');

function AtNode({ item, step, count }: { item: NodeItem; step: number; count: number }) {
  const { node } = item;
  const legal = useLegal(node.id, step);
  return (
    <>
      <div className="details-head" data-family={node.family}>
        <Glyph family={node.family} />
        <h3>{node.op}</h3>
        <span className="faint cut">{lastName(node)}</span>
      </div>
      <ul className="legal">
        {legal === null
          ? Array.from({ length: Math.min(4, count) }, (_, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: places that wait are all alike
              <li key={i} className="legal-place" />
            ))
          : legal.map((rewrite) => (
              <RewriteChoice key={`${step} ${rewrite.id}`} rewrite={rewrite} step={step} />
            ))}
      </ul>
      <WhyNot node={node.id} step={step} />
    </>
  );
}

function InBlock({ item, count }: { item: FoldedItem; count: number }) {
  return (
    <>
      <div className="details-head">
        <h3>{item.label}</h3>
        {item.groups.length > 1 && <span className="faint">×{item.groups.length}</span>}
      </div>
      <p className="quiet">{plural(count, 'rewrite applies', 'rewrites apply')} inside.</p>
      <div className="row">
        <button
          type="button"
          className="button small"
          onClick={() => {
            close();
            unfold(item);
          }}
        >
          Open in place
        </button>
      </div>
    </>
  );
}
