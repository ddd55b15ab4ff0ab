import { effectsOf } from "../analysis/effects/index.ts";
import { effectThresholds } from "../analysis/effects/thresholds.ts";
import { runModel } from "../data/models.ts";
import { readActions, readTracedDays, stageEffects } from "../data/reads/effects.ts";
import type { StepContext } from "./step.ts";

/** Compares what followed each action of an agency with what would have followed had nothing been done. */
export async function writeEffects({ session, write }: StepContext): Promise<void> {
  await runModel(session, "tracing/known_providers");
  const rows = await readTracedDays(session);
  const traced = new Map(rows.map((row) => [row.provider_id, row.days]));
  const last = rows.reduce((newest, row) => Math.max(newest, row.days.at(-1) ?? 0), 0);
  const actions = await readActions(session, effectThresholds.displacement_days.value);
  const { effects, groups } = effectsOf(traced, actions, last);
  await stageEffects(session, effects, groups);
  await write("action_effects", "all", "select * from new_effects order by action_id");
  await write("action_effect_groups", "all", "select * from new_effect_groups order by kind");
}
