import { ReactFlowProvider } from '@xyflow/react';
import { GraphRegion } from './canvas/GraphRegion';
import { Gallery } from './gallery/Gallery';
import { LinkedModel } from './gallery/LinkedModel';
import { RewriteList } from './panels/RewriteList';
import { SidePanel } from './panels/SidePanel';
import { DropZone } from './shell/DropZone';
import { ErrorBanner } from './shell/ErrorBanner';
import { Header } from './shell/Header';
import { Notices } from './shell/Notices';
import { Shortcuts } from './shell/Shortcuts';
import { Splitter } from './shell/Splitter';
import { StatusLine } from './shell/StatusLine';
import { useSession } from './stores/session';
import { useView } from './stores/view';
import { Timeline } from './timeline/Timeline';

/** The one screen. */
export function App() {
  const empty = useSession((s) => s.model === null);
  return (
    <DropZone>
      <Header />
      <ErrorBanner />
      {empty ? <Gallery /> : <Workbench />}
      <StatusLine />
      <Shortcuts />
      <LinkedModel />
    </DropZone>
  );
}

function Workbench() {
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
