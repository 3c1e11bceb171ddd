import { Check, ChevronDown, Cpu, Gpu } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { Target } from '../../workers/session/protocol';
import { plural } from '../format';
import { setSession, useSession } from '../stores/session';
import { landmark } from './landmark';

/** What the model is made faster for: a number of threads on WASM, or the GPU by its name. */
export default function TargetPicker() {
  const targets = useSession((s) => s.targets);
  const target = useSession((s) => s.target);
  const running = useSession((s) => s.running);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className="button target"
        title="What the model is made faster for"
        disabled={running || targets.length === 0}
      >
        {target?.ep === 'webgpu' ? (
          <Gpu size={15} aria-hidden="true" />
        ) : (
          <Cpu size={15} aria-hidden="true" />
        )}
        <span className="unseen">Target: </span>
        <span className="cut">{target === null ? 'Looking for targets' : shortName(target)}</span>
        <ChevronDown size={13} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={landmark('header')}>
        <DropdownMenu.Content className="popover menu" align="end" sideOffset={6} collisionPadding={8}>
          <DropdownMenu.Label className="menu-title">Make it faster for</DropdownMenu.Label>
          <DropdownMenu.RadioGroup
            value={target === null ? '' : keyOf(target)}
            onValueChange={(key) => setSession({ target: targets.find((t) => keyOf(t) === key) ?? target })}
          >
            {targets.map((t) => (
              <DropdownMenu.RadioItem
                key={keyOf(t)}
                value={keyOf(t)}
                className="menu-item"
                disabled={t.unavailable !== null}
              >
                <span className="menu-check">
                  <DropdownMenu.ItemIndicator>
                    <Check size={14} aria-hidden="true" />
                  </DropdownMenu.ItemIndicator>
                </span>
                <span>
                  {shortName(t)}
                  {t.recommended && <span className="faint"> · fastest here</span>}
                  {noteOf(t) !== null && <small className="faint note-text">{noteOf(t)}</small>}
                </span>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const keyOf = (t: Target): string => `${t.ep}:${t.threads}:${t.adapter ?? ''}`;

const shortName = (t: Pick<Target, 'ep' | 'threads' | 'adapter'>): string =>
  t.ep === 'wasm'
    ? `WASM · ${plural(t.threads, 'thread')}`
    : `WebGPU${t.adapter === null ? '' : ` · ${t.adapter}`}`;

const noteOf = (t: Target): string | null =>
  t.unavailable ?? t.note ?? (t.software ? 'A software adapter: its times mean nothing for a GPU' : null);
