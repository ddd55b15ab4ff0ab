/** Bytes of a file between two places, in pieces. */
type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export const markSize: number;
export function archiveMark(
  file: { stream(start: number, end: number): Pieces },
  end: number,
  tools: { sha256(pieces: Pieces): Promise<string> },
): Promise<string>;
