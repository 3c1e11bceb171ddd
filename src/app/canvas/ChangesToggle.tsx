import { Diff } from 'lucide-react';
import { changeView } from '../session/changeView';
import { useSession } from '../stores/session';
import { useView } from '../stores/view';
import { Tool } from './Tool';

/** Shows the graph as one with an earlier one: what went in red, what came in green. */
export function ChangesToggle() {
  const shown = useView((s) => s.comparing === 'place');
  const inside = useView((s) => s.inside.length > 0);
  const rewritten = useSession((s) => s.steps.length > 0);
  const why = inside
    ? 'Rewrites are of the model itself, not of its subgraphs'
    : rewritten
      ? 'Changes in place: what went in red, what came in green'
      : 'Changes in place, once there is a rewrite';
  return (
    <Tool
      label="Changes in place"
      title={why}
      pressed={shown}
      disabled={inside || (!rewritten && !shown)}
      onClick={() =>
        changeView(`${shown ? 'Hide' : 'Show'} the changes`, { comparing: shown ? null : 'place' })
      }
    >
      <Diff size={15} aria-hidden="true" />
    </Tool>
  );
}
