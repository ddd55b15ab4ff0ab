/**
 * Days on which federal offices were closed by executive order. They are not legal holidays under 5 USC 6103, so whether
 * the 24-hour clock stops on them can be argued either way: an answer gets the later due time. From the orders as
 * reported in the press and by OPM, not checked against the Federal Register.
 */
export const contestedDays: ReadonlySet<string> = new Set([
  "2018-12-05", // day of mourning, George H. W. Bush
  "2018-12-24",
  "2019-12-24",
  "2020-12-24",
  "2024-12-24",
  "2025-01-09", // day of mourning, Jimmy Carter
  "2025-12-24",
  "2025-12-26",
]);
