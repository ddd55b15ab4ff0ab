import type { Count } from "../types.ts";
import { emptyCell, isPrimary, openInterval, smallestCell, type Cell } from "./rules.ts";
import { Solver, unbounded, type LinearProgram } from "./solver.ts";

/**
 * A two-way table whose margins a reader knows: rows are areas, columns the parts of a split. The last row may be the sum
 * of the others (the nation), whose cells are printed too.
 */
export interface Grid {
  rows: readonly GridRow[];
  columns: readonly string[];
  /** Whether the last row is the sum of the others. */
  hasNation: boolean;
  /** Columns whose sum is printed for each row, as indices (for instance the hours outside 8 a.m. to 9 p.m.). */
  sums: readonly (readonly number[])[];
}

export interface GridRow {
  area: string;
  cells: readonly Cell[];
  /** False where none of the row's cells is printed, not even a zero. */
  isOpen: boolean;
  /** False where the row's total is withheld too. */
  isTotalShown: boolean;
}

export interface ProtectedRow {
  area: string;
  /** Null where the row is not printed at all. */
  cells: (Count | null)[];
  /** For each of the grid's sums: whether it may be printed. */
  sums: boolean[];
}

/** Moves smaller than this are rounding of the solver. */
const tolerance = 1e-6;

/**
 * Withholds the primary cells of a grid, and secondary ones so that no primary can be bounded more tightly than
 * `openInterval` says, even by solving all printed sums. Kelly, Golden and Assad 1992, "Cell suppression: disclosure
 * protection for sensitive tabular data" (Networks 22): for each primary and direction, a linear program finds the
 * cheapest cells that can move with it. What is withheld costs nothing; other cells cost a seeded random price, so that
 * being withheld does not tell that a cell is the smallest. Returns null for a row that cannot be protected while its
 * total is known: the caller withholds the total then.
 */
export function protectGrid(grid: Grid): { rows: ProtectedRow[]; unprotected: string[] } {
  const state = new GridState(grid);
  const unprotected = new Set<string>();
  for (const [r, row] of grid.rows.entries()) {
    for (const [c, cell] of row.cells.entries()) {
      if (!isPrimary(cell)) continue;
      const { low, high } = openInterval(cell.value);
      const isSafe =
        state.protect(r, c, high - cell.value) && state.protect(r, c, low - cell.value);
      if (!isSafe) unprotected.add(row.area);
    }
  }
  const rows = state.result();
  state.dispose();
  return { rows, unprotected: [...unprotected] };
}

class GridState {
  readonly #grid: Grid;
  readonly #width: number;
  readonly #withheld: boolean[];
  readonly #isOpen: boolean[];
  readonly #keepsSums: boolean[];
  #solver: Solver | undefined;
  /** Moves found so far that use withheld cells alone. */
  #witnesses: (readonly number[])[] = [];

  constructor(grid: Grid) {
    this.#grid = grid;
    this.#width = grid.columns.length;
    this.#isOpen = grid.rows.map((row) => row.isOpen);
    this.#keepsSums = grid.rows.map((row) =>
      grid.sums.every((columns) => {
        const within = columns.reduce((sum, c) => sum + row.cells[c]!.value, 0);
        return within === 0 || within >= smallestCell;
      }),
    );
    this.#withheld = grid.rows.flatMap((row) => row.cells.map((cell) => isPrimary(cell)));
  }

  dispose(): void {
    this.#solver?.dispose();
  }

  /** Makes room for a primary cell to move by so much; false where there is none. */
  protect(r: number, c: number, move: number): boolean {
    if (move === 0) return true;
    const at = r * this.#width + c;
    if (this.#witnesses.some((w) => (move > 0 ? w[at]! >= move : w[at]! <= move))) return true;
    // What stands in the way goes first: printed sums of the row, then the row's zeros, then those of the nation.
    const last = this.#grid.rows.length - 1;
    for (let attempt = 0; attempt < 4; attempt++) {
      const moves = this.#cheapest(at, move);
      if (moves) {
        this.#take(moves);
        return true;
      }
      if (attempt === 0) this.#change(() => (this.#keepsSums[r] = false));
      if (attempt === 1) this.#change(() => (this.#isOpen[r] = false));
      if (attempt === 2)
        this.#change(() => {
          this.#keepsSums.fill(false);
          if (this.#grid.hasNation) this.#isOpen[last] = false;
        });
    }
    return false;
  }

  #change(change: () => void): void {
    change();
    this.#solver?.dispose();
    this.#solver = undefined;
  }

  #take(moves: readonly number[]): void {
    for (const [i, move] of moves.entries()) {
      const r = Math.floor(i / this.#width);
      if (Math.abs(move) > tolerance && this.#isOpen[r]) this.#withheld[i] = true;
    }
    this.#witnesses.push(moves);
    if (this.#witnesses.length > 200) this.#witnesses = this.#witnesses.slice(-100);
  }

  /** The cheapest moves of all cells that keep every known sum and move one cell by so much. */
  #cheapest(at: number, move: number): readonly number[] | undefined {
    const cells = this.#grid.rows.length * this.#width;
    this.#solver ??= new Solver(this.#program());
    const solver = this.#solver;
    const [up, down] = [at, cells + at];
    const bounds = this.#bounds(at);
    if (move > 0) {
      solver.setBounds(up, move, move);
      solver.setBounds(down, 0, 0);
    } else {
      solver.setBounds(up, 0, 0);
      solver.setBounds(down, -move, -move);
    }
    const costs = Array.from({ length: cells }, (_, i) => this.#cost(i));
    const point = solver.minimize([...costs, ...costs, ...this.#grid.rows.map(() => 0)]);
    solver.setBounds(up, 0, bounds.up);
    solver.setBounds(down, 0, bounds.down);
    return point && Array.from({ length: cells }, (_, i) => point[i]! - point[cells + i]!);
  }

  #cell(i: number): Cell {
    return this.#grid.rows[Math.floor(i / this.#width)]!.cells[i % this.#width] ?? emptyCell;
  }

  /** How far a cell may move: up without limit, down to what is known, which is 1 where a zero would be printed. */
  #bounds(i: number): { up: number; down: number } {
    const { value, least = 0 } = this.#cell(i);
    const isOpen = this.#isOpen[Math.floor(i / this.#width)]!;
    if (isOpen && value === 0) return { up: 0, down: 0 };
    return { up: unbounded, down: value - Math.max(least, isOpen ? 1 : 0) };
  }

  #cost(i: number): number {
    const r = Math.floor(i / this.#width);
    if (this.#withheld[i] || !this.#isOpen[r]) return 0;
    const isNation = this.#grid.hasNation && r === this.#grid.rows.length - 1;
    const { area } = this.#grid.rows[r]!;
    // Large counts are dearer, since hiding them tells readers less of what they came for; chance decides among the rest.
    const chance = 1 + 2 * seededShare(`${area}|${this.#grid.columns[i % this.#width]}`);
    const price = chance * (1 + Math.log2(1 + this.#cell(i).value / smallestCell));
    return isNation ? 20 * price : price;
  }

  /** Variables: moves up of every cell, moves down of every cell, moves of each row's total. */
  #program(): LinearProgram {
    const { rows, hasNation, sums } = this.#grid;
    const width = this.#width;
    const cells = rows.length * width;
    const variables = 2 * cells + rows.length;
    const lower = new Array<number>(variables).fill(0);
    const upper = new Array<number>(variables).fill(0);
    for (let i = 0; i < cells; i++) {
      const { up, down } = this.#bounds(i);
      upper[i] = up;
      upper[cells + i] = down;
    }
    for (const [r, row] of rows.entries()) {
      if (row.isTotalShown) continue;
      const total = row.cells.reduce((sum, cell) => sum + cell.value, 0);
      lower[2 * cells + r] = -(total - 1);
      upper[2 * cells + r] = unbounded;
    }
    const constraints: LinearProgram["rows"][number][] = [];
    const add = (terms: readonly (readonly [cell: number, sign: number])[], total?: number) =>
      constraints.push({
        variables: [
          ...terms.flatMap(([i]) => [i, cells + i]),
          ...(total === undefined ? [] : [total]),
        ],
        coefficients: [
          ...terms.flatMap(([, sign]) => [sign, -sign]),
          ...(total === undefined ? [] : [-1]),
        ],
        value: 0,
      });
    const last = rows.length - 1;
    for (let r = 0; r < rows.length; r++) {
      const own = (columns: readonly number[]) => columns.map((c) => [r * width + c, 1] as const);
      add(own([...this.#grid.columns.keys()]), 2 * cells + r);
      if (this.#keepsSums[r] && this.#isOpen[r]) for (const columns of sums) add(own(columns));
    }
    if (hasNation) {
      for (let c = 0; c < width; c++) {
        const parts = Array.from({ length: last }, (_, r) => [r * width + c, 1] as const);
        add([...parts, [last * width + c, -1]]);
      }
      constraints.push({
        variables: Array.from({ length: last }, (_, r) => 2 * cells + r),
        coefficients: new Array<number>(last).fill(1),
        value: 0,
      });
    }
    return { lower, upper, rows: constraints };
  }

  result(): ProtectedRow[] {
    return this.#grid.rows.map(({ area, cells }, r) => ({
      area,
      cells: cells.map((cell, c) => {
        if (!this.#isOpen[r]) return null;
        return this.#withheld[r * this.#width + c] ? "withheld" : cell.value;
      }),
      sums: this.#grid.sums.map(() => this.#isOpen[r]! && this.#keepsSums[r]!),
    }));
  }
}

/** A number from 0 to 1 that a text always gives (FNV-1a, mixed). */
function seededShare(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 4_294_967_296;
}
