import { describe, expect, it } from 'vitest';
import { costOf, typesOf } from './describe';

const x = 'float32[t, b, 10]';

describe('recurrent layers', () => {
  it('give every step and the last state', () => {
    const inputs = [x, 'float32[1, 80, 10]', 'float32[1, 80, 20]'];
    expect(typesOf('LSTM', inputs, { hidden_size: 20 }, { outputs: 3 })).toEqual([
      'float32[t, 1, b, 20]',
      'float32[1, b, 20]',
      'float32[1, b, 20]',
    ]);
  });

  it('go both ways, batch first', () => {
    const inputs = ['float32[b, t, 10]', 'float32[2, 60, 10]', 'float32[2, 60, 20]'];
    const attrs = { direction: 'bidirectional', layout: 1, hidden_size: 20 };
    expect(typesOf('GRU', inputs, attrs, { outputs: 2 })).toEqual([
      'float32[b, t, 2, 20]',
      'float32[b, 2, 20]',
    ]);
  });

  it('refuse weights that do not belong together', () => {
    expect(() => typesOf('RNN', [x, 'float32[1, 20, 9]', 'float32[1, 20, 20]'])).toThrow(/features/);
    expect(() => typesOf('GRU', [x, 'float32[1, 20, 10]', 'float32[1, 20, 20]'])).toThrow(/gates/);
    expect(() => typesOf('RNN', [x, 'float32[2, 20, 10]', 'float32[2, 20, 20]'])).toThrow(/directions/);
  });

  it('cost both products at every step', () => {
    const inputs = ['float32[7, 3, 10]', 'float32[1, 80, 10]', 'float32[1, 80, 20]'];
    expect(costOf('LSTM', inputs, { hidden_size: 20 }, { outputs: 3 }).macs).toBe(7 * 3 * 80 * (10 + 20));
  });
});
