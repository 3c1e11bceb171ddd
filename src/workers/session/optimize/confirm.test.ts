import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../bench';
import type { Graph } from '../../../graph';
import { graphBuilder } from '../../../graph/fixtures';
import { confirm } from './confirm';
import type { Job } from './job';
import type { Lab } from './lab';

function negation(name: string): Graph {
  const g = graphBuilder({ opset: 17 });
  g.output(name, g.op('Neg', [g.input('x', 'float32', [4])]));
  return g.build();
}

const decoded = negation('decoded');
const base = negation('base');
const winner = negation('winner');

/** Which comparisons were made, with the seconds that each was given; they find what their number says. */
function laboratory(
  onCompare: () => void = () => undefined,
  undecided = false,
  trouble: Comparison['trouble'] = null,
) {
  const made: { readonly what: string; readonly seconds: number }[] = [];
  const found = (what: string, seconds: number): Comparison => {
    made.push({ what, seconds });
    onCompare();
    return { ratio: made.length, trouble } as Comparison;
  };
  const lab = {
    compare: async (_, { level, seconds, undecidedSeconds = 0, onProgress }) => {
      const longer = undecided && undecidedSeconds > 0;
      onProgress?.(0.5, 1, longer);
      return found(level, seconds + (longer ? undecidedSeconds : 0));
    },
    compareGraphs: async (before, after, { seconds }) => {
      expect([before, after]).toEqual([decoded, base]);
      return found('specialising', seconds);
    },
  } as Pick<Lab, 'compare' | 'compareGraphs'> as Lab;
  return { lab, made };
}

function jobOf(signal: AbortSignal, dims: Record<string, number> = { batch: 1 }, ms = 40): Job {
  return {
    model: { decoded, base, specialisation: { dims, keepOutputs: null } },
    params: { seconds: 30, seed: 1 },
    prices: { estimate: () => ms },
    signal,
    hidden: () => false,
    emit: { progress: () => undefined },
  } as unknown as Job;
}

describe('confirming a result', () => {
  const signal = new AbortController().signal;

  it('compares at both levels, then what fixed dimensions gain by themselves', async () => {
    const { lab, made } = laboratory();
    const { all, disabled, specialising } = await confirm(jobOf(signal), lab, winner, () => 40);
    expect(made.map(({ what }) => what)).toEqual(['all', 'disabled', 'specialising']);
    expect([all.ratio, disabled?.ratio, specialising?.ratio]).toEqual([1, 2, 3]);
  });

  it('does not make a late answer later for what fixed dimensions gain', async () => {
    const { lab, made } = laboratory();
    const { specialising } = await confirm(jobOf(signal), lab, winner, () => 76);
    expect(made.map(({ what }) => what)).toEqual(['all', 'disabled']);
    expect(specialising).toBeNull();
  });

  it('has nothing to say of fixed dimensions where none were fixed', async () => {
    const { lab, made } = laboratory();
    expect((await confirm(jobOf(signal, {}), lab, winner, () => 1)).specialising).toBeNull();
    expect(made.map(({ what }) => what)).toEqual(['all', 'disabled']);
  });

  it('leaves out what a slow model has no time to tell, also after Stop', async () => {
    const { lab, made } = laboratory();
    const { disabled, specialising } = await confirm(jobOf(signal, { batch: 1 }, 2000), lab, winner, () => 1);
    expect(made).toEqual([{ what: 'all', seconds: 9 * 3 * 2 }]);
    expect([disabled, specialising]).toEqual([null, null]);
    const hurried = laboratory();
    await confirm(jobOf(AbortSignal.abort(), { batch: 1 }, 2000), hurried.lab, winner, () => 1);
    expect(hurried.made).toEqual([{ what: 'all', seconds: 3 * 3 * 2 }]);
  });

  it('tells nothing beside the result where the machine was too noisy for it', async () => {
    const { lab } = laboratory(undefined, false, { code: 'MACHINE_NOISY', message: 'busy' });
    const { all, disabled, specialising } = await confirm(jobOf(signal), lab, winner, () => 1);
    expect(all.trouble?.code).toBe('MACHINE_NOISY');
    expect([disabled, specialising]).toEqual([null, null]);
  });

  it('gives a model that nothing was rewritten of a third of the time, at one level', async () => {
    const patient = laboratory();
    await confirm(jobOf(signal), patient.lab, winner, () => 1);
    const { lab, made } = laboratory();
    await confirm(jobOf(signal), lab, base, () => 1);
    expect(made.map(({ what }) => what)).toEqual(['all', 'specialising']);
    expect(made[0]?.seconds).toBe((patient.made[0]?.seconds ?? 0) / 3);
  });

  it('can be stopped there too', async () => {
    const abort = new AbortController();
    const signals: (AbortSignal | null)[] = [];
    const { lab } = laboratory();
    const compare: Lab['compare'] = (graph, options) => {
      signals.push(options.signal);
      return lab.compare(graph, options);
    };
    await confirm(jobOf(abort.signal, {}), { ...lab, compare }, base, () => 1);
    expect(signals).toEqual([abort.signal]);
  });

  it('still confirms after Stop, in a third of the time and at one level', async () => {
    const patient = laboratory();
    await confirm(jobOf(signal), patient.lab, winner, () => 1);
    const hurried = laboratory();
    const { disabled } = await confirm(jobOf(AbortSignal.abort()), hurried.lab, winner, () => 1);
    expect(disabled).toBeNull();
    expect(hurried.made).toEqual([{ what: 'all', seconds: (patient.made[0]?.seconds ?? 0) / 3 }]);
  });

  it('confirms anew, in little time, where Stop came while it confirmed', async () => {
    const abort = new AbortController();
    const { lab, made } = laboratory(() => {
      if (abort.signal.aborted) return;
      abort.abort();
      throw new Error('stopped');
    });
    const { all } = await confirm(jobOf(abort.signal), lab, winner, () => 1);
    expect(all.ratio).toBe(2);
    expect(made.map(({ what }) => what)).toEqual(['all', 'all']);
  });

  it('gives the time of the other comparisons to a gain that is not decided', async () => {
    const usual = laboratory();
    await confirm(jobOf(signal), usual.lab, winner, () => 1);
    const { lab, made } = laboratory(undefined, true);
    const { disabled, specialising } = await confirm(jobOf(signal), lab, winner, () => 1);
    expect([disabled, specialising]).toEqual([null, null]);
    expect(made.map(({ what }) => what)).toEqual(['all']);
    const all = usual.made.reduce((sum, { seconds }) => sum + seconds, 0);
    expect(made[0]?.seconds).toBeCloseTo(all, 9);
  });
});
