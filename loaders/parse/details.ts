import type { Source } from "../files/prepare.ts";
import { detailColumns } from "../formats/exchange/carrier-cdr.ts";

/** What only some switches write of a call: the type of the column `details` of the parsed rows (see parse.sql). */
export const detailsType = `struct(answered_at timestamp, ended_at timestamp, duration_kind varchar, linked_id varchar,
  attempt_no smallint, is_final_attempt boolean, record_role varchar, ingress_call_ref ubigint, egress_call_ref ubigint,
  ingress_signal_ip varchar, egress_signal_ip varchar, egress_trunk varchar, q850_cause smallint, asserted_number bigint,
  charge_number bigint, calling_number_out bigint, lrn bigint, diversion_ref ubigint, called_number_out_ref ubigint,
  findings varchar[])`;

/** Whether a file of call records has any column of details: the others are spared the work. */
export function hasDetails({ layout }: Pick<Source, "layout">): boolean {
  const has = new Set([...layout.columns, ...Object.keys(layout.expressions ?? {})]);
  return detailColumns.some((name) => has.has(name));
}
