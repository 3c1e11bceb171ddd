import { beforeAll, describe, expect, it } from 'vitest';
import { must } from '../core';
import { Edit, type GraphBuilder, graphBuilder, inferGraph, type ValueId } from '../graph';
import { createVerifier, type ReportingVerifier } from './equivalence';
import { denseGraph, floatsConstant, ownWeights, testEvaluator, testRuntime } from './testing';

let verifier: ReportingVerifier;
beforeAll(async () => {
  const runtime = await testRuntime();
  verifier = createVerifier({ runtime, weights: ownWeights, evaluator: testEvaluator(runtime), seed: 1 });
});

/** A head over x [2, 8] · w: `top` picks positions. */
function head(top: (g: GraphBuilder, x: ValueId) => void, scale = 1) {
  const g = graphBuilder({ opset: 17 });
  const x = g.input('x', 'float32', [2, 8]);
  const s = g.scalar('s', 'float32', scale);
  top(g, g.op('Mul', [x, s]));
  return g.build();
}

describe('verifier', () => {
  it('passes a graph that computes the same, and tells how well', async () => {
    const report = await verifier.verify(denseGraph(), denseGraph());
    expect(report).toMatchObject({
      passed: true,
      inputs: 4,
      maxAbs: 0,
      worst: { output: 'y', reason: null },
    });
  });

  it('rejects a graph that is a little off, and one that misses an output', async () => {
    const off = await verifier.verify(denseGraph(), denseGraph(4, 32, 16, 1.001));
    expect(off.passed).toBe(false);
    expect(off.worst?.reason).toMatch(/differs by/);
    const g = graphBuilder();
    g.output('z', g.op('Relu', [g.input('x', 'float32', [4, 32])]));
    const missing = await verifier.verify(denseGraph(), g.build());
    expect(missing.worst).toEqual({ output: 'y', reason: 'it is missing' });
  });

  it('lets ties of ArgMax and TopK fall either way, but not other positions', async () => {
    const ties = (last: number) =>
      head((g, x) => {
        // Columns 0 and 7 are equal, and larger than the rest: `last` decides which position is reported.
        const big = g.constant('big', 'float32', [8], [100, 0, 0, 0, 0, 0, 0, 100]);
        const flat = g.op('Add', [g.op('Mul', [x, g.scalar('z', 'float32', 0)]), big]);
        g.output('p', g.op('ArgMax', [flat], { axis: 1, select_last_index: last }));
      });
    expect(await verifier.verify(ties(0), ties(1))).toMatchObject({ passed: true });
    const arg = (op: string) => head((g, x) => g.output('p', g.op(op, [x], { axis: 1, keepdims: 0 })));
    const wrong = await verifier.verify(arg('ArgMax'), arg('ArgMin'));
    expect(wrong.worst?.reason).toBe('it points at different values');
    const top = (scale: number) =>
      head((g, x) => {
        const [v, i] = g.node('TopK', [x, g.ints('k', [3])], { axis: 1 }, { outputs: 2 });
        if (v !== undefined && i !== undefined) g.output('i', i);
      }, scale);
    expect(await verifier.verify(top(1), top(1))).toMatchObject({ passed: true });
    expect(await verifier.verify(top(1), top(-1))).toMatchObject({ passed: false });
  });

  it('wants NaN and infinities in the same places, and something finite', async () => {
    const log = (op: string) => head((g, x) => g.output('y', g.op(op, [x])));
    expect(await verifier.verify(log('Log'), log('Log'))).toMatchObject({ passed: true });
    const clipped = head((g, x) => g.output('y', g.op('Log', [g.op('Abs', [x])])));
    const report = await verifier.verify(log('Log'), clipped);
    expect(report.worst?.reason).toMatch(/NaN/);
    const nothing = head((g, x) => g.output('y', g.op('Div', [x, g.scalar('zero', 'float32', 0)])));
    expect(await verifier.verify(nothing, nothing)).toMatchObject({ passed: false });
  });

  it('names outputs of which nothing could be compared', async () => {
    const partly = () =>
      head((g, x) => {
        g.output('y', g.op('Relu', [x]));
        g.output(
          'n',
          g.op('Sqrt', [g.op('Sub', [g.op('Neg', [g.op('Abs', [x])]), g.scalar('one', 'float32', 1)])]),
        );
      });
    expect(await verifier.verify(partly(), partly())).toMatchObject({ passed: true, uncompared: ['n'] });
    expect(await verifier.verify(denseGraph(), denseGraph())).toMatchObject({ uncompared: [] });
  });

  it('does not take one number that is always wrong for one that fell the other way', async () => {
    const above = (op: string) =>
      head((g, x) => {
        const sum = g.op('ReduceSum', [x], { keepdims: 0 });
        g.output('p', g.op(op, [sum, g.scalar('limit', 'float32', 0.5)]));
      });
    expect(await verifier.verify(above('Greater'), above('Greater'))).toMatchObject({ passed: true });
    expect(await verifier.verify(above('Greater'), above('Less'))).toMatchObject({
      passed: false,
      worst: { reason: 'its values differ with several inputs' },
    });
  });

  it('looks at what a class is chosen by, as another graph may choose the same one whatever it sees', async () => {
    const weights = Array.from({ length: 80 }, (_, i) => Math.sin(i));
    const classifier = (op: 'ArgMax' | 'Greater') => {
      const g = graphBuilder({ opset: 17 });
      const x = g.input('x', 'float32', [1, 8]);
      const layer = g.op('Relu', [g.op('MatMul', [x, g.constant('w', 'float32', [8, 10], weights)])]);
      // One class is far ahead of the others, and far above the threshold.
      const bias = g.constant('b', 'float32', [10], [500, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
      const logits = g.op('Add', [layer, bias]);
      const most = g.op('ReduceMax', [logits], { keepdims: 0 });
      const decided =
        op === 'ArgMax'
          ? g.op('ArgMax', [logits], { axis: 1 })
          : g.op('Greater', [most, g.scalar('t', 'float32', 1)]);
      g.output('class', decided);
      return g.build();
    };
    for (const op of ['ArgMax', 'Greater'] as const) {
      const original = classifier(op);
      expect(await verifier.verify(original, classifier(op))).toMatchObject({ passed: true });
      const relu = must(
        [...original.nodes()].find((node) => node.op === 'Relu'),
        'Relu',
      );
      const replaced = (by: 'Neg' | 'Relu') => {
        const edit = new Edit(original);
        const [made] = edit.addNode({ op: by, inputs: relu.inputs });
        edit.replace(must(relu.outputs[0], 'output'), must(made, 'made'));
        return edit.finish().graph;
      };
      expect(await verifier.verify(original, replaced('Relu'))).toMatchObject({ passed: true });
      expect(await verifier.verify(original, replaced('Neg'))).toMatchObject({ passed: false });
    }
  });

  it('lets operators that draw numbers draw the same ones in both graphs', async () => {
    const g = graphBuilder({ opset: 17 });
    const x = g.input('x', 'float32', [2, 8]);
    const same = g.op('Identity', [x]);
    g.output('y', g.op('Add', [g.op('RandomNormalLike', [same]), g.op('Relu', [g.op('Abs', [x])])]));
    const original = g.build();
    const named = (op: string) =>
      must(
        [...original.nodes()].find((node) => node.op === op),
        op,
      );
    const without = (op: string, by: ValueId | null) => {
      const edit = new Edit(original);
      const [made] = by === null ? edit.addNode({ op: 'Neg', inputs: named(op).inputs }) : [by];
      edit.replace(must(named(op).outputs[0], 'output'), must(made, 'made'));
      edit.sweep(new Set([named(op).id]));
      return edit.finish().graph;
    };
    expect(await verifier.verify(original, without('Identity', x))).toMatchObject({ passed: true });
    const abs = must(named('Abs').outputs[0], 'output');
    expect(await verifier.verify(original, without('Relu', abs))).toMatchObject({ passed: true });
    expect(await verifier.verify(original, without('Relu', null))).toMatchObject({ passed: false });
  });

  it('goes both ways where a truth value chooses, unless the original can only go one', async () => {
    const chosen = (other: number, start = 0) => {
      const g = graphBuilder({ opset: 17 });
      const x = g.input('x', 'float32', [2, 8]);
      const flag = g.input('use_cache', 'bool', [1]);
      const times = g.op('Mul', [x, g.scalar('f', 'float32', other)]);
      // Where the flag is false, this many rows are looked up too far.
      const row = g.op('Add', [
        g.op('Where', [flag, g.ints('zero', [0]), g.ints('s', [start])]),
        g.ints('o', [0]),
      ]);
      g.output('y', g.op('Gather', [g.op('Where', [flag, x, times]), row]));
      return g.build();
    };
    expect(await verifier.verify(chosen(2), chosen(2))).toMatchObject({ passed: true, inputs: 5 });
    expect(await verifier.verify(chosen(2), chosen(3))).toMatchObject({ passed: false });
    expect(await verifier.verify(chosen(2, 9), chosen(2, 9))).toMatchObject({ passed: true, inputs: 4 });
  });

  describe('of a detector that finds nothing in random inputs', () => {
    /** Which of a dense layer's numbers are above a threshold that no input reaches. */
    const detector = (op: 'NonZero' | 'Compress', scale: number, name = 'selection') => {
      const g = graphBuilder({ opset: 17 });
      const x = g.input('x', 'float32', [2, 8]);
      const elements = Array.from({ length: 32 }, (_, i) => Math.sin(i) * scale);
      const scores = g.op('Sigmoid', [g.op('MatMul', [x, g.constant('w', 'float32', [8, 4], elements)])]);
      const above = { name: name && `${name} by` };
      const chosen = g.op('Greater', [scores, g.scalar('t', 'float32', 1.5)], {}, above);
      const flat = (value: ValueId, shape: string) => g.op('Reshape', [value, g.ints(shape, [8])]);
      const inputs = op === 'NonZero' ? [chosen] : [flat(scores, 'n'), flat(chosen, 'm')];
      g.output('found', g.op(op, inputs, {}, { name }));
      return g.build();
    };

    it.each(['NonZero', 'Compress'] as const)('looks at what %s selects by', async (op) => {
      expect(await verifier.verify(detector(op, 1), detector(op, 1))).toMatchObject({
        passed: true,
        uncompared: [],
      });
      const off = await verifier.verify(detector(op, 1), detector(op, 1.01));
      expect(off.passed).toBe(false);
      expect(off.worst).toMatchObject({ output: expect.stringContaining('selected') });
    });

    it('finds the operator again in a graph that was rewritten from it, whatever its name', async () => {
      const original = detector('NonZero', 1, '');
      const edit = new Edit(original);
      const dense = must(
        [...original.nodes()].find(({ op }) => op === 'MatMul'),
        'MatMul',
      );
      edit.rewire(
        { node: dense.id, slot: 1 },
        edit.addConstant(floatsConstant([8, 4], new Array(32).fill(2))),
      );
      const { worst } = await verifier.verify(original, edit.finish().graph);
      expect(worst).toMatchObject({ reason: expect.stringContaining('differs by') });
      expect(await verifier.verify(original, original)).toMatchObject({ passed: true });
    });

    it('goes on to the numbers before a node that a rewrite took away', async () => {
      const passed = (scale: number) => {
        const g = graphBuilder({ opset: 17 });
        const x = g.input('x', 'float32', [2, 8]);
        const scores = g.op('Relu', [g.op('MatMul', [x, g.constant('w', 'float32', [8, 4])])]);
        const chosen = g.op('Identity', [g.op('Greater', [scores, g.scalar('t', 'float32', 1e9)])]);
        g.output('found', g.op('NonZero', [chosen]));
        const original = inferGraph(g.raw());
        const edit = new Edit(original);
        const named = (op: string) =>
          must(
            [...original.nodes()].find((node) => node.op === op),
            op,
          );
        const outputOf = (op: string) => must(named(op).outputs[0], op);
        edit.replace(outputOf('Identity'), outputOf('Greater'));
        edit.sweep(new Set([named('Identity').id]));
        const other = edit.addConstant(floatsConstant([], [scale * 1e9]));
        for (const use of original.uses(must(named('Greater').inputs[1], 'threshold')))
          edit.rewire(use, other);
        if (scale !== 1) edit.replace(outputOf('Relu'), must(named('Relu').inputs[0], 'input'));
        return verifier.verify(original, edit.finish().graph);
      };
      expect(await passed(1)).toMatchObject({ passed: true, told: true });
      // Without its Relu.
      expect(await passed(2)).toMatchObject({ passed: false, told: true });
    });

    it('says that it cannot tell where the operator is another one', async () => {
      const { passed, told, worst } = await verifier.verify(
        detector('NonZero', 1, ''),
        detector('NonZero', 1, ''),
      );
      expect({ passed, told }).toEqual({ passed: false, told: false });
      expect(worst?.reason).toMatch(/all outputs are empty/);
    });
  });
});
