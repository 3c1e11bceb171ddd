import { useMemo } from 'react';
import { useCompared } from '../stores/compared';
import { useSession } from '../stores/session';
import { useView } from '../stores/view';
import { GoneNode } from './GoneNode';
import { GroupDetails } from './GroupDetails';
import { ModelDetails } from './ModelDetails';
import { NodePanel } from './NodePanel';

/** What is chosen on the canvas; the whole model when nothing is. */
export function Inspect() {
  const selected = useView((s) => s.selected);
  const view = useSession((s) => s.view);
  const node = useMemo(() => view?.nodes.find((one) => one.id === selected) ?? null, [view, selected]);
  const gone = useCompared((s) => s.base?.nodes.find((one) => one.id === selected) ?? null);
  if (node !== null && view !== null) return <NodePanel node={node} step={view.step} />;
  if (selected?.startsWith('fold:') === true && view !== null)
    return <GroupDetails id={selected} view={view} />;
  if (gone !== null) return <GoneNode node={gone} />;
  return <ModelDetails />;
}
