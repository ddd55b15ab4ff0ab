/**
 * The latest time that something loaded can be of. One date in the future would move every "data through" and end every
 * campaign. Nothing that has happened is dated a day after the run, nor after this machine's day: a person may name an
 * earlier run date than the rows' own.
 */
export const latestTime = (runDate: Date): Date =>
  new Date(Math.max(runDate.getTime(), Date.now()) + 86_400_000);
