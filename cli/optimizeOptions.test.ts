import { describe, expect, it } from 'vitest';
import { optimizeUsage, parseOptimizeOptions } from './optimizeOptions';
import { UsageError } from './support/usage';

describe('parseOptimizeOptions', () => {
  it('reads every option of the contract', () => {
    const options = parseOptimizeOptions(
      'm.onnx --out o.onnx --report r.json --trace t.json --ep webgpu --threads 2 --standard-ops --random-weights --agent greedy --seconds 7 --seed 3 --dim a=b=4 --dim c=5 --keep-output x --keep-output y'.split(
        ' ',
      ),
    );
    expect(options).toEqual({
      model: 'm.onnx',
      out: 'o.onnx',
      report: 'r.json',
      trace: 't.json',
      ep: 'webgpu',
      threads: 2,
      standardOps: true,
      randomWeights: true,
      agent: 'greedy',
      seconds: 7,
      seed: 3,
      dims: { 'a=b': 4, c: 5 },
      keepOutputs: ['x', 'y'],
      measureSteps: 64,
    });
  });

  it.each([
    [[]],
    [['a.onnx', 'b.onnx']],
    [['a.onnx', '--ep', 'cuda']],
    [['a.onnx', '--agent', 'rollouts']],
    [['a.onnx', '--dim', 'x']],
    [['a.onnx', '--dim', 'x=0']],
    [['a.onnx', '--seconds', 'soon']],
  ])('refuses %j', (args) => {
    expect(() => parseOptimizeOptions(args)).toThrow(UsageError);
  });
});

describe('optimizeUsage', () => {
  it('warns of software adapters', () => {
    expect(optimizeUsage.replace(/\s+/g, ' ')).toContain('whose times say nothing of a GPU');
  });
});
