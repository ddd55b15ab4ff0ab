import { MessageImprint, TimeStampReq, TimeStampResp } from "@peculiar/asn1-tsp";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import { AlgorithmIdentifier } from "@peculiar/asn1-x509";

const sha256Oid = "2.16.840.1.101.3.4.2.1";
const secondsToWait = 30;

/**
 * Asks the configured authority to stamp a hash (RFC 3161). Without one there is none; where the authority does not
 * answer, the response goes out without a stamp, and the notice says so.
 */
export async function timeStamp(
  url: string | null,
  sha256: string,
): Promise<{ bytes: Uint8Array | null; notice: string | null }> {
  if (url === null) return { bytes: null, notice: null };
  const hash = Buffer.from(sha256, "hex");
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: sha256Oid, parameters: null }),
      hashedMessage: new OctetString(hash),
    }),
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
    const { status } = AsnConvert.parse(bytes, TimeStampResp);
    if (Number(status.status) > 1) throw new Error(`refused with status ${status.status}`);
    if (!bytes.includes(hash)) throw new Error("stamped something else");
    return { bytes, notice: null };
  } catch (error) {
    return { bytes: null, notice: `no time stamp from ${url}: ${(error as Error).message}` };
  }
}
