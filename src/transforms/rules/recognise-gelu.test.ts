import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { erfGelu } from './geluFixtures';
import { recogniseGelu as rule } from './recognise-gelu';
import { expectRewrite, opsOf, refusals } from './testing';

const opset = 20;

describe('recognise-gelu', () => {
  it.each([{}, { last: 'x', scale: 'Mul' }, { last: 'gate' }] as const)('recognises %o', async (parts) => {
    expect(opsOf(await expectRewrite(rule, erfGelu({ opset, ...parts })))).toEqual(['Gelu']);
  });

  it.each([
    ['a constant is not that of Gelu', { half: 0.25 }],
    ['a constant is not that of Gelu', { one: 2 }],
    ['a constant is not that of Gelu', { scale: 'Mul', root: Math.SQRT2 }],
    ['a constant adds axes', { last: 'gate', halfShape: [1, 1, 1] }],
    ['there is no Gelu before opset 20', { opset: 17 }],
  ] as const)('refuses: %s (%o)', (reason, parts) => {
    expect(refusals(rule, erfGelu({ opset, ...parts }))).toContain(reason);
  });

  it('refuses two gates', () => {
    const graph = graphOf(
      (g) => {
        const x = g.input('x', 'float32', [2, 3]);
        const gate = (name: string) => {
          const scaled = g.op('Div', [x, g.scalar(`${name}.root`, 'float32', Math.SQRT2)]);
          return g.op('Add', [g.op('Erf', [scaled]), g.scalar(name, 'float32', 1)]);
        };
        const half = g.op('Mul', [g.scalar('half', 'float32', 0.5), gate('second')]);
        return g.op('Mul', [g.op('Mul', [x, gate('first')]), half]);
      },
      { opset },
    );
    expect(refusals(rule, graph)).toContain('the factors are not those of Gelu');
  });
});
