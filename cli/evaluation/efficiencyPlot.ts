import { labelOf, measurementsOf } from './agents';
import type { EfficiencyCurve } from './report';

/** One colour for each search on light and on dark ground, told apart by people who see colours differently (Okabe and Ito), and a dash. */
const styles: readonly (readonly [light: string, dark: string, dash: string])[] = [
  ['#0072b2', '#56b4e9', ''],
  ['#d55e00', '#ff8c42', ''],
  ['#007a5a', '#3ecf9f', ''],
  ['#a8508a', '#e08ac0', ''],
  ['#6b5d00', '#e6d34a', '6 3'],
  ['#5f5f5f', '#b5b5b5', '6 3'],
  ['#3d3db8', '#9c9cff', '2 3'],
  ['#8a1c1c', '#ff9d9d', '2 3'],
];

const panel = { width: 420, height: 250, left: 52, right: 14, top: 34, bottom: 40 };
const columns = 2;
const legendRow = 20;
const text = (x: number, y: number, content: string, extra = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}"${extra}>${escaped(content)}</text>`;
const escaped = (s: string): string => s.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** Mean over seeds of the log best speed-up after each measurement; a seed that ended early keeps its last. */
function meanCurve(curves: readonly EfficiencyCurve[], length: number): number[] {
  return Array.from({ length }, (_, i) => {
    const logs = curves.map(({ best }) => Math.log(best[Math.min(i, best.length - 1)] ?? 1));
    return Math.exp(logs.reduce((sum, x) => sum + x, 0) / Math.max(1, logs.length));
  });
}

/** Best speed-up against the number of real measurements, one panel for each model, as an SVG that follows the reader's light or dark ground. */
export function efficiencyPlot(curves: readonly EfficiencyCurve[], most: number): string {
  const measurements = Math.max(most, ...curves.map(({ search }) => measurementsOf(search, most)));
  const models = [...new Set(curves.map(({ model }) => model))];
  const searches = [...new Set(curves.map(({ search }) => search))];
  const rows = Math.ceil(models.length / columns);
  const legendHeight = Math.ceil(searches.length / columns) * legendRow + 18;
  const width = panel.width * Math.min(columns, Math.max(1, models.length));
  const height = rows * panel.height + legendHeight;
  const panels = models.map((model, i) => {
    const x = (i % columns) * panel.width;
    const y = legendHeight + Math.floor(i / columns) * panel.height;
    const own = curves.filter((curve) => curve.model === model);
    return `<g transform="translate(${x} ${y})">${panelOf(model, own, searches, measurements)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">`,
    '<title id="title">Best speed-up over ORT all against the number of real measurements, for each search</title>',
    `<style>${styleSheet(searches.length)}</style>`,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    ...searches.map((search, i) => legendOf(search, i, width)),
    ...panels,
    '</svg>',
    '',
  ].join('\n');
}

const styleOf = (i: number): (typeof styles)[number] => styles[i % styles.length] ?? ['#000', '#fff', ''];

function styleSheet(count: number): string {
  const each = (pick: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => `.s${i}{stroke:${pick(i)}}`).join('');
  return [
    'text{font:12px Inter,system-ui,sans-serif;fill:#24292f}.small{font-size:11px;fill:#57606a}.name{font-weight:600;font-size:13px}',
    '.ground{fill:#ffffff}.grid{stroke:#d8dee4;stroke-width:1}.curve{fill:none;stroke-width:2;stroke-linejoin:round}',
    each((i) => styleOf(i)[0]),
    '@media (prefers-color-scheme:dark){text{fill:#e6edf3}.small{fill:#9da7b1}.ground{fill:#0d1117}.grid{stroke:#30363d}',
    each((i) => styleOf(i)[1]),
    '}',
  ].join('');
}

const dashOf = (i: number): string => {
  const [, , dash] = styleOf(i);
  return dash === '' ? '' : ` stroke-dasharray="${dash}"`;
};

function legendOf(search: string, i: number, width: number): string {
  const x = 14 + (i % columns) * (width / columns);
  const y = 18 + Math.floor(i / columns) * legendRow;
  return `<path class="curve s${i}" d="M${x.toFixed(1)} ${y - 4}h22"${dashOf(i)}/>${text(x + 28, y, labelOf(search))}`;
}

function panelOf(
  model: string,
  curves: readonly EfficiencyCurve[],
  searches: readonly string[],
  measurements: number,
): string {
  const { width, height, left, right, top, bottom } = panel;
  const highest = Math.max(1.02, ...curves.flatMap(({ best }) => best));
  const ceiling = 1 + (highest - 1) * 1.08;
  // Logarithmic: the first measurements are what tells searches apart.
  const xOf = (n: number): number =>
    left + (Math.log(n) / Math.log(Math.max(2, measurements))) * (width - left - right);
  const yOf = (ratio: number): number => top + ((ceiling - ratio) / (ceiling - 1)) * (height - top - bottom);
  const ticksX = [1, 2, 5, 10, 20, 50, 100, 200, 500].filter((n) => n <= measurements);
  const parts = [text(left, 20, model, ' class="name"')];
  for (const ratio of ticksOf(ceiling)) {
    const y = yOf(ratio);
    parts.push(`<path class="grid" d="M${left} ${y.toFixed(1)}H${width - right}"/>`);
    parts.push(
      text(left - 6, y + 4, `×${ratio.toFixed(ceiling < 1.2 ? 2 : 1)}`, ' class="small" text-anchor="end"'),
    );
  }
  for (const n of ticksX)
    parts.push(text(xOf(n), height - bottom + 18, String(n), ' class="small" text-anchor="middle"'));
  parts.push(
    text((left + width - right) / 2, height - 6, 'real measurements', ' class="small" text-anchor="middle"'),
  );
  for (const [i, search] of searches.entries()) {
    const own = curves.filter((curve) => curve.search === search);
    if (own.length === 0) continue;
    const length = Math.min(measurements, Math.max(...own.map(({ best }) => best.length)));
    const points = meanCurve(own, length).map((ratio, k) => [xOf(k + 1), yOf(ratio)] as const);
    const path = points
      .map(([x, y], k) => (k === 0 ? `M${x.toFixed(1)} ${y.toFixed(1)}` : `H${x.toFixed(1)}V${y.toFixed(1)}`))
      .join('');
    parts.push(`<path class="curve s${i}" d="${path}"${dashOf(i)}/>`);
    // Where its measurements end.
    const [x, y] = points.at(-1) ?? [0, 0];
    parts.push(`<circle class="curve s${i}" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="3"/>`);
  }
  return parts.join('');
}

/** Between three and six round values from 1 to the ceiling. */
function ticksOf(ceiling: number): number[] {
  const step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5].find((s) => (ceiling - 1) / s <= 5) ?? 10;
  return Array.from({ length: Math.floor((ceiling - 1) / step) + 1 }, (_, i) => 1 + i * step);
}
