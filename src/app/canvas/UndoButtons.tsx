import { Redo2, Undo2 } from 'lucide-react';
import { redo, undo, useUndo } from '../session/undo';
import { useSession } from '../stores/session';
import { Tool } from './Tool';

/** Takes back what a person did last, and does it again; the tooltips say what that is. */
export function UndoButtons() {
  const last = useUndo((s) => s.past.at(-1)?.label ?? null);
  const next = useUndo((s) => s.future[0]?.label ?? null);
  const running = useSession((s) => s.running);
  return (
    <>
      <Tool
        label="Undo"
        title={last === null ? 'Undo' : `Undo: ${last}`}
        keys="Ctrl Z"
        disabled={last === null || running}
        onClick={() => void undo()}
      >
        <Undo2 size={15} aria-hidden="true" />
      </Tool>
      <Tool
        label="Redo"
        title={next === null ? 'Redo' : `Redo: ${next}`}
        keys="Ctrl Shift Z"
        disabled={next === null || running}
        onClick={() => void redo()}
      >
        <Redo2 size={15} aria-hidden="true" />
      </Tool>
    </>
  );
}
