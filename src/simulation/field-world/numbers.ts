/** Murmur's last steps over two or three whole numbers: stable choices that cost no memory. */
export function mix(a: number, b: number, c = 0): number {
  let h =
    Math.imul((a >>> 0) ^ Math.floor(a / 0x100000000), 0x9e3779b1) ^ Math.imul(b | 0, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15) ^ Math.imul(c | 0, 0x27d4eb2f), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

export const share = (a: number, b: number, c = 0): number => mix(a, b, c) / 0x100000000;

const hex = (n: number): string => n.toString(16).padStart(8, "0");

export function hashedUuid(a: number, b: number): string {
  const text = hex(mix(a, b, 1)) + hex(mix(a, b, 2)) + hex(mix(a, b, 3)) + hex(mix(a, b, 4));
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-8${text.slice(17, 20)}-${text.slice(20)}`;
}

/** Callers that are no number: the value of a caller below 100 is a place in this list. */
// prettier-ignore
export const oddCallers = ["anonymous", "Restricted", "266696687", "", "unavailable", "911", "72345", "Unknown", "asterisk", "0"];

/** Ten-digit values are North American, larger ones are numbers abroad in E.164. */
export const isForeign = (number: number): boolean => number >= 1e10;

/** A number as a provider's switch writes it. */
export function written(number: number, style: number): string {
  if (number < 100) return oddCallers[number] ?? "";
  // Caribbean numbers share country code 1 and look like domestic ones.
  if (number >= 1e10 && number < 2e10) return written(number - 1e10, style);
  if (isForeign(number))
    return style === 0 ? `+${number}` : style === 1 ? `${number}` : `011${number}`;
  const digits = String(number).padStart(10, "0");
  return style === 0 ? `+1${digits}` : style === 1 ? `1${digits}` : digits;
}
