import { join } from "node:path";
import { EventLog, type Event } from "../workspace/event-log.ts";

const recordsFile = (folder: string) => join(folder, "records.sqlite");

/** Opens the records of a workspace for appending; makes them where they are missing. */
export const openRecords = (folder: string): EventLog => EventLog.open(recordsFile(folder));

/** The records of a workspace; throws where an event does not match its hash. */
export const readRecords = (folder: string): Event[] => EventLog.read(recordsFile(folder));
