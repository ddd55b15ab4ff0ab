/** Why a path ends, in the words of pages and briefs. */
export const stopReasonLabels: Readonly<Record<string, string>> = {
  originator: "reached the originating provider",
  foreign_upstream: "reached the US point of entry",
  no_export: "the next provider exports no records",
  no_such_call: "the next provider exports, and has no such call",
  hand_over_not_named: "the last record names nobody",
  ambiguous: "two candidate records fit equally well",
  loop: "the records go in a cycle",
};
