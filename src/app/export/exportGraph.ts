import { CodedError } from '../../core';
import { type Changes, changesText } from '../canvas/changes';
import { type Marks, marksAgainst } from '../canvas/marks';
import { figureText } from '../canvas/overlay';
import { overlays } from '../canvas/overlays';
import { HEAT_STEPS } from '../canvas/palette';
import type { PlacedScene } from '../canvas/placed';
import { stepTitle } from '../canvas/stepTitle';
import type { Colouring } from '../canvas/useColouring';
import { save } from '../session/download';
import { attempt } from '../session/open';
import { getSession, setSession } from '../stores/session';
import { type Drawing, graphSvg, type SvgColours } from './graphSvg';

export type PictureKind = 'svg' | 'png';

/** Largest side and area of a bitmap that browsers make reliably, in pixels. */
const longestSide = 16_000;
const largestArea = 120e6;
/** Pixels of the bitmap for one of the drawing, where there is room. */
const wanted = 2;

/** What is on the canvas. */
export interface Pictured {
  readonly now: PlacedScene;
  readonly marks: Marks;
  /** Two graphs are drawn as one. */
  readonly changes: Changes | null;
  /** The graph beside it. */
  readonly earlier: PlacedScene | null;
  readonly colouring: Colouring;
}

/** Saves the whole graph as a picture: folded, coloured and compared as it is on the canvas. */
export const exportGraph = (kind: PictureKind, pictured: Pictured): Promise<void> =>
  attempt(async () => {
    const { model, step } = getSession();
    const { svg, width, height } = graphSvg({
      drawings: drawingsOf(pictured),
      legend: legendOf(pictured),
      colours: readColours(),
      measure: textMeasure(),
    });
    const stem = (model?.name ?? 'graph').replace(/\.onnx$/i, '');
    const name = `${stem}${step > 0 ? `-step-${step}` : ''}.${kind}`;
    const file = new Blob([svg], { type: 'image/svg+xml' });
    if (kind === 'svg') {
      save(name, file);
      setSession({ notice: `Saved ${name}` });
      return;
    }
    let scale = Math.min(
      wanted,
      longestSide / Math.max(width, height),
      Math.sqrt(largestArea / (width * height)),
    );
    let bitmap = await toBitmap(file, scale);
    // How large a bitmap may be is the browser's secret.
    while (bitmap === null && scale > 0.05) {
      scale /= 2;
      bitmap = await toBitmap(file, scale);
    }
    if (bitmap === null)
      throw new CodedError('RUNTIME_MEMORY', 'The browser has no room for a bitmap of the graph.');
    save(name, bitmap);
    const small = scale < 1 ? `, at ${Math.round(scale * 100)} % since a larger bitmap is not possible` : '';
    setSession({ notice: `Saved ${name}${small}` });
  });

function drawingsOf({ now, marks, changes, earlier, colouring }: Pictured): readonly Drawing[] {
  const { scale, beside } = colouring;
  const { step } = now.scene;
  if (changes !== null) {
    const { base, wires, notes } = changes;
    const title = `${stepTitle(base)} to ${stepTitle(step).toLowerCase()}: ${changesText(changes)}`;
    return [{ placed: now, marks, scale, wires, notes, title }];
  }
  if (earlier === null) return [{ placed: now, marks, scale }];
  const gone = marksAgainst(earlier.scene, now.scene, 'removed');
  return [
    { placed: earlier, marks: gone, scale: beside, title: stepTitle(earlier.scene.step) },
    { placed: now, marks, scale, title: stepTitle(step) },
  ];
}

/** What the colours stand for, in words; '' where they are those of the operators. */
function legendOf({ colouring: { scale } }: Pictured): string {
  if (scale.overlay === 'family' || scale.largest === 0) return '';
  const name = overlays.find(([value]) => value === scale.overlay)?.[1] ?? '';
  return `${name}: the strongest colour is ${figureText(scale.overlay, scale.largest)}`;
}

async function toBitmap(svg: Blob, scale: number): Promise<Blob | null> {
  const url = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.floor(image.width * scale));
    canvas.height = Math.max(1, Math.floor(image.height * scale));
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Text widths in the page's font. */
function textMeasure(): (text: string, size: number, bold: boolean) => number {
  const context = document.createElement('canvas').getContext('2d');
  const family = getComputedStyle(document.body).fontFamily;
  return (text, size, bold) => {
    if (context === null) return 0.6 * size * text.length;
    context.font = `${bold ? 600 : 400} ${size}px ${family}`;
    return context.measureText(text).width;
  };
}

/** The theme's colours in sRGB: a pixel is painted in each and read back. */
function readColours(): SvgColours {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const probe = document.createElement('span');
  probe.hidden = true;
  (document.querySelector('.flow') ?? document.body).append(probe);
  const read = (name: string): string => readColour(`var(${name})`);
  const readColour = (colour: string): string => {
    probe.style.color = colour;
    if (context === null) return '#888888';
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
    return `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  };
  const colours: SvgColours = {
    page: read('--stage'),
    card: read('--surface'),
    line: read('--line'),
    box: read('--sunken'),
    wire: read('--wire'),
    ink: read('--ink'),
    quiet: read('--ink-2'),
    added: read('--added'),
    removed: read('--removed'),
    families: {
      convolution: read('--fam-convolution'),
      matmul: read('--fam-matmul'),
      elementwise: read('--fam-elementwise'),
      normalization: read('--fam-normalization'),
      movement: read('--fam-movement'),
      other: read('--fam-other'),
    },
    // As on the cards of the page.
    heat: Array.from({ length: HEAT_STEPS + 1 }, (_, i) =>
      readColour(`color-mix(in oklab, var(--heat) ${(i * 55) / HEAT_STEPS}%, var(--surface))`),
    ),
  };
  probe.remove();
  return colours;
}
