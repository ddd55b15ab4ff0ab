import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadPaths } from "../../loaders/load.ts";
import { newWorkspace, runDate, temporaryFolder } from "../workspaces.ts";

// Attacks on the identity of rows that have no id of their own.

it("rows that differ in where a separator of the hash stands are different complaints", async () => {
  const header =
    "Company_Phone_Number,Created_Date,Violation_Date,Consumer_City,Consumer_State,Consumer_Area_Code,Subject,Recorded_Message_Or_Robocall";
  const row = (city: string, state: string) =>
    `7855550123,2024-03-01 10:00:00,,${city},${state},785,Other,Y`;
  const unit = "\u001f";
  const rows = [row(`A${unit}B`, "California"), row("A", `B${unit}California`), row("A", "B")];
  const file = join(temporaryFolder(), "ftc.csv");
  writeFileSync(file, [header, ...rows, ""].join("\n"));
  const workspace = await newWorkspace();
  const { loads } = await loadPaths(workspace, [file], { runDate });
  expect(loads[0]).toMatchObject({ rows_read: 3, rows_duplicate: 0 });
  workspace.close();
});
