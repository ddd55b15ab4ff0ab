export { solveClocks, type ClockPair, type Clock } from "./clocks.ts";
export { tracingThresholds } from "./thresholds.ts";
