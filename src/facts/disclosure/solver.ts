import highsModule from "highs";

// HiGHS, a linear-program solver, as WebAssembly in this process. Solving is synchronous once it is loaded. Its types are
// those of a CommonJS module, its code is that of an ECMAScript one.
const highs = await (highsModule as unknown as typeof highsModule.default)();

export interface LinearProgram {
  /** Bounds of each variable. */
  lower: readonly number[];
  upper: readonly number[];
  /** Each row: Σ coefficient · variable = value. */
  rows: readonly {
    variables: readonly number[];
    coefficients: readonly number[];
    value: number;
  }[];
}

export const unbounded = highs.infinity;

/** A program that can be solved for one objective after another. Dispose it when done. */
export class Solver {
  readonly #model: ReturnType<typeof highs.createModel>;
  readonly #columns: number;

  constructor({ lower, upper, rows }: LinearProgram) {
    this.#columns = lower.length;
    const starts = [0];
    const indices: number[] = [];
    const values: number[] = [];
    for (const row of rows) {
      indices.push(...row.variables);
      values.push(...row.coefficients);
      starts.push(indices.length);
    }
    this.#model = highs.createModel({
      numCols: lower.length,
      numRows: rows.length,
      colCost: new Array<number>(lower.length).fill(0),
      colLower: [...lower],
      colUpper: [...upper],
      rowLower: rows.map((row) => row.value),
      rowUpper: rows.map((row) => row.value),
      matrix: {
        format: "csr",
        numRows: rows.length,
        numCols: lower.length,
        starts,
        indices,
        values,
      },
    });
    this.#model.options.set("output_flag", false);
  }

  /** The point that minimizes Σ cost · variable; undefined where there is none. */
  minimize(costs: readonly number[]): readonly number[] | undefined {
    this.#model.changeColsCost({ kind: "range", from: 0, to: this.#columns - 1 }, [...costs]);
    this.#model.run();
    const status = this.#model.getModelStatus();
    if (status === highs.constants.modelStatus.optimal)
      return [...this.#model.getSolution().colValue];
    if (status === highs.constants.modelStatus.infeasible) return undefined;
    throw new Error(`linear program ended with status ${status}`);
  }

  setBounds(variable: number, lower: number, upper: number): void {
    this.#model.changeColBounds(variable, lower, upper);
  }

  dispose(): void {
    this.#model.dispose();
  }
}
