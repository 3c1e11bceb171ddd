import type { UpdateReport } from '../../worldmodel';
import type { TrainingEvents, TrainingProgress } from './protocol';

/** The page hears of losses this often, in milliseconds. */
const every = 400;

type Emit = <K extends keyof TrainingEvents>(event: K, data: TrainingEvents[K]) => void;

/** What a run tells the page: losses in bundles, a sentence with a number and a time, and how fast things go. */
export class Telling {
  private first = 1;
  private loss: number[] = [];
  private parts: Record<string, number[]> = {};
  private toldAt = 0;
  /** Update and time where the present stretch of training began. */
  private from = { update: 0, at: 0 };
  private perSecond = 0;

  constructor(
    /** Updates in all. */
    private readonly total: () => number,
    private readonly emit: Emit,
  ) {}

  say(phase: TrainingProgress['phase'], message: string, done: number, total: number): void {
    this.emit('progress', { phase, message, done, total, secondsLeft: null });
  }

  /** Training goes on at this update. */
  started(update: number): void {
    this.from = { update, at: performance.now() };
    this.toldAt = performance.now();
  }

  /** What comes next follows update `update`, whatever was told before. */
  restart(update: number): void {
    this.loss = [];
    this.parts = {};
    this.first = update + 1;
    this.started(update);
  }

  updated({ update, loss, parts }: UpdateReport, episodes: number): void {
    if (this.loss.length === 0) this.first = update;
    this.loss.push(loss);
    for (const [name, value] of Object.entries(parts)) {
      const series = this.parts[name] ?? [];
      series.push(value);
      this.parts[name] = series;
    }
    const now = performance.now();
    const seconds = (now - this.from.at) / 1000;
    if (seconds > 0.5) this.perSecond = (update - this.from.update) / seconds;
    if (now - this.toldAt < every) return;
    this.flush();
    const total = this.total();
    const left = this.perSecond > 0 ? (total - update) / this.perSecond : null;
    this.emit('progress', {
      phase: 'training',
      message: `Update ${update} of ${total}, ${episodes} episodes played`,
      done: update,
      total,
      secondsLeft: left,
    });
  }

  flush(): void {
    this.toldAt = performance.now();
    if (this.loss.length === 0) return;
    this.emit('updates', {
      first: this.first,
      loss: this.loss,
      parts: this.parts,
      updatesPerSecond: this.perSecond,
    });
    this.first += this.loss.length;
    this.loss = [];
    this.parts = {};
  }
}
