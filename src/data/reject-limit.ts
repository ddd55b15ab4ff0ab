/** Whether more rows were rejected than the format's share allows; one row alone is never too many, unless the limit is 0. */
export function isOverRejectLimit(rejected: number, read: number, limit: number): boolean {
  return rejected > Math.max(limit * read, limit > 0 ? 1 : 0);
}
