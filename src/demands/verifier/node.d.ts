export interface PackageReport {
  /** Everything that is not as it was signed, a sentence each; empty where the package is whole. */
  faults: string[];
  files: number;
  bytes: number;
  /** Key that it is signed with; null where the signature does not hold. */
  key_id: string | null;
  /** Of `bag-info.txt`. */
  facts: Record<string, string>;
}
export function verifyPath(path: string, key?: string): Promise<PackageReport>;
export function reportLines(report: PackageReport, expected?: string): string[];
export function isKeyId(text: string): boolean;
