export interface LegalRewrite {
  /** Handle for `apply`, valid for this step only. */
  readonly id: string;
  readonly rule: string;
  readonly title: string;
  readonly family: string;
  readonly nodes: readonly string[];
  /** Runtimes before and after it as sums of operator costs, in milliseconds; null when it was not asked for. */
  readonly estimated: { readonly beforeMs: number; readonly afterMs: number } | null;
  /** The same as a dream's move: number of the rule, and of the site among those of its rule; null past the last offered. */
  readonly move: { readonly rule: number; readonly site: number } | null;
}

export interface RuleRefusal {
  readonly rule: string;
  readonly title: string;
  readonly reason: string;
  readonly culprit: string | null;
}

export interface RuleAbout {
  /** The equation that makes it true. */
  readonly algebra: string;
  readonly conditions: readonly string[];
}

/** What one rewrite does to the runtime, by the clock: before ÷ after, timed in turns, with its 95 % interval. */
export interface RewriteMeasured {
  readonly ratio: number;
  readonly ratioLow: number;
  readonly ratioHigh: number;
  /** Why it was timed on WASM although WebGPU was asked for; null where it ran as it was asked to. */
  readonly fellBack: string | null;
}
