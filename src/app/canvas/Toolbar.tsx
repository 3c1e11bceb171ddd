import { useReactFlow } from '@xyflow/react';
import { Check, ChevronDown, Maximize, Minus, Palette, Plus, Search } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type ReactNode, useEffect } from 'react';
import { setCanvasActions } from '../commands/canvasActions';
import { landmark } from '../shell/landmark';
import { useSession } from '../stores/session';
import { type Overlay, setView, useView } from '../stores/view';
import { prefersStillness } from '../theme';
import { missingFor, overlays } from './overlays';
import { foldAll } from './unfold';

interface Props {
  readonly onFit: () => void;
  readonly onSave: (kind: 'svg' | 'png') => void;
}

/** What can be done with the view, as opposed to the model. */
export function Toolbar({ onFit, onSave }: Props) {
  const flow = useReactFlow();
  const overlay = useView((s) => s.overlay);
  const constants = useView((s) => s.constants);
  const comparing = useView((s) => s.comparing);
  const opened = useView((s) => s.opened.size > 0);
  const timed = useSession((s) => s.view?.nodes.some((node) => node.share !== null) ?? false);
  const compared = useSession((s) => s.steps.some((one) => one.imagined !== null && one.measured !== null));
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
      onFit();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [onFit]);
  return (
    <div className="toolbar" role="toolbar" aria-label="View">
      <Tool label="Find a node" hint="Ctrl F" onClick={() => setView({ finding: true })}>
        <Search size={15} aria-hidden="true" />
      </Tool>
      <Tool label="Fit the graph" hint="F" onClick={onFit}>
        <Maximize size={15} aria-hidden="true" />
      </Tool>
      <Tool label="Zoom in" onClick={() => void flow.zoomIn({ duration })}>
        <Plus size={15} aria-hidden="true" />
      </Tool>
      <Tool label="Zoom out" onClick={() => void flow.zoomOut({ duration })}>
        <Minus size={15} aria-hidden="true" />
      </Tool>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="button plain small" aria-label="Colours and detail">
          <Palette size={15} aria-hidden="true" />
          <ChevronDown size={12} aria-hidden="true" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal container={landmark('.stage')}>
          <DropdownMenu.Content className="popover menu" align="start" sideOffset={6}>
            <DropdownMenu.Label className="menu-title">Colour by</DropdownMenu.Label>
            <DropdownMenu.RadioGroup
              value={overlay}
              onValueChange={(value) => setView({ overlay: value as Overlay })}
            >
              {overlays.map(([value, label]) => (
                <DropdownMenu.RadioItem
                  key={value}
                  value={value}
                  className="menu-item"
                  disabled={missingFor(value, timed, compared) !== null}
                >
                  <Tick />
                  <span>
                    {label}
                    <small className="faint">{missingFor(value, timed, compared)}</small>
                  </span>
                </DropdownMenu.RadioItem>
              ))}
            </DropdownMenu.RadioGroup>
            <DropdownMenu.Separator className="menu-line" />
            <DropdownMenu.CheckboxItem
              className="menu-item"
              checked={constants}
              onCheckedChange={(checked) => setView({ constants: checked })}
            >
              <Tick />
              <span>Constants and shape arithmetic</span>
            </DropdownMenu.CheckboxItem>
            <DropdownMenu.CheckboxItem
              className="menu-item"
              checked={comparing}
              onCheckedChange={(checked) => setView({ comparing: checked })}
            >
              <Tick />
              <span>The original beside it</span>
            </DropdownMenu.CheckboxItem>
            <DropdownMenu.Item className="menu-item" disabled={!opened} onSelect={foldAll}>
              <span className="menu-check" />
              <span>Fold all blocks</span>
            </DropdownMenu.Item>
            <DropdownMenu.Separator className="menu-line" />
            {(['svg', 'png'] as const).map((kind) => (
              <DropdownMenu.Item key={kind} className="menu-item" onSelect={() => onSave(kind)}>
                <span className="menu-check" />
                <span>Save the graph as {kind.toUpperCase()}</span>
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  );
}

function Tick() {
  return (
    <span className="menu-check">
      <DropdownMenu.ItemIndicator>
        <Check size={14} aria-hidden="true" />
      </DropdownMenu.ItemIndicator>
    </span>
  );
}

function Tool(props: { label: string; hint?: string; onClick: () => void; children: ReactNode }) {
  const { label, hint, onClick, children } = props;
  return (
    <button
      type="button"
      className="button plain icon small"
      aria-label={label}
      title={hint === undefined ? label : `${label} (${hint})`}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
