/** Draws the PNG icons of the installed app from public/icon.svg: `npx tsx scripts/icons.ts`. */
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findChromium, howToGetChromium, launchFlags } from './chromium.mjs';

/** A maskable icon may be cut to a circle of four fifths of its width: the drawing stays inside, its ground goes on. */
const ICONS = [
  { file: 'icon-192.png', size: 192, share: 1 },
  { file: 'icon-512.png', size: 512, share: 1 },
  { file: 'maskable-512.png', size: 512, share: 0.78 },
] as const;

const executablePath = findChromium();
if (executablePath === null) throw new Error(`No Chromium was found. ${howToGetChromium()}`);
const svg = readFileSync('public/icon.svg', 'utf8');
const ground = /<rect[^>]*fill="(#[0-9a-f]{6})"/.exec(svg)?.[1] ?? '#000000';
mkdirSync('public/icons', { recursive: true });
const browser = await chromium.launch({ executablePath, args: launchFlags({ webgpu: 'none' }) });
for (const { file, size, share } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const inner = Math.round(size * share);
  const background = share < 1 ? ground : 'transparent';
  await page.setContent(
    `<body style="margin:0;display:grid;place-content:center;height:100vh;background:${background}">
      <div style="width:${inner}px;height:${inner}px">${svg}</div></body>`,
  );
  await page.screenshot({ path: `public/icons/${file}`, omitBackground: true });
  await page.close();
}
await browser.close();
