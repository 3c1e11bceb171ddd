import { describe, expect, it } from 'vitest';
import { coarsely, differenceOf, framed } from './coarse';
import { type Picture, readPng, writePng } from './png';

/** A page of 1280 × 800 with some rectangles: left, top, width, height and a grey. */
function page(...rects: readonly (readonly [number, number, number, number, number])[]): Picture {
  const rgb = new Uint8Array(1280 * 800 * 3).fill(250);
  for (const [left, top, width, height, grey] of rects)
    for (let y = top; y < top + height; y++)
      rgb.fill(grey, 3 * (y * 1280 + left), 3 * (y * 1280 + left + width));
  return { width: 1280, height: 800, rgb };
}

describe('coarsely', () => {
  it('gives mean colours of cells of 20 pixels', () => {
    const coarse = coarsely(page([0, 0, 10, 20, 50]));
    expect([coarse.width, coarse.height]).toEqual([64, 40]);
    expect([coarse.rgb[0], coarse.rgb[3]]).toEqual([150, 250]);
  });

  it('survives a PNG', () => {
    const coarse = coarsely(page([100, 100, 300, 200, 30], [700, 20, 40, 60, 90]));
    expect(readPng(writePng(coarse))).toEqual(coarse);
  });
});

describe('differenceOf', () => {
  const usual = page([900, 60, 380, 500, 60]);
  it('is small where letters are a little bolder, and their ends elsewhere', () => {
    const bolder = page([900, 60, 380, 500, 66], [300, 300, 2, 10, 20]);
    expect(differenceOf(coarsely(usual), coarsely(bolder))).toMatchObject({ share: 0, area: 0 });
  });

  it('is one area where a panel is gone', () => {
    const { share, area, cells } = differenceOf(coarsely(usual), coarsely(page()));
    expect(area).toBe(19 * 25);
    expect(share).toBeCloseTo((19 * 25) / 2560);
    expect(cells).toHaveLength(area);
  });

  it('does not join what is on either edge of the page', () => {
    const edges = page([0, 100, 20, 20, 0], [1260, 100, 20, 20, 0]);
    expect(differenceOf(coarsely(page()), coarsely(edges))).toMatchObject({ area: 1 });
  });

  it('is everything where the sizes differ', () => {
    const narrow = { width: 390, height: 800, rgb: new Uint8Array(390 * 800 * 3).fill(250) };
    expect(differenceOf(coarsely(page()), coarsely(narrow)).share).toBe(1);
  });
});

it('framed marks the cells that differ', () => {
  const shown = page();
  const marked = framed(shown, coarsely(shown), [65]);
  expect([...marked.rgb.subarray(3 * (20 * 1280 + 20), 3 * (20 * 1280 + 20) + 3)]).toEqual([255, 0, 80]);
  expect(differenceOf(coarsely(shown), coarsely(marked)).cells).toEqual([65]);
});
