import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readColumnMap } from "../../loaders/columns/column-map.ts";
import { loadPaths } from "../../loaders/load.ts";
import { newWorkspace, rowsOf, runDate, temporaryFolder } from "../workspaces.ts";

const mapOf = (name: string) =>
  readColumnMap(fileURLToPath(new URL(`../../docs/maps/${name}.yaml`, import.meta.url)));

/** The providers of a directory that a map of docs/maps makes of some lines. */
async function directoryOf(map: string, lines: readonly string[]) {
  const workspace = await newWorkspace();
  const file = join(temporaryFolder(), "registry.csv");
  writeFileSync(file, `${lines.join("\n")}\n`);
  const { errors, loads } = await loadPaths(workspace, [file], { map: mapOf(map), runDate });
  expect(errors).toEqual([]);
  const rows = await rowsOf(
    workspace,
    "select provider_id, name, frn, role_hint, previous_names, contact_email from provider_directory order by 1",
  );
  workspace.close();
  return { rows, rejected: loads[0]!.rows_rejected };
}

describe("registers of the FCC by the maps of the docs", () => {
  it("of Form 499 filers", async () => {
    const { rows, rejected } = await directoryOf("fcc-form-499", [
      "Filer_499_ID,Last_Filing,USF_Contributor_1,Legal_Name_of_Carrier,Doing_Business_As,CORESID,Other_Trade_Name1,Other_Trade_Name2",
      '899901,4/1/2026,Yes,"EXAMPLE VOICE, LLC",Example Talk,0099012345,Example Calls,',
      "899902,12/31/2018,No,Old Example Tel Co,,99012346,,",
      "899903,4/1/2026,Yes,,,99012347,,",
    ]);
    // A filer without a name is one all the same.
    expect(rejected).toBe(0);
    expect(rows).toEqual([
      {
        provider_id: "899901",
        name: "EXAMPLE VOICE, LLC",
        frn: "0099012345",
        role_hint: null,
        previous_names: "Example Talk; Example Calls",
        contact_email: null,
      },
      {
        provider_id: "899902",
        name: "Old Example Tel Co",
        frn: "0099012346",
        role_hint: null,
        previous_names: null,
        contact_email: null,
      },
      {
        provider_id: "899903",
        name: null,
        frn: "0099012347",
        role_hint: null,
        previous_names: null,
        contact_email: null,
      },
    ]);
  });

  it("of intermediate providers", async () => {
    const { rows } = await directoryOf("fcc-intermediate-providers", [
      "Business Name,Previous Business Names,Business Address,States Serviced,Regulatory Contact Name,Regulatory Contact Email",
      '"Example Transit, LLC",,"100 Main St, Suite 5, Wichita, KS 67202","KS, NE, OK",Alex Example,reg@example.com',
    ]);
    expect(rows).toMatchObject([
      {
        provider_id: "Example Transit, LLC",
        frn: null,
        role_hint: "intermediate",
        contact_email: "reg@example.com",
      },
    ]);
  });
});

describe("the Robocall Mitigation Database", () => {
  it("gives whom a filer names to be reached, as it wrote it", async () => {
    const workspace = await newWorkspace();
    const file = join(temporaryFolder(), "rmd.csv");
    writeFileSync(
      file,
      `number,frn,business_name,implementation,robocall_mitigation_contact_name,contact_title,contact_department,contact_business_address,contact_country,contact_telephone_number,contact_phone_extension
RMD0099001,0000012345,Example Voice,Yes,Ann Ops,Counsel,Legal,"1 Main St
Topeka KS",United States,(785) 555-0100,x12
RMD0099002,0000012346,Other Voice,Yes,,N/A,,,,ops@other.example,
`,
    );
    const { errors } = await loadPaths(workspace, [file], { runDate });
    expect(errors).toEqual([]);
    expect(
      await rowsOf(
        workspace,
        `select rmd_contact_name as name, rmd_contact_title as title, rmd_contact_address as address, rmd_contact_reach as reach
        from providers where filing_number like 'RMD00990%' order by filing_number`,
      ),
    ).toEqual([
      {
        name: "Ann Ops",
        title: "Counsel, Legal",
        address: "1 Main St Topeka KS, United States",
        reach: "(785) 555-0100 ext. 12",
      },
      { name: null, title: null, address: null, reach: "ops@other.example" },
    ]);
    workspace.close();
  });
});
