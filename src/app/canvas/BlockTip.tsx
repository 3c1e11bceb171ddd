import { useStore } from '@xyflow/react';
import { cardData } from './cardData';
import { cardLabel } from './cardLabel';
import type { Painting } from './painting';
import { rectOf } from './placed';
import '../styles/far.css';

/** Room that a name needs above or beside a block. */
const WIDTH = 260;
const HEIGHT = 30;

/** The name of the block that is pointed at from afar, where it has no room on the block, and a rim around it. */
export function BlockTip({ painting, index }: { painting: Painting; index: number }) {
  const key = useStore((s) => `${s.transform.join(' ')} ${s.width}`);
  const [x = 0, y = 0, zoom = 1, width = 0] = key.split(' ').map(Number);
  const { placed } = painting;
  const item = placed.scene.items[index];
  if (item === undefined || item.kind === 'box') return null;
  const rect = rectOf(placed, index);
  const left = x + rect.x * zoom;
  const top = y + rect.y * zoom;
  const above = top > HEIGHT + 8;
  return (
    <>
      <div
        className="block-rim"
        style={{ left, top, width: rect.width * zoom, height: rect.height * zoom }}
        aria-hidden="true"
      />
      <p
        className="block-tip"
        aria-hidden="true"
        style={{
          left: Math.max(4, Math.min(width - WIDTH - 4, left)),
          top: above ? top - HEIGHT - 6 : top + rect.height * zoom + 8,
          maxWidth: WIDTH,
        }}
      >
        {cardLabel(cardData(painting, item, 'stays'))}
      </p>
    </>
  );
}
