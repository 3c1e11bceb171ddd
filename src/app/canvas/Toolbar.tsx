import { useReactFlow } from '@xyflow/react';
import { Check, ChevronDown, Maximize, Minus, Palette, Plus, Search } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type ReactNode, useEffect } from 'react';
import { landmark } from '../shell/landmark';
import { useSession } from '../stores/session';
import { type Overlay, setView, useView } from '../stores/view';
import { prefersStillness } from '../theme';

const overlays: readonly (readonly [Overlay, string])[] = [
  ['family', 'Kind of operator'],
  ['runtime', 'Share of the runtime'],
  ['macs', 'Multiply-adds'],
  ['bytes', 'Bytes moved'],
];

/** What can be done with the view, as opposed to the model. */
export function Toolbar({ onFit }: { onFit: () => void }) {
  const flow = useReactFlow();
  const overlay = useView((s) => s.overlay);
  const constants = useView((s) => s.constants);
  const opened = useView((s) => s.opened.size > 0);
  const timed = useSession((s) => s.view?.nodes.some((node) => node.share !== null) ?? false);
  const duration = prefersStillness() ? 0 : 160;
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
                  disabled={value === 'runtime' && !timed}
                >
                  <Tick />
                  <span>
                    {label}
                    {value === 'runtime' && !timed && (
                      <small className="faint">Once it has been measured</small>
                    )}
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
            <DropdownMenu.Item
              className="menu-item"
              disabled={!opened}
              onSelect={() => setView({ opened: new Set(), selected: null })}
            >
              <span className="menu-check" />
              <span>Fold all blocks</span>
            </DropdownMenu.Item>
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
