import { useCallback, useEffect, useMemo, useState } from 'react';
import { setBase } from '../stores/compared';
import { useSession } from '../stores/session';
import { getView, setView, useView } from '../stores/view';
import { BesidePane } from './BesidePane';
import { Breadcrumbs } from './Breadcrumbs';
import { ChosenHint } from './ChosenHint';
import { ComparisonBar } from './ComparisonBar';
import { Find } from './Find';
import { Flow } from './Flow';
import { nextPlace } from './nextPlace';
import { OverlayLegend } from './OverlayLegend';
import type { OverlayFigures } from './overlay';
import { PlayLegend } from './PlayLegend';
import { PlayPopover } from './PlayPopover';
import { sumByItem } from './sumByItem';
import { useBeside } from './useBeside';
import { useColouring } from './useColouring';
import { useLegalFigures } from './useLegalFigures';
import { useMarks } from './useMarks';
import { useOpenTouched } from './useOpenTouched';
import { usePlaying } from './usePlaying';
import { type Showing, useScene } from './useScene';

/** The stage: the opened model as a graph. */
export function GraphRegion() {
  const showing = useScene();
  const comparing = useView((s) => (s.inside.length === 0 ? s.comparing : null));
  useOpenTouched();
  useEffect(() => {
    if (comparing === null) setBase(null);
  }, [comparing]);
  return (
    <section className="stage" aria-label="Graph" data-comparing={comparing ?? undefined}>
      <Breadcrumbs />
      {showing !== null && <Shown showing={showing} />}
      {showing !== null && <ChosenHint />}
    </section>
  );
}

/** A graph that is there, beside an earlier one or as one with it where that is asked for. */
function Shown({ showing }: { showing: Showing }) {
  const { now } = showing;
  const finding = useView((s) => s.finding);
  const comparing = useView((s) => (s.inside.length === 0 ? s.comparing : null));
  const beside = useBeside(now, comparing === 'beside');
  const view = useSession((s) => s.view);
  const playing = usePlaying();
  const legal = useLegalFigures(useView((s) => s.overlay === 'legal') || playing, view);
  const plays = useMemo(
    () => (playing && legal !== null ? sumByItem(now.scene, legal) : null),
    [playing, legal, now],
  );
  const colouring = useColouring(now, beside, legal);
  const marked = useMarks(showing, beside?.placed ?? null);
  const [seek, setSeek] = useState<{ id: string } | null>(null);
  const { marks, changes } = marked;
  const earlier = beside?.placed ?? null;
  const save = useCallback(
    (kind: 'svg' | 'png') => {
      void import('../export/exportGraph').then(({ exportGraph }) =>
        exportGraph(kind, { now, marks, changes, earlier, colouring }),
      );
    },
    [now, marks, changes, earlier, colouring],
  );
  const goOn = () => {
    if (plays === null) return;
    const id = nextPlace(now, plays, getView().selected);
    if (id === null) return;
    setSeek({ id });
    setView({ selected: id, choosing: id });
  };
  return (
    <>
      <Flow
        showing={showing}
        seek={seek}
        marked={marked}
        scale={colouring.scale}
        plays={plays}
        division={comparing ?? 'whole'}
        onSave={save}
      />
      {earlier !== null && <BesidePane earlier={earlier} now={now} scale={colouring.beside} />}
      {comparing !== null && (
        <ComparisonBar
          comparing={comparing}
          step={now.scene.step}
          base={changes?.base ?? earlier?.scene.step ?? null}
          changes={changes}
        />
      )}
      <div className="legends">
        {playing && <PlayLegend plays={plays} total={sum(legal)} onNext={goOn} />}
        <OverlayLegend placed={now} colouring={colouring} />
      </div>
      {plays !== null && <PlayPopover placed={now} plays={plays} />}
      {finding && <Find placed={now} onChoose={(id) => setSeek({ id })} />}
    </>
  );
}

const sum = (figures: OverlayFigures): number => [...(figures?.values() ?? [])].reduce((a, b) => a + b, 0);
