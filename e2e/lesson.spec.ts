import { expect, type Locator, type Page, test } from '@playwright/test';
import { clockSpoke } from './support/clockSpoke';
import { collectProblems } from './support/console';
import { plainHost, waitUntilKept } from './support/hosting';

// The lesson as a reader and as a teacher meet it: each chapter by its address, each figure answering.
test.use({ serviceWorkers: 'allow' });

/** Pictures to look at, where a folder for them is named. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.DREAMGRAPH_PICTURES;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}

const figure = (page: Page, name: string | RegExp) => page.getByRole('figure', { name });
const games = (training: Locator) =>
  training.getByRole('figure', { name: 'Games played on the real graph' }).locator('p');

/** Asks the clock about a dream of the last chapter. The one in view may be illegal at once; then another one is taken. */
async function askTheClock(check: Locator): Promise<void> {
  const ask = check.getByRole('button', { name: 'Ask the clock' });
  for (let i = 0; i < 6; i++) {
    await expect(check.getByRole('status')).not.toContainText('Playing', { timeout: PATIENCE });
    if (await ask.isEnabled()) break;
    await check.getByRole('button', { name: /Another dream/ }).click();
  }
  await ask.click();
}

/** A figure answers within what a reader waits for; the tests' machine may be busy with other things. */
const PATIENCE = 20_000;

test('chapter 1: the model is on the screen, a card tells about itself, and the text moves the figure', async ({
  page,
}) => {
  const problems = collectProblems(page);
  await page.goto('./?lesson=1');
  const first = figure(page, 'A model of six operations');
  await expect(first.getByRole('button', { name: /^Conv/ }).first()).toBeVisible({ timeout: PATIENCE });
  await first.getByRole('button', { name: /^Conv/ }).first().click();
  await expect(first.getByRole('status')).toContainText('multiplications');
  await expect(page).toHaveURL(/node=n\d+/);
  await page.getByRole('button', { name: 'Next section' }).click();
  await expect(figure(page, 'The same model with its constants')).toBeVisible();
  await expect(page).toHaveURL(/at=1/);
  await page.getByRole('button', { name: 'Next section' }).click();
  await page.getByRole('button', { name: 'Next section' }).click();
  await expect(figure(page, 'BERT mini').getByText('×4')).toBeVisible({ timeout: PATIENCE });
  expect(problems).toEqual([]);
});

test('chapter 2: moves change the graph and the count, can be undone, and travel in the link', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const problems = collectProblems(page);
  await page.goto('./?lesson=2');
  const board = figure(page, 'The board');
  const moves = board.getByRole('region', { name: 'Legal rewrites', exact: true });
  await expect(moves.getByRole('button').first()).toBeVisible({ timeout: PATIENCE });
  const lit = board.getByRole('button', { name: /legal rewrite/ });
  expect(await lit.count()).toBeGreaterThan(2);
  await moves.getByRole('button').first().click();
  await expect(board.getByRole('button', { name: 'Undo' })).toBeEnabled();
  await expect(page).toHaveURL(/moves=\d+\.\d+\.\d+/);
  await board.getByRole('button', { name: 'Undo' }).click();
  await board.getByRole('button', { name: 'Show me' }).click();
  await expect(board.getByRole('button', { name: 'Show me' })).toBeVisible({ timeout: 60_000 });
  // The way that is shown takes work away, and the clock is asked about where it ends.
  const counted = board.locator('dd').first();
  await expect.poll(async () => Number.parseInt((await counted.textContent()) ?? '', 10)).toBeLessThan(80);
  await expect(board.locator('dd').nth(1)).toContainText(/×|too busy/, { timeout: 60_000 });
  await expect(page).toHaveURL(/moves=.{60,}/);
  await picture(page, 'lesson-2-played');
  const text = (await counted.textContent()) ?? '';
  await page.goto(page.url());
  await expect(board.locator('dd').first()).toHaveText(text, { timeout: PATIENCE });
  expect(problems).toEqual([]);
});

test('chapter 2: a card says why a rule does not apply, and a damaged link says which move', async ({
  page,
}) => {
  await page.goto('./?lesson=2&moves=9999.1.0');
  const board = figure(page, 'The board');
  await expect(board.getByText(/move 1 is not legal/)).toBeVisible({ timeout: PATIENCE });
  await board
    .getByRole('button', { name: /^Softmax/ })
    .first()
    .click();
  await board.getByText('Why not here?').click();
  await expect(board.locator('.why-not li').first()).toBeVisible();
});

test('chapter 3: dreams answer to the temperature, and one of them is held against reality', async ({
  page,
}) => {
  const problems = collectProblems(page);
  await page.goto('./?lesson=3');
  const dreams = figure(page, 'Dreams from one board');
  const status = dreams.getByRole('status');
  await expect(status).toContainText('imagined steps', { timeout: PATIENCE });
  await dreams.getByRole('slider', { name: 'Temperature' }).focus();
  await page.keyboard.press('Home');
  await expect(page).toHaveURL(/temp=0\.00/);
  await dreams.getByRole('button', { name: 'Check' }).click();
  await expect(status).toContainText(/legal/, { timeout: PATIENCE });
  await expect(
    dreams
      .getByRole('list', { name: 'Moves of this dream' })
      .getByText(/^(legal|illegal)/)
      .first(),
  ).toBeVisible();
  expect(problems).toEqual([]);
});

test('chapter 4: a world model is trained here, and its loss falls', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto('./?lesson=4');
  const training = figure(page, 'Training, here and now');
  await training.getByRole('button', { name: 'Train' }).click();
  const status = training.getByRole('status');
  // The games are drawn as they are played, before anything is learned from them.
  await expect(games(training)).toContainText(/^\d+ games?/, { timeout: PATIENCE });
  await expect(status).toContainText(/[1-9]\d* updates? of/, { timeout: 120_000 });
  await picture(page, 'lesson-4-trained');
  await expect(training.getByRole('figure', { name: 'Loss' }).locator('dd')).not.toHaveText('–');
  await training.getByRole('button', { name: 'Pause' }).click();
  await expect(training.getByRole('button', { name: 'Train' })).toBeVisible({ timeout: 30_000 });
  // Reading on ends nothing.
  const trained = await status.textContent();
  for (let i = 0; i < 3; i++) await page.getByRole('button', { name: 'Next section' }).click();
  await expect(page).toHaveURL(/at=3/);
  await expect(status).toHaveText(trained ?? '');
});

test('chapter 4: a player that knows nothing learns in dreams, and keeps its promise on the real graph', async ({
  page,
}) => {
  const problems = collectProblems(page);
  await page.goto('./?lesson=4&at=1');
  const player = figure(page, 'A player that learns in dreams');
  const start = player.getByRole('button', { name: 'Let it learn' });
  await expect(start).toBeEnabled({ timeout: PATIENCE });
  await start.click();
  const status = player.getByRole('status');
  await expect(status).toContainText(/Round [1-9]\d* of 16, .* imagined steps/, { timeout: PATIENCE });
  await expect(player.getByRole('figure', { name: /^Speed-up of the player/ }).locator('dt')).toHaveText([
    'Imagined',
    'Real graph, estimated',
  ]);
  await picture(page, 'lesson-4-player');
  await player.getByRole('button', { name: 'Pause' }).click();
  await expect(start).toBeEnabled({ timeout: 30_000 });
  expect(problems).toEqual([]);
});

test('chapter 5: the clock is asked about a dream', async ({ page }) => {
  test.setTimeout(120_000);
  const problems = collectProblems(page);
  await page.goto('./?lesson=5&temp=0.00');
  const check = figure(page, 'A dream and the clock');
  await askTheClock(check);
  // The interval decides what may be said; a machine that is too busy says that instead.
  if (await clockSpoke(page, check.getByRole('status').getByText('measured ×')))
    await expect(check.getByRole('status')).toContainText(/is (faster|slower)|nothing has been shown/);
  await picture(page, 'lesson-5-measured');
  await page.getByRole('button', { name: 'Next section' }).click();
  await expect(figure(page, 'The same question, again')).toBeVisible();
  await page.getByRole('button', { name: 'Next section' }).click();
  await expect(figure(page, 'Imagined against real change of the runtime')).toBeVisible({
    timeout: PATIENCE,
  });
  expect(problems).toEqual([]);
});

test('once one chapter was opened, all five answer without a network', async ({ page, context }) => {
  test.setTimeout(150_000);
  const host = await plainHost();
  const answering: readonly ((figure: Locator) => Promise<void>)[] = [
    async (graph) => {
      await graph.getByRole('button', { name: /^Conv/ }).first().click({ timeout: PATIENCE });
      await expect(graph.getByRole('status')).toContainText('multiplications');
    },
    async (board) => {
      const moves = board.getByRole('region', { name: 'Legal rewrites', exact: true });
      await moves.getByRole('button').first().click({ timeout: PATIENCE });
      await expect(board.getByRole('status')).toContainText(/×|too busy/, { timeout: 60_000 });
    },
    async (dreams) => {
      await expect(dreams.getByRole('status')).toContainText('imagined steps', { timeout: PATIENCE });
      await dreams.getByRole('button', { name: 'Dream again' }).click();
      await expect(page).toHaveURL(/seed=2/);
      await dreams.getByRole('button', { name: 'Check' }).click();
      await expect(dreams.getByRole('status')).toContainText('legal', { timeout: PATIENCE });
    },
    async (training) => {
      await training.getByRole('button', { name: 'Train' }).click({ timeout: PATIENCE });
      await expect(games(training)).toContainText(/^\d+ games?/, { timeout: PATIENCE });
      await training.getByRole('button', { name: 'Pause' }).click();
    },
    async (check) => {
      await askTheClock(check);
      await clockSpoke(page, check.getByRole('status').getByText('measured ×'));
    },
  ];
  try {
    await page.goto(`${host.url}?lesson=1`);
    await page.waitForFunction(() => crossOriginIsolated && navigator.serviceWorker.controller !== null);
    await waitUntilKept(page, 'keep-lesson');
    await host.close();
    await context.setOffline(true);
    for (const [i, answers] of answering.entries()) {
      await page.goto(`${host.url}?lesson=${i + 1}`);
      await test.step(`chapter ${i + 1}`, () => answers(page.locator('.lesson-figure')));
    }
  } finally {
    await host.close();
  }
});
