import * as zlib from "node:zlib";

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** CRC-32 (IEEE 802.3), continued from `before`, for the versions of Node without their own. */
export function tableCrc32(bytes: Uint8Array, before = 0): number {
  let c = ~before;
  for (let i = 0; i < bytes.length; i++) c = table[(c ^ bytes[i]!) & 0xff]! ^ (c >>> 8);
  return ~c >>> 0;
}

// Node's own came with 20.15 and 22.2, and we run from 20.11 on; it is several times faster. Importing it by name
// would fail where it is missing.
const own = (zlib as Partial<Pick<typeof zlib, "crc32">>).crc32;

export const crc32: (bytes: Uint8Array, before?: number) => number = own ?? tableCrc32;
