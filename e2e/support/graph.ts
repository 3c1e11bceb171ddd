import type { Page } from '@playwright/test';

/** The graph that is open; not the original beside it. */
export const graphRegion = (page: Page) => page.getByRole('region', { name: 'Graph', exact: true });

/** Its cards, as many as are drawn. */
export const cards = (page: Page) => graphRegion(page).locator('.react-flow__node');
