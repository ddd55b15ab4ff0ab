// What a server of this machine answers. Framework's live server ends on an address that it cannot read, and answers
// whatever host it is called by: a page of another site could so read the office edition (DNS rebinding).

/** Why a request is not answered, as a status and a word; undefined where it is. */
export function refusal({ url, headers }) {
  const host = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;
  if (!host.test(headers.host ?? "")) return { status: 421, text: "only localhost is served here" };
  try {
    decodeURI(new URL(url, "http://localhost").pathname);
  } catch {
    return { status: 400, text: "an address that cannot be read" };
  }
  return undefined;
}
