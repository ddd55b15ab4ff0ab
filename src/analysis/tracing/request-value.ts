/**
 * What an answer would tell: the calls that it would explain, those under ten days old three times, since records are
 * kept for days (ITG Traceback Request: examples under ten days old go first), and the states that they reached. On a
 * logarithmic scale: the thousandth call of a campaign tells little that the hundredth did not.
 */
export function requestValue(request: {
  calls: number;
  calls_recent: number;
  states: number;
}): number {
  const weighed = request.calls + 2 * request.calls_recent;
  return Math.round(1000 * (Math.log2(1 + weighed) + 0.1 * request.states)) / 1000;
}
