import { describe, expect, it } from 'vitest';
import { parseEvalOptions } from './evalOptions';
import { workOf } from './runSuites';

describe('options of eval', () => {
  it('have defaults, and lists', () => {
    const options = parseEvalOptions(['--suite', 'paper,wild', '--models', 'bert_mini,squeezenet1_1']);
    expect(options.suites).toEqual(['paper', 'wild']);
    expect(options.settings).toMatchObject({ measurements: 50, seeds: [1, 2, 3], threads: 1 });
    expect(options.minutes).toBeNull();
  });

  it('write documents from what was recorded where no suite is named', () => {
    expect(parseEvalOptions(['--docs'])).toMatchObject({ suites: ['report'], docs: true });
    expect(parseEvalOptions(['--docs', '--suite', 'paper']).suites).toEqual(['paper']);
  });

  it('give the models in the order that was asked for, each in its suite', () => {
    const options = parseEvalOptions(['--suite', 'paper,wild', '--models', 'bert_mini,squeezenet1_1']);
    expect(workOf(options)).toEqual([
      { suite: 'wild', model: 'bert_mini' },
      { suite: 'paper', model: 'squeezenet1_1' },
    ]);
  });

  it.each([
    [[]],
    [['--suite', 'nonsense']],
    [['--suite', 'paper', '--models', 'nothing']],
    [['--suite', 'paper', '--agents', 'nobody']],
    [['--suite', 'paper', '--minutes', 'soon']],
    [['--suite', 'paper', '--measurements', '51']],
  ])('refuse %j', (args) => {
    expect(() => parseEvalOptions(args)).toThrow();
  });
});
