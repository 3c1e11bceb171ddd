import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { traceFromFragment, traceToFile } from '../src/trace';
import { dist } from './support/clock';
import { collectProblems } from './support/console';
import { goldenLink } from './support/goldenLinks';
import { collectOrigins, collectViolations, plainHost, waitUntilKept } from './support/hosting';
import { compareModels } from './support/independentRun';
import { optimizeToResult } from './support/opening';
import { galleryFile } from './support/shared';
import { asPrivate, missing } from './support/sharing';

// The built folder on a host that only hands out files: threads, the main job, and all of it again without a network.
test.use({ serviceWorkers: 'allow' });

/** The reload that gives threads has happened. */
async function waitForThreads(page: Page): Promise<void> {
  await page.waitForFunction(() => crossOriginIsolated && navigator.serviceWorker.controller !== null);
}

/** Opens a sample, optimizes it, and gives the file that comes out. */
async function mainJob(page: Page): Promise<Uint8Array> {
  await page.getByRole('button', { name: /^Tiny attention/ }).click();
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  await optimizeToResult(page);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download model' }).click(),
  ]);
  return new Uint8Array(await readFile(await file.path()));
}

test('on a plain host below a path: threads after one reload, the main job, and again without a network', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  const host = await plainHost();
  const problems = collectProblems(page);
  const violations = await collectViolations(page);
  const origins = collectOrigins(context);
  let loads = 0;
  page.on('load', () => loads++);
  try {
    await page.goto(`${host.url}?seconds=1`);
    await waitForThreads(page);
    await expect.poll(() => loads).toBe(2);
    const original = new Uint8Array(await readFile(galleryFile('tiny_attention.onnx')));
    const first = await compareModels(original, await mainJob(page));
    expect(first.maxRel).toBeLessThan(1e-4);

    await waitUntilKept(page);
    await host.close();
    await context.setOffline(true);
    const later = await context.newPage();
    const laterProblems = collectProblems(later);
    await later.goto(`${host.url}?seconds=1`);
    expect(await later.evaluate(() => crossOriginIsolated)).toBe(true);
    const second = await compareModels(original, await mainJob(later));
    expect(second.maxRel).toBeLessThan(1e-4);
    expect(laterProblems).toEqual([]);
  } finally {
    await host.close();
  }
  expect([...origins]).toEqual([new URL(host.url).origin]);
  expect(violations).toEqual([]);
  expect(problems).toEqual([]);
});

/** The service worker is registered only once the test says so. */
async function holdRegistration(page: Page): Promise<() => Promise<void>> {
  await page.addInitScript(() => {
    const { serviceWorker } = navigator;
    const register = serviceWorker.register.bind(serviceWorker);
    serviceWorker.register = async (...args) => {
      await new Promise((resolve) => addEventListener('may-register', resolve, { once: true }));
      return register(...args);
    };
  });
  return () => page.evaluate(() => void dispatchEvent(new Event('may-register')));
}

test('at a first visit no reload takes away a trace that waits for its model, nor work in the lesson', async ({
  page,
  browser,
}) => {
  const host = await plainHost();
  let loads = 0;
  const notice = (where: Page) => where.getByRole('region', { name: 'Reload' });
  try {
    page.on('load', () => loads++);
    const register = await holdRegistration(page);
    await page.goto(host.url);
    await page.getByLabel('Open model').setInputFiles({
      name: 'private.dreamtrace',
      mimeType: 'application/json',
      buffer: Buffer.from(traceToFile(asPrivate(await traceFromFragment(goldenLink)))),
    });
    await expect(missing(page)).toBeVisible();
    await register();
    await expect(notice(page)).toContainText('The page runs on one thread.');
    await expect(missing(page)).toBeVisible();
    expect(loads).toBe(1);

    const context = await browser.newContext({ serviceWorkers: 'allow' });
    const lesson = await context.newPage();
    lesson.on('load', () => loads++);
    const registerThere = await holdRegistration(lesson);
    await lesson.goto(`${host.url}?lesson=1`);
    await lesson.getByRole('button', { name: 'Next section' }).click();
    await registerThere();
    await expect(notice(lesson)).toContainText('The page runs on one thread.');
    await expect.poll(() => loads).toBe(2);
    await context.close();
  } finally {
    await host.close();
  }
});

test('without a service worker the page says that there is one thread, and works', async ({ browser }) => {
  const host = await plainHost();
  const context = await browser.newContext({ serviceWorkers: 'block' });
  try {
    const page = await context.newPage();
    let loads = 0;
    page.on('load', () => loads++);
    await page.goto(host.url);
    await page.getByRole('button', { name: /^Tiny attention/ }).click();
    const target = page.getByRole('button', { name: /Target/ });
    await expect(target).toContainText('1 thread');
    await target.click();
    await expect(page.getByText(/not cross-origin isolated, so WASM has a single thread/i)).toBeVisible();
    expect(loads).toBe(1);
  } finally {
    await context.close();
    await host.close();
  }
});

test('a new build waits until it is asked for, and then replaces the old one as a whole', async ({
  page,
}) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'dreamgraph-build-'));
  await cp(dist, folder, { recursive: true });
  const host = await plainHost({ root: folder });
  const build = page.locator('meta[name=build]');
  // A page that is being left answers nothing; it is asked again.
  const shells = async () => {
    const names = await page.evaluate(() => caches.keys()).catch(() => []);
    return names.filter((name) => name.includes('shell'));
  };
  try {
    await page.goto(host.url);
    await waitForThreads(page);
    await waitUntilKept(page);
    const before = (await build.getAttribute('content')) ?? '';
    for (const file of ['index.html', 'sw.js']) {
      const text = await readFile(path.join(folder, file), 'utf8');
      await writeFile(path.join(folder, file), text.replaceAll(before, 'abcdefabcdef'));
    }
    await page.reload();
    const notice = page.getByRole('region', { name: 'Reload' });
    await expect(notice).toContainText('A new version of Dreamgraph is ready.');
    await expect(build).toHaveAttribute('content', before);
    await notice.getByRole('button', { name: 'Reload' }).click();
    await expect(build).toHaveAttribute('content', 'abcdefabcdef');
    await expect.poll(shells).toEqual([expect.stringContaining('abcdefabcdef')]);
    await expect(notice).toBeHidden();
  } finally {
    await host.close();
    await rm(folder, { recursive: true });
  }
});

test('everything is kept on request, and the app can be installed', async ({ page, context }) => {
  const host = await plainHost();
  try {
    await page.goto(host.url);
    await waitForThreads(page);
    await waitUntilKept(page);
    await page.reload();
    await page.getByRole('button', { name: /^Keep everything/ }).click();
    await expect(page.getByText('All of it is kept on this machine')).toBeVisible({ timeout: 60_000 });
    const session = await context.newCDPSession(page);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    // A private window, as the tests use, can never install: nothing else may stand in the way.
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual(
      [],
    );
  } finally {
    await host.close();
  }
});

test('the page cannot ask another origin, and neither can its workers', async ({ page }) => {
  const host = await plainHost();
  const other = await plainHost();
  try {
    await page.goto(host.url);
    await waitForThreads(page);
    const refused = await page.evaluate(
      (url) =>
        fetch(url, { mode: 'no-cors' }).then(
          () => false,
          () => true,
        ),
      other.url,
    );
    expect(refused).toBe(true);
    // Scripts that only the service worker served carry the policy too.
    const workers = [...new Set(host.asked)].filter((file) => /\.worker-[\w-]+\.js$/.test(file));
    const policies = await page.evaluate(
      (files) =>
        Promise.all(
          files.map(async (file) => (await fetch(file)).headers.get('content-security-policy') ?? 'none'),
        ),
      workers.filter((file) => !file.includes('fetch.worker')),
    );
    expect(policies.length).toBeGreaterThan(0);
    for (const policy of policies) expect(policy).toContain("connect-src 'self';");
    expect(other.asked).toEqual([]);
  } finally {
    await host.close();
    await other.close();
  }
});
