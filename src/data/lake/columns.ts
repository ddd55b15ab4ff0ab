/** The columns of a Parquet file of the lake, with their types, in order. */
export const lakeColumns: Readonly<Record<string, string>> = {
  provider_id: "varchar",
  call_id: "varchar",
  started_at: "timestamp",
  utc_offset_min: "smallint",
  time_flag: "varchar",
  calling_number: "bigint",
  calling_kind: "varchar",
  calling_length: "utinyint",
  calling_raw: "varchar",
  called_key: "ubigint",
  called_kind: "varchar",
  called_npa_nxx: "integer",
  called_state: "varchar",
  duration_ms: "integer",
  disposition: "varchar",
  sip_code: "smallint",
  ingress_provider_id: "varchar",
  ingress_trunk: "varchar",
  ingress_country: "varchar",
  customer_id: "varchar",
  egress_provider_id: "varchar",
  attestation: "varchar",
  origid: "varchar",
  signer_id: "varchar",
  signer_x5u: "varchar",
  passport_flag: "varchar",
  load_id: "varchar",
};

export const lakeColumnNames = Object.keys(lakeColumns);

/** What a leg says, beside which load said it. */
export const legContent = lakeColumnNames.filter((name) => name !== "load_id");
