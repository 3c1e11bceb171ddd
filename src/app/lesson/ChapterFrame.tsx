import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { prefersStillness } from '../theme';
import { CHAPTERS } from './route';
import { openChapter, reachSection, useLesson } from './store';

export interface Section {
  readonly title: string;
  readonly text: ReactNode;
}

interface ChapterFrameProps {
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly Section[];
  readonly figure: ReactNode;
}

/** Text that scrolls beside a figure that stays: the section in the middle of the text decides what the figure shows. */
export function ChapterFrame({ title, lead, sections, figure }: ChapterFrameProps) {
  const chapter = useLesson((s) => s.chapter);
  const at = useLesson((s) => Math.min(s.at, sections.length - 1));
  const scroller = useRef<HTMLDivElement>(null);
  const steer = useReading(scroller, sections.length);
  const show = (section: number) => {
    steer();
    reachSection(section);
    scrollTo(scroller.current, section, prefersStillness() ? 'instant' : 'smooth');
  };
  const last = at === sections.length - 1;
  return (
    <main className="lesson-body">
      <div className="lesson-reading">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <article ref={scroller} className="lesson-text scroll" tabIndex={0} aria-label={title}>
          <h1>{title}</h1>
          <p className="lead">{lead}</p>
          {sections.map((section, i) => (
            <section key={section.title} data-section={i} data-active={i === at || undefined}>
              <h2>{section.title}</h2>
              {section.text}
            </section>
          ))}
        </article>
        <nav className="lesson-steps" aria-label="Sections">
          <button
            type="button"
            className="button small icon"
            aria-label="Previous section"
            disabled={at === 0}
            onClick={() => show(at - 1)}
          >
            <ChevronLeft size={16} aria-hidden="true" />
          </button>
          <span className="figures">
            {at + 1} of {sections.length}
          </span>
          {!last && (
            <button
              type="button"
              className="button small icon"
              aria-label="Next section"
              onClick={() => show(at + 1)}
            >
              <ChevronRight size={16} aria-hidden="true" />
            </button>
          )}
          {last && chapter < CHAPTERS && (
            <button type="button" className="button small primary" onClick={() => openChapter(chapter + 1)}>
              Next chapter
            </button>
          )}
          {last && chapter === CHAPTERS && (
            <a className="button small primary" href="./">
              To the real thing
            </a>
          )}
        </nav>
      </div>
      {figure}
    </main>
  );
}

function scrollTo(scroller: HTMLElement | null, section: number, behavior: ScrollBehavior): void {
  const target = scroller?.querySelector<HTMLElement>(`[data-section="${section}"]`);
  if (scroller === null || !target) return;
  const top = section === 0 ? 0 : target.offsetTop - scroller.offsetTop - scroller.clientHeight * 0.18;
  scroller.scrollTo({ top, behavior });
}

/** Longest that a smooth way to a section takes, in ms, where the browser does not say when it has ended. */
const LONGEST_WAY = 1500;

/**
 * Opens the text where the link says, then follows the reader's scrolling. Returns what to call before the page itself
 * scrolls: until that has ended, the sections on the way are not stopped at.
 */
function useReading(scroller: RefObject<HTMLElement | null>, sections: number): () => void {
  const steering = useRef<ReturnType<typeof setTimeout> | null>(null);
  const release = useRef(() => {
    if (steering.current !== null) clearTimeout(steering.current);
    steering.current = null;
  });
  useEffect(() => {
    const root = scroller.current;
    if (root === null) return;
    const { at } = useLesson.getState();
    if (at > 0) {
      steering.current = setTimeout(release.current, 200);
      scrollTo(root, Math.min(at, sections - 1), 'instant');
    }
    let settled: ReturnType<typeof setTimeout> | null = null;
    const follow = (): void => {
      if (settled !== null) clearTimeout(settled);
      settled = setTimeout(() => {
        if (steering.current === null) reachSection(sectionInSight(root));
      }, 90);
    };
    const letGo = release.current;
    root.addEventListener('scroll', follow, { passive: true });
    // The reader's own hand ends what the page began.
    for (const event of ['wheel', 'touchmove', 'keydown'] as const)
      root.addEventListener(event, letGo, { passive: true });
    return () => {
      root.removeEventListener('scroll', follow);
      for (const event of ['wheel', 'touchmove', 'keydown'] as const) root.removeEventListener(event, letGo);
      if (settled !== null) clearTimeout(settled);
      letGo();
    };
  }, [scroller, sections]);
  return () => {
    release.current();
    steering.current = setTimeout(release.current, LONGEST_WAY);
  };
}

/** The last section that begins above the middle of the text, or the last of all at its end. */
function sectionInSight(root: HTMLElement): number {
  const parts = [...root.querySelectorAll<HTMLElement>('[data-section]')];
  if (root.scrollTop + root.clientHeight >= root.scrollHeight - 4) return parts.length - 1;
  const middle = root.scrollTop + root.clientHeight * 0.42;
  const begun = parts.filter((part) => part.offsetTop - root.offsetTop <= middle);
  return Math.max(0, begun.length - 1);
}
