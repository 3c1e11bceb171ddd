import { useState } from 'react';
import { useView } from '../stores/view';
import { Find } from './Find';
import { Flow } from './Flow';
import { useScene } from './useScene';

/** The stage: the opened model as a graph. */
export function GraphRegion() {
  const showing = useScene();
  const finding = useView((s) => s.finding);
  const [seek, setSeek] = useState<{ id: string } | null>(null);
  return (
    <section className="stage" aria-label="Graph">
      {showing !== null && <Flow showing={showing} seek={seek} />}
      {showing !== null && finding && <Find scene={showing.now.scene} onChoose={(id) => setSeek({ id })} />}
    </section>
  );
}
