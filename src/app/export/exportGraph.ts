import { CodedError } from '../../core';
import { marksFor } from '../canvas/marks';
import type { PlacedScene } from '../canvas/placed';
import { save } from '../session/download';
import { attempt } from '../session/open';
import { getSession, setSession } from '../stores/session';
import { graphSvg, type SvgColours } from './graphSvg';

export type PictureKind = 'svg' | 'png';

/** Largest side and area of a bitmap that browsers make reliably, in pixels. */
const longestSide = 16_000;
const largestArea = 120e6;
/** Pixels of the bitmap for one of the drawing, where there is room. */
const wanted = 2;

/** Saves the whole graph as a picture, as it is folded now. */
export const exportGraph = (kind: PictureKind, placed: PlacedScene): Promise<void> =>
  attempt(async () => {
    const { steps, model, step } = getSession();
    const svg = graphSvg({
      placed,
      marks: marksFor(steps, step, null),
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
    const { width, height } = placed.layout.bounds;
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
  const read = (name: string): string => {
    probe.style.color = `var(${name})`;
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
  };
  probe.remove();
  return colours;
}
