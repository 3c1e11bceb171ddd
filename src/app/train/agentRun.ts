import { CodedError } from '../../core';
import type { TrainingClient } from '../../workers/training/client';
import type { AgentSetup, RoundReport } from '../../workers/training/protocol';
import { getSession } from '../stores/session';
import { getTraining, setTraining } from '../stores/training';
import { setWorldModel, shippedPolicy } from '../stores/worldModel';
import { askClock } from './askClock';

/** What an agent's rounds begin with, as it was chosen. @throws CodedError NETWORK */
export async function agentSetup(): Promise<AgentSetup> {
  const { from, rounds, clock } = getTraining();
  const policy = from === 'pretrained' ? await shippedPolicy() : null;
  return { policy, rounds, clock: clock && clockObstacle() === null };
}

/** Why the clock cannot be asked here, as a sentence; null when it can. */
export function clockObstacle(): string | null {
  const { model, target } = getSession();
  if (model?.notTimeable) return model.notTimeable.message;
  return target === null ? 'There is nothing here to run the model on.' : null;
}

/** Puts what the worker says of an agent into the stores, and asks the clock for it. */
export function hearAgent(worker: TrainingClient): void {
  worker.on('practice', (practice) =>
    setTraining(({ practices }) => ({
      practices: [...practices.filter(({ iteration }) => iteration < practice.iteration), practice],
    })),
  );
  worker.on('round', (report) => setTraining(({ reports }) => ({ reports: withReport(reports, report) })));
  worker.on('agent', ({ rounds, world, policy }) => {
    setWorldModel({
      kind: 'dreamgraph',
      origin: 'trained here',
      checkpoint: world,
      updates: getTraining().reports.at(-1)?.updates ?? 0,
      agent: { policy, rounds },
    });
    const { mode, keep } = getTraining();
    if (keep && mode === 'agent') setTraining({ kept: { updates: rounds, savedAt: Date.now() } });
  });
  worker.on('measure', (request) => {
    void askClock(request)
      .then((answer) => worker.call('measured', answer))
      .catch((thrown: unknown) => {
        // The run has ended meanwhile, and nobody waits for the answer.
        if (!(thrown instanceof CodedError)) throw thrown;
      });
  });
}

/** A report takes the place of any from that round on: the run went back to a checkpoint. */
const withReport = (list: readonly RoundReport[], next: RoundReport): readonly RoundReport[] => [
  ...list.filter(({ round }) => round < next.round),
  next,
];
