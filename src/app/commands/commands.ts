import { isTimed } from '../canvas/isTimed';
import { colourLabel, missingFor, overlays } from '../canvas/overlays';
import { foldAll } from '../canvas/unfold';
import { changeView } from '../session/changeView';
import { download } from '../session/download';
import { leaveSubgraphs } from '../session/inside';
import { obstacle } from '../session/obstacle';
import { showRuntimeShares, timingTakes } from '../session/operators';
import { requestClose } from '../session/requestClose';
import { optimize } from '../session/run';
import { goTo, goTowards, pause, play } from '../session/steps';
import { stop } from '../session/stop';
import { redo, undo, useUndo } from '../session/undo';
import { playable } from '../session/views';
import { getSession } from '../stores/session';
import { type Comparing, getView, setView, type Tab, type Theme } from '../stores/view';
import { canvasActions } from './canvasActions';

/** Something that can be done now. */
export interface Command {
  readonly title: string;
  /** Its keys, as `Ctrl F`; null: none. */
  readonly keys: string | null;
  readonly run: () => void;
}

const command = (title: string, run: () => void, keys: string | null = null): Command => ({
  title,
  keys,
  run,
});

/** The button of that name which the page shows, where it can be pressed. */
const buttonOf = (name: string): HTMLButtonElement | undefined =>
  [...document.querySelectorAll('button')].find(
    (button) =>
      (button.getAttribute('aria-label') ?? button.textContent)?.trim() === name && !button.disabled,
  );

/** Presses a button that the page shows, by its name: what it does stays in one place. Nothing where there is none now. */
const pressing = (title: string, name: string): Command[] =>
  buttonOf(name) === undefined ? [] : [command(title, () => buttonOf(name)?.click())];

/** Everything that can be done at this moment, what is done to the model first. */
export function commandsNow(): Command[] {
  const { model } = getSession();
  return [
    command('Open a model', openFile, 'Ctrl O'),
    ...(model === null
      ? []
      : [...modelCommands(), ...stepCommands(), ...canvasCommands(), ...panelCommands()]),
    ...themeCommands(),
    command('Keyboard shortcuts', () => setView({ helping: true }), '?'),
  ];
}

const openFile = (): void =>
  document.querySelector<HTMLInputElement>('input[type=file][aria-label="Open model"]')?.click();

function modelCommands(): Command[] {
  const { running, steps, result } = getSession();
  const { past, future } = useUndo.getState();
  const [last, next] = [past.at(-1), future[0]];
  const list: Command[] = [];
  if (running) list.push(command('Stop the optimization', () => void stop()));
  else if (obstacle(getSession()) === null) list.push(command('Optimize', () => void optimize()));
  if (!running && (result !== null || steps.length > 0)) {
    // After a run that gained nothing the original comes back.
    const step = result?.returned === 'original' ? 0 : playable(steps);
    list.push(command('Download the model', () => void download(step)));
  }
  list.push(...pressing('Share', 'Share'), command('Close the model', requestClose));
  if (last !== undefined && !running) list.push(command(`Undo: ${last.label}`, () => void undo(), 'Ctrl Z'));
  if (next !== undefined && !running)
    list.push(command(`Redo: ${next.label}`, () => void redo(), 'Ctrl Shift Z'));
  return list;
}

function stepCommands(): Command[] {
  const { steps, step } = getSession();
  if (steps.length === 0) return [];
  const list = [
    getView().playing
      ? command('Pause the rewrites', pause, 'Space')
      : command('Play the rewrites', () => void play(), 'Space'),
  ];
  if (step > 0)
    list.push(
      command('Previous step', () => goTowards(step - 1), '←'),
      command('Show the original', () => goTo(0), 'Home'),
    );
  if (step < steps.length)
    list.push(
      command('Next step', () => goTowards(step + 1), '→'),
      command('Show the last step', () => goTo(steps.length), 'End'),
    );
  return list;
}

function canvasCommands(): Command[] {
  const { against, byHand, comparing, constants, inside, overlay, opened, selected } = getView();
  const actions = canvasActions();
  const { steps } = getSession();
  const timed = isTimed(getSession());
  const compared = steps.some((one) => one.imagined !== null && one.measured !== null);
  const list = [command('Find a node', () => setView({ finding: true }), 'Ctrl F')];
  if (inside.length === 0 && !getSession().running)
    list.push(
      command(byHand ? 'Stop playing it yourself' : 'Play it yourself', () =>
        setView({ byHand: !byHand, choosing: null }),
      ),
    );
  if (actions !== null)
    list.push(
      command('Fit the graph', actions.fit, 'F'),
      command('Zoom in', actions.zoomIn),
      command('Zoom out', actions.zoomOut),
      command('Save the graph as SVG', () => actions.save('svg')),
      command('Save the graph as PNG', () => actions.save('png')),
    );
  if (inside.length > 0)
    list.push(command('Leave the subgraph', () => void leaveSubgraphs(inside.length - 1)));
  if (inside.length === 0) {
    const compare = (title: string, to: Comparing | null) =>
      command(title, () => changeView(title, { comparing: to }));
    list.push(
      comparing === 'beside'
        ? compare('Hide the original beside the graph', null)
        : compare('Show the original beside the graph', 'beside'),
    );
    if (comparing === 'place') list.push(compare('Hide the changes', null));
    else if (steps.length > 0) list.push(compare('Changes in place', 'place'));
    if (comparing !== null)
      list.push(
        against === 'original'
          ? command('Compare with the step before', () => setView({ against: 'before' }))
          : command('Compare with the original', () => setView({ against: 'original' })),
      );
  }
  if (opened.size > 0) list.push(command('Fold all blocks', foldAll));
  list.push(
    command(constants ? 'Hide constants and shape arithmetic' : 'Show constants and shape arithmetic', () =>
      changeView(`${constants ? 'Hide' : 'Show'} constants`, { constants: !constants }),
    ),
  );
  for (const [value] of overlays)
    if (value !== overlay && missingFor(value, timed, compared) === null)
      list.push(command(colourLabel(value), () => changeView(colourLabel(value), { overlay: value })));
  const { running, profiling, measuring } = getSession();
  if (obstacle(getSession()) === null && !running && !profiling && measuring === null)
    list.push(command(`Time the operators, ${timingTakes}`, () => void showRuntimeShares()));
  if (selected !== null) list.push(...pressing('Copy the details of the chosen node', 'Copy details'));
  if (selected !== null) list.push(command('Deselect', () => setView({ selected: null }), 'Esc'));
  return list;
}

/** The panel's tabs as they are there. */
function panelCommands(): Command[] {
  const { tab } = getView();
  const found = [...document.querySelectorAll<HTMLElement>('.tabs [role=tab]')].flatMap((trigger) => {
    const title = trigger.textContent?.trim() ?? '';
    const value = title.toLowerCase() as Tab;
    return title === '' || value === tab ? [] : [command(`Panel: ${title}`, () => setView({ tab: value }))];
  });
  return found;
}

const themes: readonly (readonly [Theme, string])[] = [
  ['light', 'Light theme'],
  ['dark', 'Dark theme'],
  ['system', 'Theme as the system'],
];

const themeCommands = (): Command[] =>
  themes.flatMap(([theme, title]) =>
    theme === getView().theme ? [] : [command(title, () => setView({ theme }))],
  );
