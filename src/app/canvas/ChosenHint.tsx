import { ArrowDown } from 'lucide-react';
import { showPanel } from '../panels/showPanel';
import { useSession } from '../stores/session';
import { useView } from '../stores/view';

/** On a phone the panel is far below the graph: what was tapped, and the way to what is known of it. */
export function ChosenHint() {
  const selected = useView((s) => s.selected);
  const name = useSession((s) =>
    selected === null ? null : (s.view?.nodes.find(({ id }) => id === selected)?.op ?? 'the block'),
  );
  if (name === null) return null;
  return (
    <button type="button" className="button small chosen-hint" onClick={() => showPanel('inspect')}>
      What is known of {name}
      <ArrowDown size={13} aria-hidden="true" />
    </button>
  );
}
