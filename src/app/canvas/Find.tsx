import { X } from 'lucide-react';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { goInside } from '../session/inside';
import { useSession } from '../stores/session';
import { getView, setView } from '../stores/view';
import { lastName } from './Cards';
import { chosenElement } from './chosenElement';
import { findNodes, type Hit } from './findNodes';
import type { PlacedScene } from './placed';
import { openGroups } from './unfold';
import { useFindIndex } from './useFindIndex';
import '../styles/find.css';

/** Finds nodes by operator, name, value or shape, in subgraphs too, and takes the camera there. */
export function Find({ placed, onChoose }: { placed: PlacedScene; onChoose: (id: string) => void }) {
  const view = useSession((s) => s.view);
  const [text, setText] = useState('');
  const [wanted, setAt] = useState(0);
  // The list would cover what was found: it makes way until something else is looked for.
  const [listed, setListed] = useState(true);
  const input = useRef<HTMLInputElement>(null);
  const [before] = useState(() => document.activeElement);
  const found = useRef(false);
  const query = useDeferredValue(text);
  const entries = useFindIndex();
  const { hits, total } = useMemo(() => findNodes(entries, query), [entries, query]);
  // Another step of the trace may have fewer.
  const at = Math.max(0, Math.min(wanted, hits.length - 1));
  const close = () => {
    setView({ finding: false });
    // Keys go on from what was found, or else from where they were.
    const next = (found.current ? chosenElement(document) : null) ?? before;
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  };
  const choose = ({ entry: { node, inside, groups } }: Hit) => {
    const parents = new Map(view?.groups.map((group) => [group.id, group.parent]));
    const around = [...groups];
    for (let g = node.group; g !== null && groups.length === 0; g = parents.get(g) ?? null) around.push(g);
    if (wayOf(inside) !== wayOf(getView().inside)) {
      openGroups(around);
      if (node.hidden) setView({ constants: true });
      void goInside(inside, node.id);
    } else {
      const { scene } = placed;
      const index = scene.itemOf.get(node.id);
      if (index === undefined) setView({ constants: true });
      if (index === undefined || scene.items[index]?.kind === 'folded') openGroups(around);
    }
    setView({ selected: node.id, tab: 'inspect' });
    found.current = true;
    onChoose(node.id);
    setListed(false);
    input.current?.focus();
  };
  const shown = listed ? hits : [];
  const asked = query.trim() !== '';
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
          placeholder="Operator, name, value or shape"
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
              const hit = hits[at];
              if (hit !== undefined) choose(hit);
            } else if (move !== 0 && hits.length > 0) {
              event.preventDefault();
              setListed(true);
              setAt((at + move + hits.length) % hits.length);
            }
          }}
        />
        <span className="find-count faint" aria-live="polite">
          {asked && total > 0 ? `${at + 1} of ${total}` : null}
        </span>
        <button type="button" className="button plain icon small" aria-label="Close" onClick={close}>
          <X size={15} aria-hidden="true" />
        </button>
      </div>
      <div id="find-results" role="listbox" aria-label="Nodes found" className="scroll">
        {shown.map((hit, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys
          <div
            key={hit.entry.node.id}
            id={`find-${i}`}
            ref={i === at ? scrollTo : null}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            onClick={() => {
              setAt(i);
              choose(hit);
            }}
          >
            <Row hit={hit} />
          </div>
        ))}
      </div>
      {/* Not while the answer is still that to what was there before. */}
      {asked && total === 0 && query === text && <p className="quiet">No node matches.</p>}
      {listed && total > hits.length && (
        <p className="faint find-more">
          The first {hits.length} are listed; another word leaves fewer than {total}.
        </p>
      )}
    </search>
  );
}

function Row({ hit: { entry, by } }: { hit: Hit }) {
  const { node, path } = entry;
  const name = lastName(node);
  // The last part of a name often is the innermost group's: once is enough.
  const way = path.filter((part) => part !== name).join(' › ');
  return (
    <>
      <strong>{node.op}</strong>
      <span className="cut quiet" title={node.name}>
        {way !== '' && <span className="faint">{`${way} › `}</span>}
        {name}
        {by !== null && <span className="find-by"> {by}</span>}
      </span>
      <span className="shape">{node.shape}</span>
    </>
  );
}

const scrollTo = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' });

const wayOf = (inside: readonly { readonly node: string; readonly attr: string }[]): string =>
  inside.map(({ node, attr }) => `${node}.${attr}`).join('/');
