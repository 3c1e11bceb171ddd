import { create } from 'zustand';
import { addressOf, type LessonRoute, lessonRoute } from './route';

const start: LessonRoute = { chapter: 1, at: 0, figure: {} };

export const useLesson = create<LessonRoute>()(() => lessonRoute(location.search) ?? start);

/** Turns to a chapter; the browser's way back leads to the one before. */
export function openChapter(chapter: number): void {
  go({ chapter, at: 0, figure: {} }, 'push');
}

/** The reader has reached a section: the figure takes that section's state. */
export function reachSection(at: number): void {
  const now = useLesson.getState();
  if (now.at !== at) go({ ...now, at, figure: {} }, 'replace');
}

/** Changes the figure's state, and with it the address. Values of '' leave their name out. */
export function setFigure(change: Readonly<Record<string, string>>): void {
  const now = useLesson.getState();
  const figure = Object.fromEntries(
    Object.entries({ ...now.figure, ...change }).filter(([, value]) => value !== ''),
  );
  go({ ...now, figure }, 'replace');
}

/** A slider changes faster than a browser lets its address change. */
const ADDRESS_EVERY = 300;
let pending: ReturnType<typeof setTimeout> | null = null;

function go(route: LessonRoute, how: 'push' | 'replace'): void {
  if (pending !== null) clearTimeout(pending);
  pending = null;
  if (how === 'push') history.pushState(null, '', addressOf(route));
  else pending = setTimeout(() => history.replaceState(null, '', addressOf(route)), ADDRESS_EVERY);
  useLesson.setState(route, true);
}

/** The address of what the lesson shows at this moment. */
export const presentAddress = (): string => new URL(addressOf(useLesson.getState()), location.href).href;

/** Follows the browser's back and forward; the function ends that. */
export function followHistory(): () => void {
  const follow = () => useLesson.setState(lessonRoute(location.search) ?? start, true);
  addEventListener('popstate', follow);
  return () => removeEventListener('popstate', follow);
}
