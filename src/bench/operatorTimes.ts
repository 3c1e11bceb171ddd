import type { KernelTime, Profile } from './runtime';
import { median } from './statistics';

/** One kernel of a loaded model, as ORT ran it. */
export interface KernelCost {
  /** The node's name in the loaded model; ORT's own for what its optimizer made. */
  readonly node: string;
  readonly op: string;
  /** Median milliseconds over the runs that were profiled. */
  readonly ms: number;
  /** Like `float32[1,64,56,56]`, of the first output. */
  readonly output: string;
}

/** What all kernels of one operator take in one run. */
export interface OperatorCost {
  readonly kernels: number;
  /** Milliseconds. */
  readonly ms: number;
}

/** One operator in two models. */
export interface OperatorRow {
  readonly op: string;
  readonly before: OperatorCost;
  readonly after: OperatorCost;
}

/** The kernels of a run in order of execution; those inside another (bodies of If and Loop) count with it. */
export function kernelCosts({ runs }: Profile): KernelCost[] {
  const [first, ...rest] = runs.map(outermost);
  if (first === undefined) return [];
  const same = rest.filter((run) => run.length === first.length);
  return first.map((kernel, i) => ({
    node: kernel.node,
    op: kernel.op,
    ms: median([kernel, ...same.flatMap((run) => run[i] ?? [])].map(({ durationUs }) => durationUs / 1000)),
    output: kernel.outputs[0] ?? '',
  }));
}

/** Kernels of two models, summed by operator, those that take most first. */
export function operatorRows(before: readonly KernelCost[], after: readonly KernelCost[]): OperatorRow[] {
  const sums = [sumByOperator(before), sumByOperator(after)] as const;
  const ops = new Set([...sums[0].keys(), ...sums[1].keys()]);
  const rows = [...ops].map((op) => ({
    op,
    before: sums[0].get(op) ?? nothing,
    after: sums[1].get(op) ?? nothing,
  }));
  return rows.sort((a, b) => Math.max(b.before.ms, b.after.ms) - Math.max(a.before.ms, a.after.ms));
}

const nothing: OperatorCost = { kernels: 0, ms: 0 };

function sumByOperator(kernels: readonly KernelCost[]): Map<string, OperatorCost> {
  const sums = new Map<string, OperatorCost>();
  for (const { op, ms } of kernels) {
    const sum = sums.get(op) ?? nothing;
    sums.set(op, { kernels: sum.kernels + 1, ms: sum.ms + ms });
  }
  return sums;
}

function outermost(kernels: readonly KernelTime[]): KernelTime[] {
  let end = Number.NEGATIVE_INFINITY;
  return kernels.filter(({ startUs, durationUs }) => {
    if (startUs + durationUs <= end) return false;
    end = startUs + durationUs;
    return true;
  });
}
