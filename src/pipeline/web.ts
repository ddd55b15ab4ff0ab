import { evidenceThresholds } from "../analysis/traffic/thresholds.ts";
import { chokepointsOf } from "../analysis/web/chokepoints.ts";
import { communitiesOf } from "../analysis/web/communities.ts";
import { materialize } from "../data/models.ts";
import { readFlows, readSeenRoutes, stageWeb } from "../data/reads/web.ts";
import type { StepContext } from "./step.ts";

/** Counts the routes that the calls of each campaign took. */
export async function writeCampaignRoutes({ session, write }: StepContext): Promise<void> {
  await materialize(session, "new_routes", "standing/campaign_routes");
  await write("campaign_routes", "all", "select * from new_routes");
}

/** Writes who handed campaign calls to whom, who carried most of them, and who hands them mostly to each other. */
export async function writeWeb({ session, write }: StepContext): Promise<void> {
  const values = { claim: evidenceThresholds.claim.value };
  await materialize(session, "new_flows", "web/campaign_flows", values);
  await materialize(session, "seen_routes", "web/seen_routes", values);
  await write("campaign_flows", "all", "select * from new_flows");
  for (const table of ["source_facts", "source_states"]) {
    await materialize(session, `new_${table}`, `web/${table}`, values);
    await write(table, "all", `select * from new_${table}`);
  }
  await stageWeb(
    session,
    chokepointsOf(await readSeenRoutes(session)),
    communitiesOf(await readFlows(session)),
  );
  await write("chokepoints", "all", "select * from new_chokepoints order by place");
  await write("provider_communities", "all", "select * from new_communities order by all");
}
