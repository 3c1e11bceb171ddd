import { plural } from '../format';
import type { CardData } from './Cards';
import { markWords } from './markWords';

/** What a card is called where it is not seen: `MatMul, query, 1×128×128, 31 %, removed`. */
export function cardLabel({ item, mark, figure = null, note = null, plays = 0 }: CardData): string {
  const words = [
    mark === null ? '' : markWords[mark],
    figure ?? '',
    note ?? '',
    plays > 0 ? plural(plays, 'rewrite applies', 'rewrites apply') : '',
  ];
  if (item.kind === 'folded') {
    const times = item.groups.length > 1 ? `${item.groups.length} times` : '';
    return said([item.label, times, 'folded', ...words]);
  }
  const { op, name, shape, kind } = item.node;
  const what = kind === 'node' ? op : kind === 'input' ? 'Input' : 'Output';
  return said([what, name, shape, ...words]);
}

const said = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ');
