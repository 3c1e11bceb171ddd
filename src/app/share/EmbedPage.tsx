import { ReactFlowProvider } from '@xyflow/react';
import { ArrowUpRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { GraphRegion } from '../canvas/GraphRegion';
import { Logo } from '../shell/Logo';
import { useSession } from '../stores/session';
import { Timeline } from '../timeline/Timeline';
import { fullPage } from './embed';
import { SharedBanner } from './SharedBanner';
import SharedPage from './SharedPage';
import { useShared } from './shared';
import '../styles/canvas.css';
import '../styles/panels.css';
import '../styles/node.css';
import '../styles/evidence.css';
import '../styles/timeline.css';
import './share.css';

/** A trace inside another page: graph, chart and timeline, and the way to the whole page. */
export default function EmbedPage() {
  const open = useSession((s) => s.model !== null);
  const shared = useShared((s) => s.shared !== null);
  const arriving = useShared((s) => s.arriving);
  return (
    <>
      {open ? (
        <main className="workbench embed" style={{ '--bottom': '168px' } as React.CSSProperties}>
          <h1 className="unseen">A trace of Dreamgraph</h1>
          <SharedBanner embedded />
          <div className="columns">
            <ReactFlowProvider>
              <GraphRegion />
            </ReactFlowProvider>
          </div>
          <Timeline />
        </main>
      ) : shared ? (
        <SharedPage embedded />
      ) : (
        <main className="embed-empty quiet">
          {arriving ? '' : 'This frame shows a trace of Dreamgraph, and its address holds none.'}
        </main>
      )}
      <FullPageLink />
    </>
  );
}

function FullPageLink() {
  const [href, setHref] = useState(fullPage);
  useEffect(() => {
    const onChange = () => setHref(fullPage());
    addEventListener('hashchange', onChange);
    return () => removeEventListener('hashchange', onChange);
  }, []);
  return (
    <footer className="embed-foot">
      {!crossOriginIsolated && (
        <p className="faint">One thread in this frame; the whole page may have several</p>
      )}
      <a className="embed-link" href={href} target="_blank" rel="noreferrer">
        <Logo />
        Open in Dreamgraph
        <ArrowUpRight size={13} aria-hidden="true" />
      </a>
    </footer>
  );
}
