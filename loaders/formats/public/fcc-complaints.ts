import type { Format } from "../format.ts";

/** FCC Consumer and Governmental Affairs Bureau complaints: official CSV, API columns, or an R export. */
export const fccComplaints: Format = {
  name: "fcc-complaints",
  title: "Consumer complaints: unwanted calls",
  publisher: "Federal Communications Commission",
  table: "complaints",
  columns: {
    id: ["ticket_id"],
    ticket_created: [],
    issue_date: ["date_of_issue"],
    issue_time: ["time_of_issue"],
    issue_type: ["form"],
    method: [],
    issue: [],
    caller_id_number: [],
    type_of_call_or_messge: ["type_of_call_or_message"],
    advertiser_business_phone_number: ["advertiser_business_number"],
    city: [],
    state: [],
    zip: [],
    location: ["location_1", "location_center_point_of_the_zip_code"],
  },
  required: ["id", "ticket_created", "issue_date", "issue", "caller_id_number"],
  key: "complaint_id",
  loadStrategy: "append",
  sql: new URL("fcc-complaints.sql", import.meta.url),
  isOfThePast: true,
  numbers: ["caller_id_number", "advertiser_business_phone_number"],
  rejectLimit: 0.01,
};
