import { afterEach, describe, expect, it } from 'vitest';
import type { Target } from '../../workers/session/protocol';
import { chosenTarget } from '../stores/borrowedTarget';
import { getSession, initialSession, setSession } from '../stores/session';
import { coarseToFine, measureHere } from './measureHere';
import { type Shared, useShared } from './shared';
import { privateTrace } from './testing';

describe('coarseToFine', () => {
  it('begins with the result and ends with every step', () => {
    expect(coarseToFine(7)).toEqual([7, 4, 2, 6, 1, 3, 5]);
    expect(coarseToFine(1)).toEqual([1]);
    expect(coarseToFine(0)).toEqual([]);
    expect([...coarseToFine(34)].sort((a, b) => a - b)).toEqual(Array.from({ length: 34 }, (_, i) => i + 1));
  });
});

describe('measureHere', () => {
  const four = { ep: 'wasm', threads: 4, unavailable: null } as Target;
  const gpu = { ep: 'webgpu', threads: 1, unavailable: null } as Target;
  const shared = { trace: privateTrace([]), measuring: false } as Partial<Shared> as Shared;
  const receive = () => {
    setSession({ ...initialSession, targets: [four, gpu], target: gpu });
    useShared.setState({ shared });
  };
  afterEach(() => useShared.setState({ shared: null }));

  it('takes the sender’s target while the trace is there, and then the person’s own again', async () => {
    receive();
    await measureHere();
    expect(getSession().target).toMatchObject({ ep: 'wasm', threads: 1 });
    expect(chosenTarget(getSession().target)).toBe(gpu);
    await measureHere();
    useShared.setState({ shared: null });
    expect(getSession().target).toBe(gpu);
  });

  it('keeps the target that a run was started on', async () => {
    receive();
    await measureHere();
    const { target } = getSession();
    setSession({ running: true });
    useShared.setState({ shared: null });
    expect(getSession().target).toBe(target);
    expect(chosenTarget(target)).toBe(target);
  });

  it('leaves a target that the person chose meanwhile', async () => {
    receive();
    await measureHere();
    setSession({ target: four });
    useShared.setState({ shared: null });
    expect(getSession().target).toBe(four);
  });
});
