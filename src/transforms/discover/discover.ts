import { type Found, learn } from './learn';
import { prune } from './prune';
import { realms as allRealms } from './realms';
import type { Realm } from './universe';

export interface Options {
  readonly seed: number;
  /** Operators a side, at most. */
  readonly largest: number;
  readonly realms?: readonly Realm[];
}

export interface RealmReport {
  readonly name: string;
  readonly ops: readonly string[];
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly terms: number;
  readonly classes: number;
  readonly found: number;
  readonly rejected: readonly string[];
}

export interface Discovery {
  readonly options: { readonly seed: number; readonly largest: number };
  readonly realms: readonly RealmReport[];
  /** Proved, and not implied by the others. */
  readonly kept: readonly Found[];
  /** Proved, and implied by those that were kept. */
  readonly implied: readonly Found[];
}

/** Enumerates, groups, proves and prunes. The same options give the same result. */
export function discover({ seed, largest, realms = allRealms }: Options): Discovery {
  const found: Found[] = [];
  const reports: RealmReport[] = [];
  for (const realm of realms) {
    const learned = learn(realm, found, largest, seed);
    found.push(...learned.found);
    reports.push({
      name: realm.name,
      ops: realm.ops,
      inputs: realm.inputs,
      terms: learned.terms,
      classes: learned.classes,
      found: learned.found.length,
      rejected: learned.rejected,
    });
  }
  const { kept, implied } = prune(found);
  return { options: { seed, largest }, realms: reports, kept, implied };
}
