import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { verifierPage, verifierScript } from "../../demands/verifier/standalone.ts";
import type { ExitCode } from "../../errors.ts";
import { rotateSigningKey, signingKey } from "../../workspace/signing-key.ts";
import type { CommandContext } from "../context.ts";
import { withDesk } from "../with-workspace.ts";

/** Shows the desk's public key, or makes a new one; writes the verifiers for those who publish them. */
export function keyCommand(
  context: CommandContext,
  { rotate, verifier }: { rotate?: boolean; verifier?: string },
): Promise<ExitCode> {
  return withDesk<ExitCode>(context, (desk) => {
    if (rotate) {
      const { old, fresh } = rotateSigningKey(desk.folder);
      desk.decide(context.runDate, () => [
        {
          kind: "desk_key_rotated",
          body: { old: old.key_id, fresh: fresh.key_id, public_key: fresh.public_key },
        },
      ]);
    }
    const key = signingKey(desk.folder);
    if (context.json)
      context.output.print(JSON.stringify({ key_id: key.key_id, public_key: key.public_key }));
    else context.output.print(`key ${key.key_id}\n${key.public_key.trim()}`);
    if (verifier !== undefined) {
      mkdirSync(verifier, { recursive: true });
      writeFileSync(join(verifier, "verify.mjs"), verifierScript(), { mode: 0o644 });
      writeFileSync(join(verifier, "verify.html"), verifierPage(), { mode: 0o644 });
    }
    return Promise.resolve(0 as const);
  });
}
