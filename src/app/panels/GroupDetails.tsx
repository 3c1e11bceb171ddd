import { useMemo } from 'react';
import type { GraphView } from '../../workers/session/protocol';
import { fold } from '../canvas/fold';
import { unfold } from '../canvas/unfold';
import { count, percent, plural } from '../format';
import { useView } from '../stores/view';
import { Facts } from './Facts';

/** A folded block, or a run of blocks that repeat. */
export function GroupDetails({ id, view }: { id: string; view: GraphView }) {
  const opened = useView((s) => s.opened);
  const constants = useView((s) => s.constants);
  const item = useMemo(() => {
    const scene = fold(view, { opened, constants });
    const found = scene.items[scene.indexOf.get(id) ?? -1];
    return found?.kind === 'folded' ? found : null;
  }, [id, view, opened, constants]);
  if (item === null) return null;
  const times = item.groups.length;
  return (
    <div className="details">
      <div className="details-head">
        <h3>{item.label}</h3>
        {times > 1 && <span className="times">×{times}</span>}
      </div>
      <p className="quiet">
        {times > 1
          ? `${times} blocks with the same structure, one after the other, of ${plural(item.size, 'node')} each.`
          : `A block of ${plural(item.size, 'node')}.`}
      </p>
      <Facts
        rows={[
          item.share === null ? null : ['Share of runtime', percent(item.share)],
          item.macs > 0 ? ['Multiply-adds', count(item.macs)] : null,
        ]}
      />
      <button type="button" className="button" onClick={() => unfold(item)}>
        Open in place
      </button>
    </div>
  );
}
