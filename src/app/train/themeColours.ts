import { onThemeChange } from '../theme';

/** Custom properties that charts draw with. */
const names = [
  '--ink-2',
  '--ink-3',
  '--line',
  '--accent',
  '--imagined',
  '--measured',
  '--estimated',
  '--fam-matmul',
  '--fam-convolution',
  '--fam-elementwise',
  '--fam-normalization',
] as const;
export type ColourName = (typeof names)[number];

let known: ReadonlyMap<string, string> | null = null;

onThemeChange(() => {
  known = null;
});

/**
 * Colours of the theme as a 2D context takes them, which does not resolve custom properties. All are read at once and kept until
 * the theme changes: each reading by itself would make the browser work out the styles of the page again.
 */
export function themeColours(): (name: ColourName) => string {
  if (known === null) {
    const holder = document.createElement('div');
    holder.hidden = true;
    const probes = names.map((name) => {
      const probe = document.createElement('i');
      probe.style.color = `var(${name})`;
      holder.append(probe);
      return probe;
    });
    document.body.append(holder);
    known = new Map(probes.map((probe, i) => [names[i] ?? '', getComputedStyle(probe).color]));
    holder.remove();
  }
  const colours = known;
  return (name) => colours.get(name) ?? 'gray';
}
