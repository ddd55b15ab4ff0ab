/**
 * What the codes of an intake check mean, as a sentence to the person who sent the demand. `what` is what is wrong,
 * `do` what to do about it.
 */
export const reasons: Record<string, { what: string; do: string }> = {
  not_json: {
    what: "The data of the demand cannot be read.",
    do: "Send demand.json as one JSON object in UTF-8, or use the form of the portal.",
  },
  too_large: { what: "The file is too large.", do: "Ask the desk how to send it." },
  missing_field: { what: "Something is missing.", do: "Fill it in and send the demand again." },
  unknown_field: {
    what: "There is a field that the format does not have. It is not passed over, since it could limit the demand.",
    do: "Correct its name or take it out.",
  },
  repeated_field: {
    what: "A field is named twice. It is not clear which one holds.",
    do: "Take one of them out.",
  },
  served_in_future: { what: "The day of service is in the future.", do: "Correct the date." },
  bad_value: { what: "A value cannot be used.", do: "Correct it and send the demand again." },
  window_reversed: {
    what: "The time window ends before it begins.",
    do: "Correct its first and last day.",
  },
  window_in_future: {
    what: "The time window begins in the future: no records can exist.",
    do: "Name a window in the past, or send a preservation letter.",
  },
  return_date_past: {
    what: "The return date has passed.",
    do: "Issue the demand with a later return date.",
  },
  served_before_issued: {
    what: "The demand was served before it was issued.",
    do: "Correct the dates.",
  },
  issued_in_future: { what: "The date of issue is in the future.", do: "Correct the date." },
  scope_empty: {
    what: "The scope names nothing: no state, number, campaign or provider.",
    do: "Name at least one.",
  },
  scope_everything: {
    what: "The scope is everything that is held.",
    do: "Limit it to your state, or name numbers, campaigns or providers.",
  },
  document_missing: {
    what: "The signed document is missing.",
    do: "Send the PDF of the demand beside its data.",
  },
  several_documents: {
    what: "There are several PDF files; one of them must be the demand.",
    do: "Send the signed demand as one PDF.",
  },
  document_not_pdf: { what: "The document is not a PDF.", do: "Send the signed demand as a PDF." },
  document_hash_differs: {
    what: "The document is not the one that the data names: its SHA-256 differs.",
    do: "Send the document whose hash is in document_sha256, or correct the hash.",
  },
  document_infected: {
    what: "The virus scanner refused the document.",
    do: "Scan it on your side and send a clean copy.",
  },
  signature_unknown_key: {
    what: "The signature was made by none of your agency's registered keys, or over other bytes.",
    do: "Sign demand.json with a registered key, or register the new one with the desk.",
  },
  signature_expired_key: {
    what: "The signature was made with a key that has expired.",
    do: "Register a new key with the desk.",
  },
  signature_revoked_key: {
    what: "The signature was made with a key that was revoked.",
    do: "Sign with a key that holds; tell the desk if you did not send this demand.",
  },
  agency_unknown: {
    what: "No agency is registered under this id.",
    do: "Ask the desk to register your agency; then send the demand again.",
  },
  duplicate_id: {
    what: "Your office has sent another demand under this number, with other contents.",
    do: "Give this one a number of its own and send it as a new demand, or withdraw the first and send this one again.",
  },
  authority_without_number: {
    what: "The authority names no statute or rule by its number.",
    do: "Check that it is complete. Nothing need be sent again if it is.",
  },
  contact_not_at_agency: {
    what: "The contact's e-mail address is not in a domain of the agency.",
    do: "The desk must call your office back at its published number before it produces anything.",
  },
  unsigned: {
    what: "No digital signature of your office came with it, and none is needed.",
    do: "Unless the contact signed in with a passkey, the desk calls your office back at its published number before it produces anything.",
  },
};

/** A finding of the intake check in words: what is wrong, where, and what to do. */
export function findingWords({
  code,
  field,
  detail,
}: {
  code: string;
  field: string | null;
  detail: string;
}): { what: string; do: string } {
  const reason = reasons[code];
  const where =
    field === null
      ? `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`
      : `“${field}” ${detail}.`;
  return { what: `${reason?.what ?? code} ${where}`, do: reason?.do ?? "" };
}
