import type { Format } from "../format.ts";

/** FTC Do Not Call reported calls: the weekday CSV. Times carry no zone; a Monday file holds three days. */
export const ftcDnc: Format = {
  name: "ftc-dnc",
  title: "Do Not Call reported calls",
  publisher: "Federal Trade Commission",
  table: "complaints",
  columns: {
    company_phone_number: [],
    created_date: [],
    violation_date: [],
    consumer_city: [],
    consumer_state: [],
    consumer_area_code: [],
    subject: [],
    recorded_message_or_robocall: [],
  },
  required: [
    "company_phone_number",
    "created_date",
    "violation_date",
    "subject",
    "recorded_message_or_robocall",
  ],
  key: "complaint_id",
  loadStrategy: "append",
  sql: new URL("ftc-dnc.sql", import.meta.url),
  isOfThePast: true,
  numbers: ["company_phone_number"],
  mayHoldDoubledDays: true,
  // The FTC revises a day's file: DNC_Complaint_Numbers_2026-08-20.csv, then …_0.csv.
  revisedName: /^(dnc_complaint_numbers_\d{4}-\d\d-\d\d)(?:_(\d+))?\.csv/i,
  rejectLimit: 0.01,
};
