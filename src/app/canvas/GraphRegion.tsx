import { useMemo, useState } from 'react';
import { getView, setView, useView } from '../stores/view';
import { Breadcrumbs } from './Breadcrumbs';
import { ChosenHint } from './ChosenHint';
import { Find } from './Find';
import { Flow } from './Flow';
import { nextPlace } from './nextPlace';
import { OriginalPane } from './OriginalPane';
import { OverlayLegend } from './OverlayLegend';
import type { OverlayFigures } from './overlay';
import { PlayLegend } from './PlayLegend';
import { PlayPopover } from './PlayPopover';
import { sumByItem } from './sumByItem';
import { useLegalFigures } from './useLegalFigures';
import { useOriginal } from './useOriginal';
import { usePlaying } from './usePlaying';
import { useScene } from './useScene';

/** The stage: the opened model as a graph. */
export function GraphRegion() {
  const showing = useScene();
  const now = showing?.now ?? null;
  const finding = useView((s) => s.finding);
  const wanted = useView((s) => s.comparing && s.inside.length === 0);
  const original = useOriginal(now, wanted);
  const playing = usePlaying();
  const legal = useLegalFigures(useView((s) => s.overlay === 'legal') || playing);
  const plays = useMemo(
    () => (playing && legal !== null && now !== null ? sumByItem(now.scene, legal) : null),
    [playing, legal, now],
  );
  const [seek, setSeek] = useState<{ id: string } | null>(null);
  const goOn = () => {
    if (now === null || plays === null) return;
    const id = nextPlace(now, plays, getView().selected);
    if (id === null) return;
    setSeek({ id });
    setView({ selected: id, choosing: id });
  };
  return (
    <section className="stage" aria-label="Graph" data-halves={original !== null || undefined}>
      {showing !== null && <Flow {...{ showing, seek, original, legal, plays }} />}
      {now !== null && original !== null && <OriginalPane original={original} now={now} />}
      <Breadcrumbs />
      {now !== null && (
        <div className="legends">
          {playing && <PlayLegend plays={plays} total={sum(legal)} onNext={goOn} />}
          <OverlayLegend />
        </div>
      )}
      {now !== null && <ChosenHint />}
      {now !== null && plays !== null && <PlayPopover placed={now} plays={plays} />}
      {now !== null && finding && <Find placed={now} onChoose={(id) => setSeek({ id })} />}
    </section>
  );
}

const sum = (figures: OverlayFigures): number => [...(figures?.values() ?? [])].reduce((a, b) => a + b, 0);
