import { X } from 'lucide-react';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { useSession } from '../stores/session';
import { setView } from '../stores/view';
import { lastName } from './Cards';
import { type Found, findNodes } from './findNodes';
import type { Scene } from './scene';
import { openGroups } from './unfold';

/** Finds nodes by operator, name or shape, and takes the camera there. */
export function Find({ scene, onChoose }: { scene: Scene; onChoose: (id: string) => void }) {
  const view = useSession((s) => s.view);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  // The list would cover what was found: it makes way until something else is looked for.
  const [listed, setListed] = useState(true);
  const input = useRef<HTMLInputElement>(null);
  const query = useDeferredValue(text);
  const found = useMemo(() => (view === null ? [] : findNodes(view.nodes, query)), [view, query]);
  const close = () => setView({ finding: false });
  const choose = (hit: Found) => {
    const parents = new Map(view?.groups.map((group) => [group.id, group.parent]));
    const groups: string[] = [];
    for (let g = hit.node.group; g !== null; g = parents.get(g) ?? null) groups.push(g);
    const index = scene.itemOf.get(hit.node.id);
    if (index === undefined) setView({ constants: true });
    if (index === undefined || scene.items[index]?.kind === 'folded') openGroups(groups);
    setView({ selected: hit.node.id, tab: 'inspect' });
    onChoose(hit.node.id);
    setListed(false);
    input.current?.focus();
  };
  const shown = listed ? found : [];
  return (
    <search className="find">
      <div className="find-field">
        <input
          ref={input}
          // biome-ignore lint/a11y/noAutofocus: the field was asked for a moment ago, to type into
          autoFocus
          role="combobox"
          aria-label="Find a node"
          aria-expanded={shown.length > 0}
          aria-controls="find-results"
          aria-activedescendant={shown.length > 0 ? `find-${at}` : undefined}
          placeholder="Operator, name or shape"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
            setListed(true);
          }}
          onKeyDown={(event) => {
            const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
            if (event.key === 'Escape') close();
            else if (event.key === 'Enter') {
              const hit = found[at];
              if (hit !== undefined) choose(hit);
            } else if (move !== 0 && found.length > 0) {
              event.preventDefault();
              setListed(true);
              setAt((at + move + found.length) % found.length);
            }
          }}
        />
        <button type="button" className="button plain icon small" aria-label="Close" onClick={close}>
          <X size={15} aria-hidden="true" />
        </button>
      </div>
      <div id="find-results" role="listbox" aria-label="Nodes found" className="scroll">
        {shown.map((hit, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys
          <div
            key={hit.node.id}
            id={`find-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            onClick={() => {
              setAt(i);
              choose(hit);
            }}
          >
            <strong>{hit.node.op}</strong>
            <span className="cut quiet">{lastName(hit.node)}</span>
            <span className="shape">{hit.node.shape}</span>
          </div>
        ))}
      </div>
      {query.trim() !== '' && found.length === 0 && <p className="quiet">No node matches.</p>}
    </search>
  );
}
