import type { CheckFinding, DemandEntry, ReceivedDemand } from "../records/demand-types.ts";
import { CommandError } from "../errors.ts";
import type { SigningKey } from "../workspace/signing-key.ts";
import { findingWords } from "./reasons.ts";

/** The receipt of a demand as it came in: the same demand gives the same bytes. */
export function receiptBytes({
  received,
  at,
  problems,
}: {
  received: ReceivedDemand;
  at: string;
  problems: readonly CheckFinding[];
}): Buffer {
  const isDeficient = problems.some((found) => found.is_deficiency);
  const receipt = {
    receipt: "robocall-docket/1",
    number: received.number,
    received_at: at,
    agency_id: received.agency_id,
    demand_id: received.demand_id,
    files: received.files,
    outcome: isDeficient ? "deficient" : "accepted for review",
    says: problems.map(({ code, field, detail, is_deficiency }) => ({
      code,
      must_be_put_right: is_deficiency,
      field,
      ...findingWords({ code, field, detail }),
    })),
  };
  return Buffer.from(`${JSON.stringify(receipt, null, 2)}\n`);
}

/** The receipt of the newest version of a demand, and its signature. */
export function receiptOf(
  entry: DemandEntry,
  key: SigningKey,
): { bytes: Buffer; signature: Buffer } {
  const at = entry.events.findLast(
    ({ kind }) => kind === "demand_received" || kind === "demand_amended",
  );
  const checked = entry.events.find((e) => e.kind === "demand_checked" && e.seq > (at?.seq ?? 0));
  if (!at || !checked) throw new CommandError(`${entry.number}: was not received as a whole`);
  const bytes = receiptBytes({
    received: at.body as ReceivedDemand,
    at: at.at,
    problems: checked.body.problems ?? [],
  });
  return { bytes, signature: key.sign(bytes) };
}
