import { useReactFlow } from '@xyflow/react';
import { Maximize, Minus, Plus, Search } from 'lucide-react';
import { useEffect } from 'react';
import { setCanvasActions } from '../commands/canvasActions';
import { embedded } from '../share/embed';
import { isInOverlay } from '../shell/isInOverlay';
import { setView } from '../stores/view';
import { prefersStillness } from '../theme';
import { ChangesToggle } from './ChangesToggle';
import { PlayToggle } from './PlayToggle';
import { Tool } from './Tool';
import { UndoButtons } from './UndoButtons';
import { ViewOptions } from './ViewOptions';

interface Props {
  readonly onFit: () => void;
  readonly onSave: (kind: 'svg' | 'png') => void;
}

/** What can be done with the view, and the way into playing. */
export function Toolbar({ onFit, onSave }: Props) {
  const flow = useReactFlow();
  const duration = prefersStillness() ? 0 : 160;
  useEffect(() => {
    const zoomIn = () => void flow.zoomIn({ duration });
    const zoomOut = () => void flow.zoomOut({ duration });
    setCanvasActions({ fit: onFit, zoomIn, zoomOut, save: onSave });
    return () => setCanvasActions(null);
  }, [flow, onFit, onSave, duration]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement && /^(input|textarea|select)$/i.test(event.target.tagName);
      if (event.key.toLowerCase() !== 'f' || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      // A menu goes to what begins with the letter.
      if (!isInOverlay(event.target)) onFit();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [onFit]);
  return (
    <div className="toolbar" role="toolbar" aria-label="View">
      <Tool label="Find a node" keys="Ctrl F" onClick={() => setView({ finding: true })}>
        <Search size={15} aria-hidden="true" />
      </Tool>
      <Tool label="Fit the graph" keys="F" onClick={onFit}>
        <Maximize size={15} aria-hidden="true" />
      </Tool>
      <Tool label="Zoom in" className="only-roomy" onClick={() => void flow.zoomIn({ duration })}>
        <Plus size={15} aria-hidden="true" />
      </Tool>
      <Tool label="Zoom out" className="only-roomy" onClick={() => void flow.zoomOut({ duration })}>
        <Minus size={15} aria-hidden="true" />
      </Tool>
      <ChangesToggle />
      <ViewOptions onSave={onSave} />
      {!embedded && (
        <>
          <span className="toolbar-line" aria-hidden="true" />
          <UndoButtons />
          <span className="toolbar-line" aria-hidden="true" />
          <PlayToggle />
        </>
      )}
    </div>
  );
}
