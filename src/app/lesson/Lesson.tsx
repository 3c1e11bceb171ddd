import { lazy, Suspense, useEffect } from 'react';
import { Logo } from '../shell/Logo';
import { ThemeButton } from '../shell/ThemeButton';
import { useOffline } from '../stores/offline';
import { followHistory, openChapter, useLesson } from './store';
import { endTrainer } from './trainer';
import '../styles/timeline.css';
import './lesson.css';

const CHAPTERS = [
  { title: 'A graph', Chapter: lazy(() => import('./chapters/Graph')) },
  { title: 'A game', Chapter: lazy(() => import('./chapters/Game')) },
  { title: 'The dream', Chapter: lazy(() => import('./chapters/Dream')) },
  { title: 'Learning', Chapter: lazy(() => import('./chapters/Learning')) },
  { title: 'Reality', Chapter: lazy(() => import('./chapters/Reality')) },
] as const;

const ReloadNotice = lazy(() => import('../offline/ReloadNotice'));

/** The lesson: five chapters, each with a figure that computes what it shows. */
export default function Lesson() {
  const chapter = useLesson((s) => s.chapter);
  const reload = useOffline((s) => s.reloadFor !== null);
  useEffect(followHistory, []);
  const entry = CHAPTERS[chapter - 1] ?? CHAPTERS[0];
  const { Chapter, title } = entry;
  useEffect(() => {
    // Got ready in the third chapter for the fourth; it rests in the fifth, from where one may come back.
    if (chapter < 3) endTrainer();
  }, [chapter]);
  useEffect(() => {
    document.title = `${chapter}. ${title} · Dreamgraph`;
  }, [chapter, title]);
  return (
    <div className="lesson">
      <header className="header lesson-header">
        <a className="brand" href="./" aria-label="Dreamgraph, to the app">
          <Logo />
          <span className="only-wide">Dreamgraph</span>
        </a>
        <nav className="lesson-nav" aria-label="Chapters">
          <ol>
            {CHAPTERS.map((one, i) => (
              <li key={one.title}>
                <a
                  href={`?lesson=${i + 1}`}
                  aria-current={chapter === i + 1 ? 'page' : undefined}
                  onClick={(event) => {
                    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                    event.preventDefault();
                    openChapter(i + 1);
                  }}
                >
                  <b>{i + 1}</b>
                  <span>{one.title}</span>
                </a>
              </li>
            ))}
          </ol>
        </nav>
        <ThemeButton />
      </header>
      <div className="banners">
        {reload && (
          <Suspense>
            <ReloadNotice />
          </Suspense>
        )}
      </div>
      <Suspense fallback={<main className="lesson-body" />}>
        <Chapter key={chapter} />
      </Suspense>
    </div>
  );
}
