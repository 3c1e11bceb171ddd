import { Check, ChevronDown, Palette } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { changeView } from '../session/changeView';
import { obstacle } from '../session/obstacle';
import { showRuntimeShares, timingTakes } from '../session/operators';
import { landmark } from '../shell/landmark';
import { useSession } from '../stores/session';
import { type Comparing, type Overlay, setView, useView } from '../stores/view';
import { isTimed } from './isTimed';
import { colourLabel, missingFor, overlays } from './overlays';
import { foldAll } from './unfold';

/** What cards are coloured by, how much of the graph is shown, and pictures of it. */
export function ViewOptions({ onSave }: { onSave: (kind: 'svg' | 'png') => void }) {
  const overlay = useView((s) => s.overlay);
  const constants = useView((s) => s.constants);
  const opened = useView((s) => s.opened.size > 0);
  const timed = useSession(isTimed);
  const compared = useSession((s) => s.steps.some((one) => one.imagined !== null && one.measured !== null));
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button plain small" aria-label="Colours and detail">
        <Palette size={15} aria-hidden="true" />
        <ChevronDown size={12} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={landmark('.stage')}>
        <DropdownMenu.Content className="popover menu" align="start" sideOffset={6} collisionPadding={8}>
          <DropdownMenu.Label className="menu-title">Colour by</DropdownMenu.Label>
          <DropdownMenu.RadioGroup
            value={overlay}
            onValueChange={(value) => {
              const chosen = value as Overlay;
              changeView(colourLabel(chosen), { overlay: chosen });
            }}
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
          <TimeItem />
          <DropdownMenu.Separator className="menu-line" />
          <DropdownMenu.CheckboxItem
            className="menu-item"
            checked={constants}
            onCheckedChange={(checked) =>
              changeView(`${checked ? 'Show' : 'Hide'} constants`, { constants: checked })
            }
          >
            <Tick />
            <span>Constants and shape arithmetic</span>
          </DropdownMenu.CheckboxItem>
          <DropdownMenu.Item className="menu-item" disabled={!opened} onSelect={foldAll}>
            <span className="menu-check" />
            <span>Fold all blocks</span>
          </DropdownMenu.Item>
          <DropdownMenu.Separator className="menu-line" />
          <CompareItems />
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
  );
}

const comparisons: readonly (readonly [Comparing | 'none', string])[] = [
  ['none', 'The graph alone'],
  ['place', 'Changes in place'],
  ['beside', 'The original beside it'],
];

/** How the graph is compared with an earlier one, and with which. */
function CompareItems() {
  const comparing = useView((s) => s.comparing);
  const against = useView((s) => s.against);
  const inside = useView((s) => s.inside.length > 0);
  return (
    <>
      <DropdownMenu.Label className="menu-title">Compare</DropdownMenu.Label>
      <DropdownMenu.RadioGroup
        value={comparing ?? 'none'}
        onValueChange={(value) => {
          const chosen = value === 'none' ? null : (value as Comparing);
          changeView(chosen === null ? 'Stop comparing' : 'Compare', { comparing: chosen });
        }}
      >
        {comparisons.map(([value, label]) => (
          <DropdownMenu.RadioItem
            key={value}
            value={value}
            className="menu-item"
            disabled={inside && value !== 'none'}
          >
            <Tick />
            <span>{label}</span>
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
      <DropdownMenu.CheckboxItem
        className="menu-item"
        checked={against === 'before'}
        onCheckedChange={(checked) => setView({ against: checked ? 'before' : 'original' })}
      >
        <Tick />
        <span>With the step before instead of the original</span>
      </DropdownMenu.CheckboxItem>
    </>
  );
}

/** Times the operators, so that there is a runtime to colour by; says how long it takes, or why it cannot. */
function TimeItem() {
  const trouble = useSession(obstacle);
  const busy = useSession((s) => s.running || s.profiling || s.measuring !== null);
  return (
    <DropdownMenu.Item
      className="menu-item"
      disabled={trouble !== null || busy}
      onSelect={() => void showRuntimeShares()}
    >
      <span className="menu-check" />
      <span>
        Time the operators
        <small className="faint">
          {trouble ?? (busy ? 'Once the clock is free' : `Takes ${timingTakes}, then colours by the runtime`)}
        </small>
      </span>
    </DropdownMenu.Item>
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
