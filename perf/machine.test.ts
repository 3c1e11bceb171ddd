import { describe, expect, it } from 'vitest';
import { describeMachine } from './machine';

describe('describeMachine', () => {
  it('tells the class of the machine, and not which one it is', () => {
    const machine = describeMachine({ chromium: 'Chromium 156' });
    expect(machine).toMatchObject({ node: process.versions.node, chromium: 'Chromium 156' });
    expect(machine.cores).toBeGreaterThan(0);
    expect(machine.onnxruntimeWeb).toMatch(/^\d+\.\d+\.\d+/);
    const told = ['chromium', 'cores', 'cpu', 'memoryGiB', 'node', 'onnxruntimeWeb', 'os'];
    expect(Object.keys(machine).sort()).toEqual(told);
  });

  it('leaves the browser out where none was used', () => {
    expect(describeMachine()).not.toHaveProperty('chromium');
  });
});
