import { assert } from '../core';

/** Sums of weighted products from which a ridge regression is solved; rows may come one by one. */
export class NormalEquations {
  private readonly matrix: Float64Array;
  private readonly right: Float64Array;

  constructor(readonly width: number) {
    this.matrix = new Float64Array(width * width);
    this.right = new Float64Array(width);
  }

  /** Adds a row: the columns that are not zero, each once, their values, the truth, and how much it counts. */
  add(columns: ArrayLike<number>, values: ArrayLike<number>, truth: number, weight: number): void {
    const { width, matrix, right } = this;
    for (let a = 0; a < columns.length; a++) {
      const i = columns[a] ?? 0;
      const x = weight * (values[a] ?? 0);
      right[i] = (right[i] ?? 0) + x * truth;
      for (let b = 0; b < columns.length; b++) {
        const at = i * width + (columns[b] ?? 0);
        matrix[at] = (matrix[at] ?? 0) + x * (values[b] ?? 0);
      }
    }
  }

  /**
   * The coefficients of the least squares with `Σ penalty · coefficient²` added. @param penalties Above 0, `[width]`.
   */
  solve(penalties: ArrayLike<number>): Float64Array {
    const { width: n } = this;
    // Cholesky: the lower triangle becomes L with L·Lᵀ the matrix.
    const l = this.matrix.slice();
    const x = this.right.slice();
    for (let i = 0; i < n; i++) l[i * n + i] = (l[i * n + i] ?? 0) + (penalties[i] ?? 0);
    for (let j = 0; j < n; j++) {
      for (let i = j; i < n; i++) {
        let sum = l[i * n + j] ?? 0;
        for (let k = 0; k < j; k++) sum -= (l[i * n + k] ?? 0) * (l[j * n + k] ?? 0);
        if (i === j) assert(sum > 0, 'penalties make the equations solvable');
        l[i * n + j] = i === j ? Math.sqrt(sum) : sum / (l[j * n + j] ?? 1);
      }
    }
    for (let i = 0; i < n; i++) {
      let sum = x[i] ?? 0;
      for (let k = 0; k < i; k++) sum -= (l[i * n + k] ?? 0) * (x[k] ?? 0);
      x[i] = sum / (l[i * n + i] ?? 1);
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = x[i] ?? 0;
      for (let k = i + 1; k < n; k++) sum -= (l[k * n + i] ?? 0) * (x[k] ?? 0);
      x[i] = sum / (l[i * n + i] ?? 1);
    }
    return x;
  }
}
