import type { Format } from "../format.ts";

/**
 * FTC Do Not Call complaints as the FTC's API gives them: its JSON pages, or records reduced to date, id, number and area
 * code. The id is the publisher's; the day files have none.
 */
export const ftcApi: Format = {
  name: "ftc-api",
  title: "Do Not Call reported calls, from the API",
  publisher: "Federal Trade Commission",
  table: "complaints",
  columns: {
    id: [],
    created_date: ["attributes_created_date"],
    company_phone_number: ["attributes_company_phone_number"],
    consumer_area_code: ["attributes_consumer_area_code"],
    violation_date: ["attributes_violation_date"],
    consumer_city: ["attributes_consumer_city"],
    consumer_state: ["attributes_consumer_state"],
    subject: ["attributes_subject"],
    recorded_message_or_robocall: ["attributes_recorded_message_or_robocall"],
  },
  required: ["id", "created_date", "company_phone_number", "consumer_area_code"],
  key: "complaint_id",
  loadStrategy: "append",
  sql: new URL("ftc-api.sql", import.meta.url),
  isOfThePast: true,
  numbers: ["company_phone_number"],
  rejectLimit: 0.01,
  mayHoldDoubledDays: true,
};
