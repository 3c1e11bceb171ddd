import { createClock } from '../../../agent/clock';
import { CodedError, toErrorData } from '../../../core';
import { applySite, isRefusal, type Matcher, rules, type SiteTable, type Target } from '../../../transforms';
import { createDreamClient, type DreamClient } from '../../dream/client';
import type { Move } from '../../dream/protocol';
import type { Figure } from '../protocol';
import type { OpenModel } from '../state';
import type { Observed, WorldModelSource } from './protocol';

/** A worker that has not been asked for this long gives its memory back, in milliseconds. */
const idleMs = 20_000;
/** Following a long trace through the engine ends after this many seconds; later steps are not imagined. */
const followSeconds = 3;

/** The worker that imagines the steps of traces; started when it is first needed. */
export class Dreamer {
  private client: DreamClient | null = null;
  private idle: ReturnType<typeof setTimeout> | null = null;
  /** Which world model imagines; null: none. */
  source: WorldModelSource | null = null;

  /** Runtimes along a sequence over that of the state where it begins. @throws CodedError CHECKPOINT_REJECTED, NETWORK. */
  async factors(observed: Observed, moves: readonly Move[]): Promise<readonly Figure[]> {
    const { source } = this;
    if (source === null) return [];
    const client = this.worker();
    const { kind, version, checkpoint } = source;
    const ruleNames = rules.map(({ name }) => name);
    try {
      await client.call('load', { kind, version, checkpoint, policy: null, ruleNames });
      await client.call('begin', { start: observed.key, observation: observed.observation });
      const steps = await client.call('follow', { kind, start: observed.key, moves });
      return steps.map(({ factor, low, high }) => ({ ms: factor, low, high }));
    } finally {
      this.rest();
    }
  }

  end(): void {
    if (this.idle !== null) clearTimeout(this.idle);
    this.client?.dispose();
    this.client = null;
  }

  private worker(): DreamClient {
    if (this.idle !== null) clearTimeout(this.idle);
    if (this.client !== null) return this.client;
    const client = createDreamClient();
    client.onFailure(() => {
      if (this.client === client) this.client = null;
    });
    this.client = client;
    return client;
  }

  private rest(): void {
    if (this.idle !== null) clearTimeout(this.idle);
    this.idle = setTimeout(() => this.end(), idleMs);
  }
}

/** A trace's sites as moves: their numbers among the sites that their rules had at each step. */
export async function movesOfTrace(
  model: OpenModel,
  table: SiteTable,
  matcher: Matcher,
  target: Target,
): Promise<readonly Move[]> {
  const moves: Move[] = [];
  const clock = createClock({ seconds: followSeconds, signal: null });
  let before = { graph: model.base, table };
  // Another trace may take this one's place meanwhile.
  for (const { site } of [...model.steps]) {
    const sites = before.table.sites(site.rule);
    const index = sites.findIndex(
      ({ anchor, variant }) => anchor === site.anchor && variant === site.variant,
    );
    // A place beyond those that are offered, or one that only this search allowed: the model has no word for it.
    if (index < 0 || (await clock.tick())) break;
    moves.push({ rule: site.rule, site: index, among: sites.length });
    const applied = applySite(rules, before.graph, site, target);
    if (isRefusal(applied)) break;
    before = { graph: applied.graph, table: matcher.update(before.table, applied.graph, applied.delta) };
  }
  return moves;
}

/** Why nothing was imagined, as a sentence. */
export const whyNot = (thrown: unknown): string => {
  if (!(thrown instanceof CodedError)) return toErrorData(thrown, 'WORKER_FAILED').message;
  return thrown.code === 'CHECKPOINT_REJECTED'
    ? `The world model was refused: ${thrown.message}`
    : thrown.message;
};
