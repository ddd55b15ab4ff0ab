import { solveClocks } from "./clocks.ts";
import { tracingThresholds as t } from "./thresholds.ts";

export { tracingThresholds } from "./thresholds.ts";

/** How records are joined into paths. */
export const tracingMethod = {
  hopDelay: t.hopDelaySeconds.value,
  tolerance: t.toleranceSeconds.value,
  late: t.lateSeconds.value,
  bridgeTolerance: t.bridgeToleranceSeconds.value,
  early: t.earlySeconds.value,
  durationFine: t.durationFine.value,
  callerFine: t.callerFineSeconds.value,
  endFine: t.endFineSeconds.value,
  triedFine: t.triedFineSeconds.value,
  mostSeconds: t.mostSeconds.value,
  origidWorth: t.origidSeconds.value,
  margin: t.marginSeconds.value,
  clockFinding: t.clockFindingSeconds.value,
  aliasHandOvers: t.aliasHandOvers.value,
  aliasShare: t.aliasShare.value,
  solveClocks,
};
