import { describe, expect, it } from 'vitest';
import type { GraphView } from '../../workers/session/protocol';
import { viewNode } from '../testing';
import { changesIn, changesText } from './changes';
import { fold } from './fold';
import { unite } from './unite';

/** A chain in which a group is given as `a/g`; hidden constants end with `!`. */
function chain(step: number, ...names: string[]): GraphView {
  const nodes = names.map((name) => {
    const [id = '', group = null] = name.replace('!', '').split('/');
    return viewNode(id, { group, hidden: name.endsWith('!') });
  });
  const groups = [...new Set(nodes.flatMap(({ group }) => group ?? []))];
  return {
    step,
    nodes,
    edges: nodes.slice(1).map(({ id }, i) => ({ id: `e${i}`, from: nodes[i]?.id ?? '', to: id, shape: '1' })),
    groups: groups.map((id) => ({ id, label: id, parent: null, repeatKey: 'k' })),
  };
}

const drawn = (base: GraphView, now: GraphView) => {
  const united = unite(base, now);
  const scene = fold(united.view, { opened: new Set(), constants: false });
  return { scene, changes: changesIn(scene, united) };
};

describe('changesIn', () => {
  it('marks cards and wires', () => {
    const { scene, changes } = drawn(chain(0, 'a', 'b', 'c'), chain(1, 'a', 'x', 'c'));
    expect(Object.fromEntries(changes.marks)).toEqual({ b: 'removed', x: 'added' });
    expect([changes.removed, changes.added]).toEqual([1, 1]);
    const named = [...changes.wires].map(([e, fate]) => {
      const edge = scene.edges[e];
      return `${scene.items[edge?.from ?? -1]?.id}>${scene.items[edge?.to ?? -1]?.id} ${fate}`;
    });
    expect(named.sort()).toEqual(['a>b removed', 'a>x added', 'b>c removed', 'x>c added']);
  });

  it('says of a folded card what changed inside, and marks it when all of it did', () => {
    const blocks = ['a/g', 'b/g', 'c/g', 'x', 'a2/h', 'b2/h', 'c2/h'];
    const part = drawn(chain(0, 'd/g', ...blocks), chain(1, ...blocks));
    expect(part.changes.notes.get('fold:g')).toBe('1 removed');
    const whole = drawn(chain(0, ...blocks), chain(1, 'a/g', 'b/g', 'c/g', 'x'));
    expect(whole.changes.marks.get('fold:h')).toBe('removed');
  });

  it('does not count what is folded away', () => {
    const { changes } = drawn(chain(0, 'k!', 'a'), chain(1, 'a'));
    expect(changes.removed).toBe(0);
  });
});

describe('changesText', () => {
  it('leaves out what there is none of', () => {
    expect(changesText({ removed: 2, added: 1 })).toBe('2 removed, 1 added');
    expect(changesText({ removed: 0, added: 3 })).toBe('3 added');
    expect(changesText({ removed: 0, added: 0 })).toBe('nothing changed');
  });
});
