/** Rows in order of which only a piece is held: what a file holds by the million never is in memory at once. */
export class InOrder<Row> {
  #piece: readonly Row[] = [];
  #at = 0;
  readonly #fetch: () => Promise<readonly Row[]>;

  private constructor(fetch: () => Promise<readonly Row[]>) {
    this.#fetch = fetch;
  }

  /** `fetch` gives the rows of a range of places; ranges of `length` are asked for, one after the other. */
  static async ofRanges<Row>(
    range: { first: number; last: number; length: number },
    fetch: (first: number, last: number) => Promise<readonly Row[]>,
  ): Promise<InOrder<Row>> {
    let { first } = range;
    const rows = new InOrder(async () => {
      while (first <= range.last) {
        const last = Math.min(first + range.length - 1, range.last);
        const piece = await fetch(first, last);
        first = last + 1;
        if (piece.length > 0) return piece;
      }
      return [];
    });
    await rows.#next();
    return rows;
  }

  /** The row that is next; undefined after the last. */
  get next(): Row | undefined {
    return this.#piece[this.#at];
  }

  async advance(): Promise<void> {
    this.#at++;
    if (this.#at === this.#piece.length) await this.#next();
  }

  async #next(): Promise<void> {
    this.#piece = await this.#fetch();
    this.#at = 0;
  }
}
