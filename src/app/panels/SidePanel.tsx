import { Tabs } from 'radix-ui';
import { useSession } from '../stores/session';
import { setView, type Tab, useView } from '../stores/view';
import { Inspect } from './Inspect';
import { Result } from './Result';

/** The panel that explains: the model or one of its nodes, and, once there is one, the result. */
export function SidePanel() {
  const wanted = useView((s) => s.tab);
  const measured = useSession((s) => s.result !== null);
  const tab: Tab = wanted === 'bench' && !measured ? 'inspect' : wanted;
  return (
    <Tabs.Root className="side" value={tab} onValueChange={(value) => setView({ tab: value as Tab })}>
      <Tabs.List className="tabs" aria-label="Panel">
        <Tabs.Trigger value="inspect">Inspect</Tabs.Trigger>
        {measured && <Tabs.Trigger value="bench">Bench</Tabs.Trigger>}
      </Tabs.List>
      <Tabs.Content value="inspect" className="scroll">
        <Inspect />
      </Tabs.Content>
      {measured && (
        <Tabs.Content value="bench" className="scroll">
          <Result />
        </Tabs.Content>
      )}
    </Tabs.Root>
  );
}
