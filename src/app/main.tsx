import { lazy, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { must } from '../core';
import { App } from './App';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/header.css';
import './styles/layouts.css';
import './styles/banners.css';
import './styles/gallery.css';
import './styles/cards.css';
import './styles/overlays.css';
import { guardPage } from './session/askBefore';
import { followLayout } from './shell/followLayout';
import { PageBoundary } from './shell/PageBoundary';
import { followTheme } from './theme';

const Lesson = lazy(() => import('./lesson/Lesson'));
const isLesson = new URLSearchParams(location.search).has('lesson');

followTheme();
followLayout();
if (!isLesson) guardPage();
createRoot(must(document.getElementById('root'), 'the root element')).render(
  <PageBoundary whole>
    {isLesson ? (
      <Suspense>
        <Lesson />
      </Suspense>
    ) : (
      <App />
    )}
  </PageBoundary>,
);
// In the built app alone: while developing, nothing should be kept. After all that the first view needs.
if (import.meta.env.PROD) {
  addEventListener('load', () => void import('./offline/start').then((m) => m.startServiceWorker()));
}
