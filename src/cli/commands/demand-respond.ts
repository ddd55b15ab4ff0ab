import { readFileSync } from "node:fs";
import type { OpenedNumber } from "../../demands/package/contents.ts";
import { produce } from "../../demands/package/produce.ts";
import { CommandError, explainSystemError, type ExitCode } from "../../errors.ts";
import { recordClasses, type RecordClass } from "../../records/demand-types.ts";
import { calledSecretOf } from "../../workspace/keys.ts";
import type { CommandContext } from "../context.ts";
import { withDesk, withPublished } from "../with-workspace.ts";

export interface RespondOptions {
  by: string;
  records?: string[];
  mapping?: string;
}

/** Produces the approved scope of a demand. */
export function respondCommand(
  context: CommandContext,
  number: string,
  o: RespondOptions,
): Promise<ExitCode> {
  const records = o.records?.map((name) => {
    const known = recordClasses.find((c) => c === name);
    if (!known) throw new CommandError(`${name}: one of ${recordClasses.join(", ")}`, 2);
    return known satisfies RecordClass;
  });
  const opened = o.mapping === undefined ? [] : readMapping(o.mapping);
  return withDesk<ExitCode>(context, async (desk) => {
    const { production, file, notices } = await withPublished(context, (workspace, published) =>
      produce(
        desk,
        number,
        { by: o.by, records, published, secret: calledSecretOf(workspace.folder), opened },
        context.runDate,
      ),
    );
    for (const notice of notices) context.output.warn(notice);
    if (context.json) context.output.print(JSON.stringify({ ...production, file }, null, 2));
    else {
      context.output.print(
        `${number}: produced ${production.rows} records${production.is_full ? "" : " (in part)"}, ${production.withheld} withheld`,
      );
      context.output.print(
        `${file}${production.is_sealed ? " and .age" : ""}, SHA-256 ${production.sha256}`,
      );
      context.output.print("certification-draft.txt in it is for the custodian to check and sign");
    }
    return 0;
  });
}

/** Numbers and the lawful basis of each, one in a line. */
function readMapping(file: string): OpenedNumber[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw explainSystemError(error, file);
  }
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  return lines.flatMap((line, i) => {
    if (line.trim() === "" || (i === 0 && /^called_number,/.test(line))) return [];
    const [, called_number, basis] = /^(\+[1-9]\d{6,14}),(.*\S.*)$/.exec(line) ?? [];
    if (!called_number || !basis)
      throw new CommandError(
        `${file}: line ${i + 1}: write a number as E.164, a comma and the lawful basis`,
      );
    return [{ called_number, basis: basis.replace(/^"(.*)"$/, "$1").trim() }];
  });
}
