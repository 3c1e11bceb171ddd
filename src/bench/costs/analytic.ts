import type { CostRow, GroupFeatures } from './costTable';
import { classes, type OperatorClass } from './operatorClass';

/** Milliseconds = perMac · multiply-adds + perByte · bytes + perNode · nodes + perFunction · elements of functions. */
interface Coefficients {
  readonly perMac: number;
  readonly perByte: number;
  readonly perNode: number;
  readonly perFunction: number;
}

export type AnalyticModel = (group: GroupFeatures) => number;

/** A slow core without any measurement: 4 billion multiply-adds, 4 GB and a billion Tanhs a second, 4 µs a kernel. */
const prior: Coefficients = { perMac: 2.5e-7, perByte: 2.5e-7, perNode: 4e-3, perFunction: 1e-6 };
/** The prior counts as much as this many rows. */
const PRIOR_ROWS = 0.5;
/** Doubt about a coefficient that is drawn towards 0, as a part of the prior: without it, it could never leave 0. */
const LEAST_DOUBT = 0.1;
const SWEEPS = 60;

/**
 * A time for every group, from those that were measured: for each class of operators the non-negative coefficients with
 * the least squared relative error, drawn towards a prior where rows are few. Coordinate descent on four unknowns.
 */
export function fitAnalytic(rows: Iterable<CostRow>): AnalyticModel {
  const byKind = new Map<OperatorClass, CostRow[]>(classes.map((kind) => [kind, []]));
  const all: CostRow[] = [];
  for (const row of rows) {
    if (row.ms === null || row.ms <= 0) continue;
    byKind.get(row.kind)?.push(row);
    all.push(row);
  }
  const general = fitClass(all, prior);
  const fitted = new Map<OperatorClass, Coefficients>();
  for (const [kind, own] of byKind) fitted.set(kind, fitClass(own, general));
  return ({ kind, macs, bytes, nodes, functions }) => {
    const c = fitted.get(kind) ?? general;
    return c.perMac * macs + c.perByte * bytes + c.perNode * nodes + c.perFunction * functions;
  };
}

function fitClass(rows: readonly CostRow[], towards: Coefficients): Coefficients {
  if (rows.length === 0) return towards;
  const listed = (c: Coefficients) => [c.perMac, c.perByte, c.perNode, c.perFunction];
  const start = listed(towards);
  const doubts = listed(prior).map((usual, k) => Math.max(start[k] ?? 0, LEAST_DOUBT * usual));
  const x = [...start];
  const features = rows.map(({ macs, bytes, nodes, functions, ms }) => {
    const scale = 1 / (ms ?? 1);
    return [macs * scale, bytes * scale, nodes * scale, functions * scale];
  });
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let k = 0; k < start.length; k++) {
      // Minimizes Σ (f·x − 1)² + ridge (x_k − start_k)², the ridge in units of the relative error at the start.
      const from = start[k] ?? 0;
      const ridge = PRIOR_ROWS / (doubts[k] ?? 1) ** 2;
      let above = ridge * from;
      let below = ridge;
      for (const f of features) {
        const own = f[k] ?? 0;
        const rest = f.reduce((sum, v, j) => (j === k ? sum : sum + v * (x[j] ?? 0)), 0);
        above += own * (1 - rest);
        below += own * own;
      }
      x[k] = Math.max(0, above / below);
    }
  }
  const [perMac = 0, perByte = 0, perNode = 0, perFunction = 0] = x;
  return { perMac, perByte, perNode, perFunction };
}
