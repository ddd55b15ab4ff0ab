import { randomBytes } from "node:crypto";
import { SignedData } from "@peculiar/asn1-cms";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import { MessageImprint, TimeStampReq, TimeStampResp, TSTInfo } from "@peculiar/asn1-tsp";
import { AlgorithmIdentifier } from "@peculiar/asn1-x509";

const sha256Oid = "2.16.840.1.101.3.4.2.1";
const secondsToWait = 30;

/** The answer of an authority: its bytes and the time that it gives, or why there is none. */
export interface TimeStamp {
  bytes: Uint8Array | null;
  /** ISO, UTC. */
  at: string | null;
  notice: string | null;
}

/**
 * Asks the configured authority to stamp a hash (RFC 3161). Without one there is none; where the authority does not
 * answer, or answers about something else, the response goes out without a stamp, and the notice says so. Whether the
 * authority is one to trust is for the reader: `openssl ts -verify` with its certificate.
 */
export async function timeStamp(url: string | null, sha256: string): Promise<TimeStamp> {
  if (url === null) return { bytes: null, at: null, notice: null };
  const hash = Buffer.from(sha256, "hex");
  // A nonce keeps an old answer from passing for a new one. A positive integer without leading zeros.
  const nonce = randomBytes(8);
  nonce[0] = (nonce[0]! & 0x3f) | 0x40;
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: sha256Oid, parameters: null }),
      hashedMessage: new OctetString(hash),
    }),
    nonce: new Uint8Array(nonce).buffer,
    certReq: true,
  });
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/timestamp-query" },
      body: AsnConvert.serialize(request),
      signal: AbortSignal.timeout(secondsToWait * 1000),
      redirect: "error",
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (!answer.ok) throw new Error(`answered with ${answer.status}`);
    const stamped = stampedOf(bytes);
    if (
      stamped.messageImprint.hashAlgorithm.algorithm !== sha256Oid ||
      !hash.equals(Buffer.from(stamped.messageImprint.hashedMessage.buffer))
    )
      throw new Error("stamped something else");
    if (!stamped.nonce || !nonce.equals(Buffer.from(stamped.nonce)))
      throw new Error("gave the answer to another request");
    return { bytes, at: stamped.genTime.toISOString(), notice: null };
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? `${message}: ${cause.message}` : message;
    return { bytes: null, at: null, notice: `no time stamp from ${url}: ${why}` };
  }
}

/** What an answer says that it stamped, and when. */
function stampedOf(bytes: Uint8Array): TSTInfo {
  let answer;
  try {
    answer = AsnConvert.parse(bytes, TimeStampResp);
  } catch {
    throw new Error("its answer is no time stamp");
  }
  const { status, timeStampToken } = answer;
  if (Number(status.status) > 1 || !timeStampToken)
    throw new Error(
      `refused with status ${status.status}${status.statusString ? `: ${[...status.statusString].join(" ").slice(0, 200)}` : ""}`,
    );
  const signed = AsnConvert.parse(timeStampToken.content, SignedData);
  const content = signed.encapContentInfo.eContent?.single;
  if (!content) throw new Error("its answer is no time stamp");
  return AsnConvert.parse(content.buffer, TSTInfo);
}
