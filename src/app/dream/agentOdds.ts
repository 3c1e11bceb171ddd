import { toErrorData } from '../../core';
import type { Option } from '../../workers/dream/protocol';
import type { Observed } from '../../workers/session/dream/protocol';
import { setOdds } from '../stores/dreaming';
import { getSession, setSession } from '../stores/session';
import { getWorldModel } from '../stores/worldModel';
import { dreamConnection, readyDream } from './connection';
import { originOf } from './origin';
import { getDreamTab } from './state';
import { observed, stateName } from './useObserved';

export interface Opinions {
  readonly observed: Observed;
  /** Every legal move with its imagined effect and how likely the agent is to make it. */
  readonly options: readonly Option[];
}

/** What the world model says of each legal move at the step on the canvas. @throws CodedError CHECKPOINT_REJECTED */
export async function opinions(): Promise<Opinions | null> {
  const name = stateName(getSession());
  if (name === null) return null;
  const state = await observed(name, getSession().step);
  const { kind } = getWorldModel();
  await readyDream(
    await originOf(
      kind,
      state.rules.map((rule) => rule.name),
    ),
    state,
  );
  const { temperature } = getDreamTab();
  const { options } = await dreamConnection().call('look', {
    kind,
    start: state.key,
    path: [],
    // At 0 all of it would go to one place, and the overlay would not show where else it looks.
    temperature: Math.max(0.1, temperature),
  });
  return { observed: state, options };
}

let last: { readonly key: string; readonly opinions: Promise<Opinions | null> } | null = null;

/** The same, asked once for all that want to know it of one state; `key` names the state. */
export function opinionsOnce(key: string): Promise<Opinions | null> {
  if (last?.key === key) return last.opinions;
  const asking = opinions();
  last = { key, opinions: asking };
  asking.catch(() => {
    if (last?.opinions === asking) last = null;
  });
  return asking;
}

let asked = 0;

/** Asks the agent where it would act next, for the overlay; of several calls the last one counts. */
export async function askAgent(): Promise<void> {
  const ticket = ++asked;
  try {
    const found = await opinions();
    if (ticket !== asked || found === null) return;
    const odds = new Map<string, number>();
    for (const { anchor, probability } of found.options) {
      const id = `n${found.observed.ids[anchor]}`;
      odds.set(id, (odds.get(id) ?? 0) + probability);
    }
    setOdds(odds);
  } catch (thrown) {
    if (ticket === asked) setSession({ error: toErrorData(thrown, 'WORKER_FAILED') });
  }
}
