import { type Browser, expect, type Page } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ph: string;
  /** Processor time of the event in microseconds. */
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: { readonly frames?: readonly { url: string }[] };
  };
}

/**
 * Processor time of each task on the page's main thread while `work` runs, in milliseconds, the longest first. Unlike the time
 * on the clock (and `longtask` entries) it does not grow when other programs want the processor too.
 */
export async function mainThreadTasks(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<number[]> {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  let events: readonly TraceEvent[];
  try {
    await work();
  } finally {
    const file = JSON.parse((await browser.stopTracing()).toString('utf8')) as { traceEvents: TraceEvent[] };
    events = file.traceEvents;
  }
  const main = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  const tasks = events.flatMap(({ name, ph, pid, tid, tdur }) =>
    /RunTask$/.test(name) && ph === 'X' && tdur !== undefined && main.has(`${pid}:${tid}`)
      ? [tdur / 1000]
      : [],
  );
  expect(tasks.length, 'the trace holds the tasks of the main thread').toBeGreaterThan(10);
  return tasks.sort((a, b) => b - a);
}
