/** Rows in order of which only a piece is held: what a file holds by the million never is in memory at once. */
export class InOrder<Row> {
  #piece: readonly Row[] = [];
  #at = 0;
  readonly #fetch: (last: Row | undefined) => Promise<readonly Row[]>;

  private constructor(fetch: (last: Row | undefined) => Promise<readonly Row[]>) {
    this.#fetch = fetch;
  }

  /** `fetch` gives the rows that follow `last`, some of them; none where there are no more. */
  static async from<Row>(
    fetch: (last: Row | undefined) => Promise<readonly Row[]>,
  ): Promise<InOrder<Row>> {
    const rows = new InOrder(fetch);
    rows.#piece = await fetch(undefined);
    return rows;
  }

  /** The row that is next; undefined after the last. */
  get next(): Row | undefined {
    return this.#piece[this.#at];
  }

  async advance(): Promise<void> {
    const last = this.next;
    this.#at++;
    if (last === undefined || this.#at < this.#piece.length) return;
    this.#piece = await this.#fetch(last);
    this.#at = 0;
  }
}
