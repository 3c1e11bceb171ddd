import { Tabs } from 'radix-ui';
import { lazy, Suspense } from 'react';
import { setView, type Tab, useView } from '../stores/view';
import { Inspect } from './Inspect';
import { Result } from './Result';

const DreamTab = lazy(() => import('../dream/DreamTab'));
const Train = lazy(() => import('../train/Train'));

/** The panel that explains: the model or one of its nodes, and what the clock says. */
export function SidePanel() {
  const tab = useView((s) => s.tab);
  return (
    <Tabs.Root className="side" value={tab} onValueChange={(value) => setView({ tab: value as Tab })}>
      <Tabs.List className="tabs" aria-label="Panel">
        <Tabs.Trigger value="inspect">Inspect</Tabs.Trigger>
        <Tabs.Trigger value="dream">Dream</Tabs.Trigger>
        <Tabs.Trigger value="train">Train</Tabs.Trigger>
        <Tabs.Trigger value="bench">Bench</Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content value="inspect" className="scroll">
        <Inspect />
      </Tabs.Content>
      <Tabs.Content value="dream" className="scroll">
        <Suspense>
          <DreamTab />
        </Suspense>
      </Tabs.Content>
      <Tabs.Content value="train" className="scroll">
        <Suspense>
          <Train />
        </Suspense>
      </Tabs.Content>
      <Tabs.Content value="bench" className="scroll">
        <Result />
      </Tabs.Content>
    </Tabs.Root>
  );
}
