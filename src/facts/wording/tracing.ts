// What the codes of traced paths, records and tracebacks mean. One table for site, briefs, command line and requests.

/** Why a path stops, after "the trace". */
const stopReasons: Readonly<Record<string, string>> = {
  originator: "reached the originating provider",
  foreign_upstream: "reached the US point of entry",
  no_export: "stopped at a provider that shares no records",
  no_such_call: "stopped at a provider that shares records but has none of the call",
  hand_over_not_named: "stopped because the last record does not say who handed off the call",
  ambiguous: "stopped because two candidate records fit equally well",
  loop: "stopped because the records lead in a cycle",
  answer_leads_no_further: "stopped because the answer to a request leads no further",
};

export const stopReason = (code: string): string => stopReasons[code] ?? code.replaceAll("_", " ");

/** Stop reasons at which the origin or the point of entry is known. */
export const originReasons: readonly string[] = ["originator", "foreign_upstream"];

/** Why the answers to a manual traceback stop. */
const answerStops: Readonly<Record<string, string>> = {
  originator: "the last provider names a customer of its own",
  foreign_upstream: "the call came from abroad",
  no_export: "the last provider has not answered, or was not asked",
  no_such_call: "the last provider says that it has no record, or an incomplete one",
  hand_over_not_named: "the last provider names nobody",
  loop: "the answers lead in a cycle",
};

export const answerStop = (code: string): string => answerStops[code] ?? code.replaceAll("_", " ");

/** A finding about a provider's records: follows the provider's name. */
const recordFindings: Readonly<Record<string, string>> = {
  exports_records_of_another: "exports records of another provider",
  replaced_records_of_another: "replaced records of another provider",
  in_no_directory: "is in no provider directory",
  second_id: "appears under a second ID; we count it once",
  directory_contradicts_records: "is one provider by its handoffs and two by the directory",
  clock_off: "has a clock that is off by more than a minute",
  wrong_zone:
    "has times that are off by whole quarters of an hour: its time zone is probably wrong",
  no_record_of_named_calls:
    "has no record of calls that both neighboring providers attribute to it",
};

export const recordFinding = (code: string): string =>
  recordFindings[code] ?? code.replaceAll("_", " ");

/** A finding about an answer to a manual traceback: follows the provider's name. */
export function tracebackFinding(code: string, other: string | null): string {
  switch (code) {
    case "confirmed_by_own_export":
      return "its own export confirms the answer";
    case "no_record_but_downstream_has_it":
      return "says it has no record, but the provider below received the call from it";
    case "no_record_but_upstream_has_it":
      return "says it has no record, but the provider above handed the call to it";
    case "no_record_but_own_export_has_it":
      return "says it has no record, but its own export has the call";
    case "names_other_upstream_than_own_export":
      return "names a different upstream provider than its own export does";
    case "names_other_than_asked_next":
      return `names a different provider than ${other ?? "the one"} that was asked next`;
    case "records_lead_elsewhere":
      return `the records lead to ${other ?? "another provider"} at this hop`;
    case "call_in_no_export":
      return "the call is in no export that was loaded";
    case "answered_before_asked":
      return "answered before it was asked, so one of the times is wrong";
    case "answer_without_request":
      return "answers a request that was never made";
    case "hops_go_in_a_cycle":
      return "the hops go in a cycle";
    default:
      return code.replaceAll("_", " ");
  }
}

/** What a request asks of a provider: follows "Please send us". */
const asked: Readonly<Record<string, string>> = {
  your_record_of_the_call:
    "your record of this call, which the provider below says it received from you",
  who_handed_it_to_you: "the name of the upstream provider or customer that handed you this call",
};

export const askedFor = (code: string): string => asked[code] ?? code;

/** What became of a request in a manual traceback. */
const responses: Readonly<Record<string, string>> = {
  answered_in_time: "answered within 24 hours",
  answered_late: "answered after more than 24 hours",
  answered_time_unknown: "answered; the time of the answer is not recorded",
  declined: "declined",
  legally_unable: "said it is legally unable to answer",
  pending: "not due when the file was written",
  no_response: "no response",
  impossible: "answered before it was asked, so one of the times is wrong",
};

export const responseStatus = (code: string): string =>
  responses[code] ?? code.replaceAll("_", " ");

/** Whether the 24-hour rule bound the provider for a request. */
export function ruleStatus(applies: boolean | null): string {
  if (applies === null) return "not known: the record does not give the country or the requester";
  return applies
    ? "applies"
    : "did not apply: an earlier date, a foreign provider, or a requester that the rule does not name";
}

/**
 * How sure a path is, as two separate statements: whether each named provider carried the call, and whether somebody
 * stood between two of them. By the weakest evidence of its hops: `record`, `named`, `bridged`, `bridged_with_gap`.
 */
export function pathSupport(evidence: readonly string[]): { carried: string; between: string } {
  if (evidence.includes("bridged_with_gap")) {
    return {
      carried: "fair: part of the path is inferred from records on both sides of a gap",
      between: "possible: other providers may be in the gap",
    };
  }
  if (evidence.includes("bridged")) {
    return {
      carried: "fair: a provider that shares no records is inferred from those on both sides of it",
      between: "unlikely: the records on both sides name the same provider",
    };
  }
  if (evidence.includes("named")) {
    return {
      carried: "strong: each provider recorded the call or is named in a record of it",
      between: "unlikely: a record names each handoff",
    };
  }
  return {
    carried: "strong: each provider recorded the call",
    between: "none: each handoff joins two records",
  };
}
