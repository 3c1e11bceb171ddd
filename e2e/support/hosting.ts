import type { BrowserContext, Page } from '@playwright/test';
import { serve } from '../../scripts/serve.mjs';
import { dist } from './clock';

/** A plain file server, as a static host would be: no isolation, no policy, and the app somewhere below its root. */
export async function plainHost({ root = dist, base = '/people/someone/dreamgraph/' } = {}) {
  const asked: string[] = [];
  const served = await serve({ root, base, isolated: false, onFile: (path) => asked.push(path) });
  return { ...served, asked };
}

/** Every origin that the context asks from now on, its workers included. */
export function collectOrigins(context: BrowserContext): Set<string> {
  const origins = new Set<string>();
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol)) origins.add(origin);
  });
  return origins;
}

/** What the Content-Security-Policy refuses on a page, as it is refused. */
export async function collectViolations(page: Page): Promise<string[]> {
  const violations: string[] = [];
  await page.exposeFunction('onPolicyViolation', (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = (window as unknown as { onPolicyViolation(text: string): void }).onPolicyViolation;
      report(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile ?? ''}`);
    });
  });
  return violations;
}

/** Waits until a service worker is in charge and keeps all scripts of the app, or all that the lesson needs. */
export async function waitUntilKept(page: Page, kind: 'fill' | 'keep-lesson' = 'fill'): Promise<void> {
  await page.evaluate(async (kind) => {
    const { serviceWorker } = navigator;
    await serviceWorker.ready;
    while (serviceWorker.controller === null) await new Promise((resolve) => setTimeout(resolve, 50));
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => {
        if (data.kind !== 'kept' || data.done) resolve(data);
      };
      serviceWorker.controller?.postMessage({ kind }, [port2]);
    });
  }, kind);
}
