import type { TrainingEvents, TrainingProgress } from '../protocol';
import type { AgentPlan } from './plan';

/** Kinds of pieces that rounds are made of. */
const pieceKinds = ['dreaming', 'promising', 'playing', 'measuring', 'recording', 'training'] as const;
export type PieceKind = (typeof pieceKinds)[number];
type Pieces = Readonly<Record<PieceKind, number>>;

type Emit = <K extends keyof TrainingEvents>(event: K, data: TrainingEvents[K]) => void;

/** What an agent's rounds tell the page: a sentence with a number and, once each kind of piece was seen, a time. */
export class AgentTelling {
  private readonly all: Pieces;
  private readonly seen = new Map<PieceKind, { count: number; ms: number }>();

  constructor(
    plan: AgentPlan,
    measuring: boolean,
    private readonly emit: Emit,
  ) {
    this.all = totals(plan, measuring);
  }

  /** Before there is anything to count. */
  begin(message: string): void {
    this.emit('progress', { phase: 'starting', message, done: 0, total: 1, secondsLeft: null });
  }

  /** A piece took this long. */
  took(kind: PieceKind, ms: number): void {
    const { count, ms: before } = this.seen.get(kind) ?? { count: 0, ms: 0 };
    this.seen.set(kind, { count: count + 1, ms: before + ms });
  }

  /** `made` of each kind so far. */
  say(phase: TrainingProgress['phase'], message: string, made: Pieces): void {
    const { all } = this;
    const sum = (of: Pieces): number => pieceKinds.reduce((n, kind) => n + Math.min(of[kind], all[kind]), 0);
    const resting = phase === 'paused' || phase === 'done';
    const secondsLeft = resting ? null : this.secondsLeft(made);
    this.emit('progress', { phase, message, done: sum(made), total: sum(all), secondsLeft });
  }

  private secondsLeft(made: Pieces): number | null {
    let ms = 0;
    for (const kind of pieceKinds) {
      const left = Math.max(0, this.all[kind] - made[kind]);
      const seen = this.seen.get(kind);
      if (left > 0 && seen === undefined) return null;
      if (seen !== undefined) ms += (left * seen.ms) / seen.count;
    }
    return ms / 1000;
  }
}

/** Pieces of all rounds together. */
const totals = (
  { rounds, iterations, games, updates, firstEpisodes }: AgentPlan,
  measuring: boolean,
): Pieces => ({
  dreaming: rounds * iterations,
  promising: rounds + 1,
  playing: (rounds + 1) * games,
  measuring: measuring ? rounds : 0,
  recording: firstEpisodes,
  training: rounds * updates,
});
