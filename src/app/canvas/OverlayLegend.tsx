import { useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { LocateFixed, X } from 'lucide-react';
import { percent } from '../format';
import { changeView } from '../session/changeView';
import { useSession } from '../stores/session';
import { type Overlay, setView, useView } from '../stores/view';
import { bringIntoView } from './camera';
import { isTimed } from './isTimed';
import { figureText, hottestItem, overlayAmount } from './overlay';
import { colourLabel, overlays } from './overlays';
import { overlayWords } from './overlayWords';
import { seen } from './paint';
import { overlaps, type PlacedScene, rectOf } from './placed';
import type { Colouring } from './useColouring';
import { useRuntimeFigures } from './useRuntimeFigures';

interface Props {
  readonly placed: PlacedScene;
  readonly colouring: Colouring;
}

/** Of which of two graphs the figures are, where that is not plain. */
const ofWhich: Partial<Record<Overlay, string>> = {
  runtime: ', of each graph’s own',
  agent: ', in the present graph',
};

/** What the colours of the cards stand for, while they are not those of the operators, and where the strongest is. */
export function OverlayLegend({ placed, colouring }: Props) {
  const { overlay } = colouring.scale;
  const inside = useView((s) => s.inside.length > 0);
  const halves = useView((s) => s.comparing !== null);
  if (overlay === 'family') return null;
  const { scale, pending } = colouring;
  const name = overlays.find(([value]) => value === overlay)?.[1] ?? '';
  const back = `${colourLabel('family')} again`;
  const own = !halves || inside ? '' : (ofWhich[overlay] ?? '');
  return (
    <p className="overlay-legend">
      <span>
        {name}
        {overlay === 'runtime' && scale.largest > 0 && <Source />}
        {own}:
      </span>
      {scale.largest === 0 ? (
        <span className="faint">{overlayWords(overlay, pending, inside)}</span>
      ) : (
        <>
          <span className="faint">{overlay === 'legal' ? 'none' : '0'}</span>
          <span
            className="overlay-scale"
            aria-hidden="true"
            title="By the square root, so that small figures are told apart too"
          />
          <Hottest placed={placed} colouring={colouring} />
        </>
      )}
      <button
        type="button"
        className="button plain icon small"
        aria-label={back}
        title={back}
        onClick={() => changeView(colourLabel('family'), { overlay: 'family' })}
      >
        <X size={13} aria-hidden="true" />
      </button>
    </p>
  );
}

/** The largest figure, and the way to where it is. */
function Hottest({ placed, colouring: { scale } }: Props) {
  const flow = useReactFlow();
  const store = useStoreApi();
  const index = hottestItem(scale, placed.scene);
  const rect = index === null ? null : rectOf(placed, index);
  const away = useStore((s) => {
    const [x, y, zoom] = s.transform;
    return rect !== null && s.width > 0 && !overlaps(seen({ x, y, zoom }, s.width, s.height), rect);
  });
  const largest = figureText(scale.overlay, scale.largest);
  const item = placed.scene.items[index ?? -1];
  if (rect === null || item === undefined || item.kind === 'box')
    return <span className="faint">{largest}</span>;
  const what = item.kind === 'folded' ? item.label : item.node.op;
  const copies = item.kind === 'folded' ? item.groups.length : 1;
  // Beside another graph the largest may be there.
  const here = (overlayAmount(scale, item) ?? 0) >= scale.largest;
  return (
    <>
      <span className="faint">
        {largest}
        {here && copies > 1 && ` each of ${copies}`}
      </span>
      <button
        type="button"
        className="button plain small hottest"
        data-away={away || undefined}
        aria-label={`Go to ${what}, which has most`}
        title={`Go to ${what}, which has most${away ? ': it is out of sight' : ''}`}
        onClick={() => {
          const { width, height } = store.getState();
          bringIntoView(flow, rect, { width, height });
          setView({ selected: item.id, tab: 'inspect' });
        }}
      >
        <LocateFixed size={13} aria-hidden="true" />
        <span className="cut">{what}</span>
      </button>
    </>
  );
}

/** Whose word the shares of the runtime are. */
function Source() {
  const step = useSession((s) => s.view?.step ?? 0);
  const figures = useRuntimeFigures(true, step);
  const handingOver = useSession((s) => s.operators?.dispatchOnly ?? false);
  const timed = useSession(isTimed);
  if (figures === null)
    return timed ? (
      <span className="estimated">, estimated from the times of operators</span>
    ) : (
      <span className="faint">, not timed at this step</span>
    );
  return (
    <span className="measured">
      , measured per operator
      {handingOver && ' (handing over to the GPU)'}
      {figures.elsewhere >= 0.01 && (
        <span className="faint"> ({percent(figures.elsewhere)} in fused kernels)</span>
      )}
    </span>
  );
}
