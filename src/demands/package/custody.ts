import { createHash } from "node:crypto";
import type { DemandEntry } from "../../records/demand-types.ts";
import { kindWords } from "../../records/demands.ts";
import { fileLine } from "./load-files.ts";

/** Where the data of a response came from. */
export interface CustodySource {
  run: string;
  engine: string;
  inputs_sha256: string;
  method_sha256: string;
  loads: readonly { load_id: string; file_name: string; file_sha256: string; publisher: string }[];
}

/** A file of the response and its hash. */
export interface CustodyFile {
  path: string;
  sha256: string;
}

/** The events of a demand until it was approved: what comes after is no part of a response, which has the same bytes again. */
export const eventsUntil = (entry: DemandEntry, seq: number) =>
  entry.events.filter((event) => event.seq <= seq && event.kind !== "demand_counted");

/** The chain of custody as text: who did what, when, to what, with hashes. */
export function custodyText(
  entry: DemandEntry,
  seq: number,
  source: CustodySource,
  files: readonly CustodyFile[],
): string {
  const lines = [
    `Chain of custody of the response to ${entry.number}`,
    "",
    "1. The demand",
    ...entry.files.map((file) => `   ${fileLine(file)}`),
    "",
    "2. What was done (each event carries the hash of the one before it)",
    ...eventsUntil(entry, seq).map(
      ({ seq: no, at, kind, body, hash }) =>
        `   ${at}  ${kindWords[kind] ?? kind} by ${body.by}  event ${no}  ${hash}`,
    ),
    "",
    "3. The data",
    `   run ${source.run}, inputs ${source.inputs_sha256}, method ${source.method_sha256}, engine ${source.engine}`,
    ...source.loads.map(
      (load) =>
        `   load ${load.load_id}: ${load.file_name} of ${load.publisher}, SHA-256 ${load.file_sha256}`,
    ),
    "",
    "4. The files of this response, as they were written",
    ...files.map(({ path, sha256 }) => `   ${sha256}  ${path}`),
    "",
  ];
  return lines.map((line) => line.replace(/[\r\n]+/g, " ")).join("\n");
}

/** An identifier of the graph: the same for the same thing. */
const iri = (type: string, of: string): string => {
  const hex = createHash("sha256").update(`${type} ${of}`).digest("hex");
  const uuid = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `kb:${type}-${uuid.join("-")}`;
};

/**
 * The same chain as a graph of CASE 1.4 and UCO (JSON-LD): each event is an investigative action with its performer, its
 * time, what it used and what came of it. Files carry their SHA-256 as a facet.
 */
export function custodyGraph(
  entry: DemandEntry,
  seq: number,
  source: CustodySource,
  files: readonly CustodyFile[],
): object {
  const ref = (id: string) => ({ "@id": id });
  const time = (at: string) => ({ "@type": "xsd:dateTime", "@value": at });
  const fileNode = (id: string, name: string, sha256: string) => ({
    "@id": id,
    "@type": "uco-observable:File",
    "uco-core:hasFacet": [
      {
        "@id": iri("facet", `name ${id}`),
        "@type": "uco-observable:FileFacet",
        "uco-observable:fileName": name,
      },
      {
        "@id": iri("facet", `content ${id}`),
        "@type": "uco-observable:ContentDataFacet",
        "uco-observable:hash": [
          {
            "@id": iri("hash", id),
            "@type": "uco-types:Hash",
            "uco-types:hashMethod": "SHA256",
            "uco-types:hashValue": { "@type": "xsd:hexBinary", "@value": sha256.toUpperCase() },
          },
        ],
      },
    ],
  });
  const received = entry.files.map((file) => ({
    ...file,
    id: iri("file", `in ${file.name} ${file.sha256}`),
  }));
  const loads = source.loads.map((load) => ({ ...load, id: iri("file", `load ${load.load_id}`) }));
  const produced = files.map((file) => ({
    ...file,
    id: iri("file", `out ${file.path} ${file.sha256}`),
  }));
  const record = (id: string, description: string, objects: readonly { id: string }[]) => ({
    "@id": id,
    "@type": "case-investigation:ProvenanceRecord",
    "uco-core:description": description,
    "uco-core:object": objects.map((object) => ref(object.id)),
  });
  const demandRecord = iri("provenance", `${entry.number} demand`);
  const dataRecord = iri("provenance", `${entry.number} data`);
  const responseRecord = iri("provenance", `${entry.number} response`);
  const events = eventsUntil(entry, seq);
  const people = [...new Set([...events.map(({ body }) => body.by), "docket"])].sort();
  const person = (name: string) => iri(name === "docket" ? "tool" : "identity", name);
  const actions = events.map(({ seq: no, at, kind, body }, i) => ({
    "@id": iri("action", `${entry.number} ${no}`),
    "@type": "case-investigation:InvestigativeAction",
    "uco-core:name": kindWords[kind] ?? kind,
    "uco-action:startTime": time(at),
    "uco-action:endTime": time(at),
    [body.by === "docket" ? "uco-action:instrument" : "uco-action:performer"]: ref(person(body.by)),
    ...(i === 0
      ? { "uco-action:result": [ref(demandRecord), ...received.map(({ id }) => ref(id))] }
      : { "uco-action:object": [ref(demandRecord)] }),
    ...(events[i - 1]
      ? {
          "case-investigation:wasInformedBy": [
            ref(iri("action", `${entry.number} ${events[i - 1]!.seq}`)),
          ],
        }
      : {}),
  }));
  const last = events.at(-1);
  const loading = {
    "@id": iri("action", `${entry.number} loading`),
    "@type": "case-investigation:InvestigativeAction",
    "uco-core:name": "loaded the files that carriers and publishers gave",
    "uco-action:instrument": ref(person("docket")),
    "uco-action:result": [ref(dataRecord), ...loads.map(({ id }) => ref(id))],
  };
  const production = {
    "@id": iri("action", `${entry.number} production`),
    "@type": "case-investigation:InvestigativeAction",
    "uco-core:name": "selected the records of the approved scope and wrote them",
    "uco-action:startTime": time(last?.at ?? entry.received_at),
    "uco-action:instrument": ref(person("docket")),
    "uco-action:object": [ref(demandRecord), ref(dataRecord)],
    "uco-action:result": [ref(responseRecord), ...produced.map(({ id }) => ref(id))],
    "case-investigation:wasInformedBy": [
      ref(loading["@id"]),
      ...(last ? [ref(iri("action", `${entry.number} ${last.seq}`))] : []),
    ],
  };
  return {
    "@context": {
      "case-investigation": "https://ontology.caseontology.org/case/investigation/",
      kb: "http://example.org/kb/",
      "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
      "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
      "uco-identity": "https://ontology.unifiedcyberontology.org/uco/identity/",
      "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
      "uco-tool": "https://ontology.unifiedcyberontology.org/uco/tool/",
      "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
      xsd: "http://www.w3.org/2001/XMLSchema#",
    },
    "@graph": [
      ...people.map((name) =>
        name === "docket"
          ? {
              "@id": person(name),
              "@type": "uco-tool:AnalyticTool",
              "uco-core:name": "Robocall Docket",
            }
          : { "@id": person(name), "@type": "uco-identity:Person", "uco-core:name": name },
      ),
      ...received.map(({ id, name, sha256 }) => fileNode(id, name, sha256)),
      ...loads.map(({ id, file_name, file_sha256 }) => fileNode(id, file_name, file_sha256)),
      ...produced.map(({ id, path, sha256 }) => fileNode(id, path, sha256)),
      record(demandRecord, `the demand ${entry.number} as it was received`, received),
      record(
        dataRecord,
        `the loads that run ${source.run} was made of and that rows came from`,
        loads,
      ),
      record(responseRecord, `the files of the response to ${entry.number}`, produced),
      ...actions,
      loading,
      production,
    ],
  };
}
