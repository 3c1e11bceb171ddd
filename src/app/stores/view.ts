import { create } from 'zustand';
import { remember, remembered } from './remember';

export type Theme = 'system' | 'light' | 'dark';
export type Tab = 'inspect' | 'dream' | 'train' | 'bench';
/**
 * What colours the cards; `legal`: where rewrites apply; `agent`: where a dreaming agent would act next; `gap`: where imagined
 * and real runtimes differ.
 */
export type Overlay = 'family' | 'runtime' | 'macs' | 'bytes' | 'legal' | 'agent' | 'gap';
/** Two graphs at once: side by side under one camera, or as one graph with what went and what came. */
export type Comparing = 'beside' | 'place';
/** What the graph is compared with. */
export type Against = 'original' | 'before';

/** What is about to happen to the open model. */
export interface Leaving {
  /** In words, as a button has it. */
  readonly label: string;
  readonly go: () => void;
}

/** How the person looks at the model; nothing here comes from the model. */
export interface ViewState {
  readonly theme: Theme;
  readonly leftWidth: number;
  readonly rightWidth: number;
  readonly bottomHeight: number;
  readonly tab: Tab;
  /** Node or folded group under inspection. */
  readonly selected: string | null;
  /** The rewrite under the pointer, in the list, the chart or the graph. */
  readonly hoveredStep: number | null;
  /** Ids of groups, and keys of runs of repeated groups, that are open. */
  readonly opened: ReadonlySet<string>;
  /** Constants and shape arithmetic are shown. */
  readonly constants: boolean;
  readonly overlay: Overlay;
  /** Rewrites that leave the runtime as it was are left out of the list. */
  readonly onlyEffects: boolean;
  /** The subgraph that is shown, from the outside in; empty: the model itself. */
  readonly inside: readonly { readonly node: string; readonly attr: string; readonly label: string }[];
  /** How the graph is compared with an earlier one; null: it is not. */
  readonly comparing: Comparing | null;
  readonly against: Against;
  readonly playing: boolean;
  /** A person rewrites the graph: where rules apply the cards are lit. */
  readonly byHand: boolean;
  /** The lit card whose rewrites are shown beside it. */
  readonly choosing: string | null;
  readonly finding: boolean;
  readonly helping: boolean;
  /** What a person is asked about, since work would be lost by it; null: nothing. */
  readonly leaving: Leaving | null;
  /** The command palette is open. */
  readonly commanding: boolean;
}

export const useView = create<ViewState>()(() => ({
  theme: remembered('theme', isTheme, 'system'),
  leftWidth: remembered('left', isNumber, 264),
  rightWidth: remembered('right', isNumber, 320),
  bottomHeight: remembered('bottom', isNumber, 188),
  tab: 'inspect',
  selected: null,
  hoveredStep: null,
  opened: new Set<string>(),
  constants: false,
  overlay: 'family',
  onlyEffects: false,
  inside: [],
  comparing: null,
  against: 'original',
  playing: false,
  byHand: false,
  choosing: null,
  finding: false,
  helping: false,
  leaving: null,
  commanding: false,
}));
export const setView = useView.setState;
export const getView = useView.getState;

useView.subscribe((now, before) => {
  if (now.theme !== before.theme) remember('theme', now.theme);
  if (now.leftWidth !== before.leftWidth) remember('left', now.leftWidth);
  if (now.rightWidth !== before.rightWidth) remember('right', now.rightWidth);
  if (now.bottomHeight !== before.bottomHeight) remember('bottom', now.bottomHeight);
});

function isTheme(value: unknown): value is Theme {
  return value === 'system' || value === 'light' || value === 'dark';
}
function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
