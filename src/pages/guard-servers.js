// `node --import` of this file, ahead of Framework, puts `refusal` in front of its live server.
import { Server } from "node:http";
import { refusal } from "./local-requests.js";

const emit = Server.prototype.emit;
Server.prototype.emit = function (event, request, answer, ...more) {
  const refused = event === "request" || event === "upgrade" ? refusal(request) : undefined;
  if (!refused) return emit.call(this, event, request, answer, ...more);
  if (event === "request")
    answer.writeHead(refused.status, { "content-type": "text/plain" }).end(refused.text);
  else answer.destroy();
  return true;
};
