declare module "wawoff2" {
  /** WOFF2 to TTF or OTF. */
  export function decompress(woff2: Uint8Array): Promise<Uint8Array>;
}
