import { CodedError } from '../../core';
import type { OrtClient } from '../ort/client';
import { type ChosenRuntime, trialOf } from '../ort/fallback';
import type { OrtTarget } from '../ort/protocol';
import type { Emit } from './emit';
import { obstaclesOf } from './obstacles';
import type { Lab } from './optimize/lab';
import type { OptimizeParams } from './protocol';
import type { Runtimes } from './runtimes';
import { sideBySide } from './sideBySide';
import type { OpenModel } from './state';

export interface RuntimeContext {
  /** @throws CodedError when none is open. */
  readonly opened: () => OpenModel;
  readonly runtimes: Pick<Runtimes, 'passing'>;
  readonly labOn: (runtime: OrtClient, seed: number) => Lab;
  readonly emit: Emit;
}

export interface RuntimeChoice {
  /** @throws CodedError where no runtime could be asked about the open model. */
  refuseUntimeable(): void;
  /** The runtime of a target, or WASM's where WebGPU cannot run the model. @throws CodedError also STOPPED. */
  passing(target: OrtTarget, seed: number, signal: AbortSignal): Promise<ChosenRuntime>;
  /** The same for a run, with its target; that it is another than was asked for is said. */
  forRun(
    asked: OptimizeParams,
    signal: AbortSignal,
  ): Promise<ChosenRuntime & { readonly params: OptimizeParams }>;
}

/** On which runtime the open model is timed. */
export function chosenRuntime({ opened, runtimes, labOn, emit }: RuntimeContext): RuntimeChoice {
  const refuseUntimeable = (): void => {
    const [obstacle] = obstaclesOf(opened());
    if (obstacle !== undefined) throw obstacle;
  };
  const passing: RuntimeChoice['passing'] = async (target, seed, signal) => {
    const { base } = opened();
    refuseUntimeable();
    const heavy = target.ep === 'wasm' ? sideBySide(base) : null;
    if (heavy !== null) throw heavy;
    const trial = async (candidate: OrtClient): Promise<void> => {
      if (signal.aborted) throw new CodedError('STOPPED', 'stopped before the runtime was chosen');
      const lab = labOn(candidate, seed);
      await trialOf(await lab.source(base), lab.feeds)(candidate);
    };
    return runtimes.passing(base, trial, target);
  };
  const forRun: RuntimeChoice['forRun'] = async (asked, signal) => {
    const { runtime, fellBack } = await passing(asked.target, asked.seed, signal);
    if (fellBack === null) return { runtime, fellBack, params: asked };
    const message = fellBack;
    emit('progress', { phase: 'loading-runtime', message, done: 0, total: 0, secondsLeft: null });
    const { ep, threads } = await runtime.info();
    const target = { ...asked.target, ep, threads, adapter: null, software: false };
    return { runtime, fellBack, params: { ...asked, target } };
  };
  return { refuseUntimeable, passing, forRun };
}
