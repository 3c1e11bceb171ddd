import { Dialog } from 'radix-ui';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { matchScore } from '../canvas/matchScore';
import { setView } from '../stores/view';
import { type Command, commandsNow } from './commands';
import '../styles/palette.css';
import { Dim } from '../shell/Dim';
import { Keys } from '../shell/Keys';

/** All commands of this moment, found by typing; Enter does the chosen one. */
export default function Palette() {
  const [commands] = useState(commandsNow);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => rank(commands, text), [commands, text]);
  const chosen = found[Math.min(at, found.length - 1)];
  const close = () => setView({ commanding: false });
  const run = (command: Command) => {
    close();
    // The dialog has to be gone before what follows takes the focus.
    setTimeout(command.run);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen option comes into view when it changes
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at, found]);
  return (
    <Dialog.Root open onOpenChange={(commanding) => setView({ commanding })}>
      <Dialog.Portal>
        <Dim />
        <Dialog.Content className="palette" aria-describedby={undefined}>
          <Dialog.Title className="unseen">Commands</Dialog.Title>
          <input
            role="combobox"
            aria-label="Find a command"
            aria-expanded={found.length > 0}
            aria-controls={`${id}list`}
            aria-activedescendant={chosen === undefined ? undefined : `${id}${found.indexOf(chosen)}`}
            placeholder="What do you want to do?"
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setAt(0);
            }}
            onKeyDown={(event) => {
              const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
              if (event.key === 'Enter' && chosen !== undefined) {
                event.preventDefault();
                run(chosen);
              } else if (move !== 0 && found.length > 0) {
                event.preventDefault();
                setAt((at + move + found.length) % found.length);
              }
            }}
          />
          <div ref={list} id={`${id}list`} role="listbox" aria-label="Commands" className="scroll">
            {found.map((command, i) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys
              <div
                key={command.title}
                id={`${id}${i}`}
                role="option"
                tabIndex={-1}
                aria-selected={command === chosen}
                onPointerMove={() => setAt(i)}
                onClick={() => run(command)}
              >
                <span>{command.title}</span>
                {command.keys !== null && (
                  <span className="palette-keys">
                    <Keys keys={command.keys} />
                  </span>
                )}
              </div>
            ))}
          </div>
          {found.length === 0 && <p className="quiet">No command matches.</p>}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Commands that answer to every word of the query, the best first; all, in their order, where there is none. */
export function rank(commands: readonly Command[], query: string): readonly Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return commands;
  return commands
    .map((command) => {
      const scores = words.map((word) => matchScore(command.title.toLowerCase(), word));
      return { command, score: scores.includes(0) ? 0 : scores.reduce((a, b) => a + b, 0) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ command }) => command);
}
