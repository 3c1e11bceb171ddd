import { useMemo } from 'react';
import type { FindEntry } from '../../workers/session/find/protocol';
import type { GraphView } from '../../workers/session/protocol';
import { useAsked } from '../panels/useAsked';
import { connection } from '../session/connection';
import { useSession } from '../stores/session';
import { viewNumber } from './viewNumber';

/** All that can be looked for at the step in view; until the worker has told, what is on the canvas. */
export function useFindIndex(): readonly FindEntry[] {
  const view = useSession((s) => s.view);
  const key = view === null ? null : `${viewNumber(view)}`;
  const { value, stale } = useAsked(key, () => connection().call('findIndex', { step: view?.step ?? 0 }));
  const shown = useMemo(() => (view === null ? [] : entriesOf(view)), [view]);
  return stale || value === null ? shown : value;
}

function entriesOf({ nodes, inside = [] }: GraphView): FindEntry[] {
  const way = inside.map((one) => ({ ...one, label: one.attr }));
  return nodes.map((node) => ({ node, inside: way, groups: [], path: [], values: [], inputs: [] }));
}
