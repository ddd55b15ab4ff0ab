import type { IncomingMessage } from "node:http";

export function refusal(
  request: Pick<IncomingMessage, "url" | "headers">,
): { status: number; text: string } | undefined;
