import { useState } from 'react';
import { useView } from '../stores/view';
import { Breadcrumbs } from './Breadcrumbs';
import { ChosenHint } from './ChosenHint';
import { Find } from './Find';
import { Flow } from './Flow';
import { OriginalPane } from './OriginalPane';
import { OverlayLegend } from './OverlayLegend';
import { useOriginal } from './useOriginal';
import { useScene } from './useScene';

/** The stage: the opened model as a graph. */
export function GraphRegion() {
  const showing = useScene();
  const finding = useView((s) => s.finding);
  const wanted = useView((s) => s.comparing && s.inside.length === 0);
  const original = useOriginal(showing?.now ?? null, wanted);
  const [seek, setSeek] = useState<{ id: string } | null>(null);
  return (
    <section className="stage" aria-label="Graph" data-halves={original !== null || undefined}>
      {showing !== null && <Flow showing={showing} seek={seek} original={original} />}
      {showing !== null && original !== null && <OriginalPane original={original} now={showing.now} />}
      <Breadcrumbs />
      {showing !== null && <OverlayLegend />}
      {showing !== null && <ChosenHint />}
      {showing !== null && finding && <Find scene={showing.now.scene} onChoose={(id) => setSeek({ id })} />}
    </section>
  );
}
