/**
 * What an answer would tell: the calls that it would explain, those under ten days old three times, since records are
 * kept for days (ITG Traceback Request: examples under ten days old go first), the campaigns that they belong to, and the
 * states that they reached. Calls on a logarithmic scale: the thousandth tells little that the hundredth did not.
 */
export function requestValue(request: {
  calls: number;
  calls_recent: number;
  campaigns: number;
  states: number;
}): number {
  const weighed = request.calls + 2 * request.calls_recent;
  const value = Math.log2(1 + weighed) + request.campaigns + 0.1 * request.states;
  return Math.round(1000 * value) / 1000;
}
