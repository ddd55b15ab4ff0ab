/** What a finding about a provider's records means, in the words of pages and briefs. */
export const findingLabels: Readonly<Record<string, string>> = {
  exports_records_of_another: "exports records of another provider",
  replaced_records_of_another: "replaced records of another provider",
  in_no_directory: "is in no provider directory",
  second_id: "is a second id of one provider",
  directory_contradicts_records: "is one provider by its handoffs, two by the directory",
  clock_off: "has a clock that is off by more than a minute",
  no_record_of_named_calls:
    "has no record of calls that both neighboring providers attribute to it",
};
