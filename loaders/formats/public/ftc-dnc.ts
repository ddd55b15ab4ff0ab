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
  numbers: ["company_phone_number"],
  rejectLimit: 0.01,
};
