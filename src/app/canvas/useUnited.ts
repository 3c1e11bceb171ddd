import { useEffect, useMemo, useRef, useState } from 'react';
import type { GraphView } from '../../workers/session/protocol';
import { viewOf } from '../session/views';
import { setBase } from '../stores/compared';
import { type Against, useView } from '../stores/view';
import { baseStep } from './baseStep';
import { type United, unite } from './unite';

/** What is drawn: a graph, or an earlier one and it as one. */
export interface Drawn {
  readonly view: GraphView;
  readonly united: United | null;
}

interface Pair {
  readonly now: GraphView;
  readonly against: Against;
  readonly base: GraphView;
}

/**
 * The graph with what changed in place, where that is wanted. A step that comes is drawn once the graph that it is compared
 * with is there too: until then what was drawn stays.
 */
export function useUnited(view: GraphView | null, model: string | null): Drawn | null {
  const against = useView((s) => s.against);
  const wanted = useView((s) => s.comparing === 'place') && view !== null && view.inside === undefined;
  const [pair, setPair] = useState<Pair | null>(null);
  useEffect(() => {
    if (!wanted || view === null) {
      setPair(null);
      return;
    }
    let current = true;
    viewOf(baseStep(view.step, against)).then(
      (base) => {
        if (!current) return;
        setPair({ now: view, against, base });
        setBase(base);
      },
      // The model may be gone by then; the canvas says so itself.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [wanted, view, against]);
  const plain = useMemo(() => (view === null ? null : { view, united: null }), [view]);
  const compared = useMemo(() => {
    if (pair === null) return null;
    const united = unite(pair.base, pair.now);
    return { view: united.view, united };
  }, [pair]);
  const ready = wanted && pair !== null && pair.now === view && pair.against === against;
  const last = useRef<{ readonly drawn: Drawn | null; readonly model: string | null } | null>(null);
  const before = last.current?.model === model ? last.current.drawn : null;
  const drawn = !wanted ? plain : ready ? compared : (before ?? plain);
  useEffect(() => {
    last.current = { drawn, model };
  }, [drawn, model]);
  return drawn;
}
