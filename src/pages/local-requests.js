// What a server of this machine answers. `node --import` of this file, ahead of Framework, puts the same in front of its
// live server, which ends on an address that it cannot read and answers whatever host it is called by: a page of another
// site could so read the office edition (DNS rebinding).
import { Server } from "node:http";

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

/** Puts `refusal` in front of every server of this process. */
export function guardServers() {
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (event, request, answer, ...more) {
    const refused = event === "request" || event === "upgrade" ? refusal(request) : undefined;
    if (!refused) return emit.call(this, event, request, answer, ...more);
    if (event === "request")
      answer.writeHead(refused.status, { "content-type": "text/plain" }).end(refused.text);
    else answer.destroy();
    return true;
  };
}

if (process.env.DOCKET_GUARD_SERVERS === "1") guardServers();
