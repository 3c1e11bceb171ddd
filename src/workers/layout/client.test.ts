import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { requestLayout } from './client';
import type { LayoutRequest } from './protocol';

/** A worker that answers, or fails, when it is told to. */
class Puppet {
  static made: Puppet[] = [];
  readonly terminate = vi.fn();
  private readonly asked: number[] = [];
  private readonly listeners = new Map<string, (event: unknown) => void>();

  constructor() {
    Puppet.made.push(this);
  }
  addEventListener(type: string, listener: (event: unknown) => void): void {
    this.listeners.set(type, listener);
  }
  postMessage({ call }: { call: number }): void {
    this.asked.push(call);
  }
  answer(): void {
    this.listeners.get('message')?.({ data: { call: this.asked.shift(), value: 'a layout' } });
  }
  fail(): void {
    this.listeners.get('error')?.({ message: 'it broke', preventDefault: () => undefined });
  }
}

const graphOf = (nodes: number) =>
  ({ width: new Float64Array(nodes), from: new Int32Array(0) }) as Partial<LayoutRequest> as LayoutRequest;

beforeEach(() => {
  Puppet.made = [];
  vi.stubGlobal('Worker', Puppet);
});
afterEach(() => vi.unstubAllGlobals());

it('an idle worker is kept, also where the one before it failed', async () => {
  const broken = requestLayout(graphOf(1));
  Puppet.made[0]?.fail();
  await expect(broken).rejects.toMatchObject({ code: 'WORKER_FAILED' });
  const small = requestLayout(graphOf(1));
  Puppet.made[1]?.answer();
  expect(await small).toBe('a layout');
  const large = requestLayout(graphOf(5000));
  expect(Puppet.made[1]?.terminate).not.toHaveBeenCalled();
  Puppet.made[1]?.answer();
  expect(await large).toBe('a layout');
});

it('a busy worker gives way to a large graph', async () => {
  const before = requestLayout(graphOf(5000));
  const after = requestLayout(graphOf(5000));
  expect(await before).toBeNull();
  Puppet.made.at(-1)?.answer();
  expect(await after).toBe('a layout');
});
