import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { CodedError } from '../../core';
import { PageBoundary } from './PageBoundary';

/** What stands in place of a page that threw this. */
function after(thrown: unknown): string {
  const boundary = new PageBoundary({ children: 'all is drawn' });
  boundary.state = PageBoundary.getDerivedStateFromError(thrown);
  return renderToStaticMarkup(boundary.render());
}

it('shows the page as long as it can be drawn', () => {
  expect(new PageBoundary({ children: 'all is drawn' }).render()).toBe('all is drawn');
});

it('says what happened and offers to go on where it cannot', () => {
  const text = after(new RangeError('Maximum call stack size exceeded'));
  expect(text).not.toContain('all is drawn');
  expect(text).toContain('Maximum call stack size exceeded.');
  expect(text).toContain('PAGE_FAILED');
  expect(text).toContain('Try again');
  expect(text).toContain('Reload');
  expect(after(new CodedError('NETWORK', 'A part of this page could not be loaded'))).toContain('NETWORK');
});
