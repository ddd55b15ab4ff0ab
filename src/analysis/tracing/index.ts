import { solveClocks } from "./clocks.ts";
import { tracingThresholds as t } from "./thresholds.ts";

export { tracingThresholds } from "./thresholds.ts";

/** How records are joined into paths. */
export const tracingMethod = {
  hopDelay: t.hopDelaySeconds.value,
  tolerance: t.toleranceSeconds.value,
  bridgeTolerance: t.bridgeToleranceSeconds.value,
  early: t.earlySeconds.value,
  durationFine: t.durationFine.value,
  callerFine: t.callerFineSeconds.value,
  margin: t.marginSeconds.value,
  clockFinding: t.clockFindingSeconds.value,
  solveClocks,
};
