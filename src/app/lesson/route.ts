export const CHAPTERS = 5;

/** What a link to the lesson says: the chapter, how far down it, and the state of its figure. */
export interface LessonRoute {
  /** 1 to 5. */
  readonly chapter: number;
  /** Section of the chapter, from 0. */
  readonly at: number;
  /** The figure's own state, as its chapter writes it; short words and numbers. */
  readonly figure: Readonly<Record<string, string>>;
}

/** Longest value of a figure's state; a link is not a place to keep things. */
const LONGEST = 600;

/** Reads `?lesson=2&at=1&moves=…`; null where the address does not ask for the lesson. */
export function lessonRoute(search: string): LessonRoute | null {
  const query = new URLSearchParams(search);
  const asked = query.get('lesson');
  if (asked === null) return null;
  const figure: Record<string, string> = {};
  for (const [name, value] of query) {
    if (name === 'lesson' || name === 'at') continue;
    if (/^[a-z]{1,12}$/.test(name) && value.length <= LONGEST && /^[\w.~-]*$/.test(value))
      figure[name] = value;
  }
  return {
    chapter: wholeNumber(asked, 1, CHAPTERS) ?? 1,
    at: wholeNumber(query.get('at'), 0, 20) ?? 0,
    figure,
  };
}

/** The address of a place in the lesson, to be put behind that of the page. */
export function addressOf({ chapter, at, figure }: LessonRoute): string {
  const query = new URLSearchParams({ lesson: String(chapter) });
  if (at > 0) query.set('at', String(at));
  for (const [name, value] of Object.entries(figure)) if (value !== '') query.set(name, value);
  return `?${query}`;
}

/** A whole number within bounds; null for anything else. */
export function wholeNumber(text: string | null | undefined, low: number, high: number): number | null {
  if (text === null || text === undefined || !/^\d{1,9}$/.test(text)) return null;
  return Math.max(low, Math.min(high, Number(text)));
}

/** A decimal number within bounds; null for anything else. */
export function decimal(text: string | undefined, low: number, high: number): number | null {
  if (text === undefined || !/^\d{1,4}(\.\d{1,4})?$/.test(text)) return null;
  return Math.max(low, Math.min(high, Number(text)));
}
