import { ReactFlowProvider } from '@xyflow/react';
import { useEffect } from 'react';
import { GraphRegion } from './canvas/GraphRegion';
import { RewriteList } from './panels/RewriteList';
import { SidePanel } from './panels/SidePanel';
import { SharedBanner } from './share/SharedBanner';
import { Notices } from './shell/Notices';
import { Splitter } from './shell/Splitter';
import { useView } from './stores/view';
import { Timeline } from './timeline/Timeline';
import './session/worldModel';
import './styles/canvas.css';
import './styles/panels.css';
import './styles/node.css';
import './styles/evidence.css';
import './styles/timeline.css';

/** Everything around an opened model; it is loaded when the first one is opened. */
export default function Workbench() {
  useEffect(() => {
    // Once the graph has had its turn: a first dream then waits for nothing but itself.
    const timer = setInterval(() => {
      if (performance.getEntriesByName('graph:painted').length === 0) return;
      clearInterval(timer);
      void import('./dream/warm').then(({ warmUp }) => warmUp());
    }, 500);
    return () => clearInterval(timer);
  }, []);
  const left = useView((s) => s.leftWidth);
  const right = useView((s) => s.rightWidth);
  const bottom = useView((s) => s.bottomHeight);
  return (
    <main
      className="workbench"
      style={
        { '--left': `${left}px`, '--right': `${right}px`, '--bottom': `${bottom}px` } as React.CSSProperties
      }
    >
      <SharedBanner />
      <Notices />
      <div className="columns">
        <RewriteList />
        <Splitter
          name="leftWidth"
          label="Width of the list of rewrites"
          axis="x"
          grow={1}
          min={184}
          max={420}
        />
        <ReactFlowProvider>
          <GraphRegion />
        </ReactFlowProvider>
        <Splitter name="rightWidth" label="Width of the panel" axis="x" grow={-1} min={248} max={560} />
        <SidePanel />
      </div>
      <Splitter name="bottomHeight" label="Height of the timeline" axis="y" grow={-1} min={152} max={420} />
      <Timeline />
    </main>
  );
}
