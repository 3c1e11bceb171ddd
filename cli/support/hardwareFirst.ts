import type { OpenPage } from './page';

/**
 * Opens a page in a Chromium that offers the machine's own GPU or, where that gives no adapter, in one with a software
 * adapter. What a browser offers is settled when it starts, so that the second is a new one.
 */
export async function hardwareFirst(
  open: (webgpu: 'hardware' | 'software') => Promise<OpenPage>,
): Promise<OpenPage> {
  // A driver may bring the browser down as it starts; that there is none at all, the second launch says.
  const first = await open('hardware').catch(() => null);
  if (first === null) return open('software');
  if (await hasAdapter(first)) return first;
  await first.close().catch(() => undefined);
  console.error('Chromium finds no GPU here: WebGPU runs on a software adapter.');
  return open('software');
}

/** Whether WebGPU works at all; a page that a driver brought down has none. */
const hasAdapter = ({ page }: OpenPage): Promise<boolean> =>
  page.evaluate(async () => ((await navigator.gpu?.requestAdapter()) ?? null) !== null).catch(() => false);
