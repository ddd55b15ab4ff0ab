import { commentTables, createShapes, publishedTables } from "./derived.ts";
import { lakeShapes } from "./lake/relations.ts";
import type { Session } from "./session.ts";

const intro = `# Published tables

Tables of the schema \`published\` of \`warehouse.duckdb\`, and of \`docket export TABLE --out FILE\`. Columns may be added;
none goes away. This page is made from the comments of the tables (\`src/data/schema/published\`), which the warehouse
carries too. Times have no zone of their own unless the column says so. Small cells are not withheld here: the warehouse is
the office's copy. Queries to start from: [queries.md](queries.md).
`;

/** The page docs/tables.md, made from the comments of the published tables. */
export async function tablesPage(session: Session): Promise<string> {
  await session.run(lakeShapes);
  await createShapes(session);
  await commentTables(session);
  const sections: string[] = [];
  for (const table of publishedTables) {
    const about = await session.row<{ comment: string }>(
      "select comment from duckdb_tables() where schema_name = 'published' and table_name = $table",
      { table },
    );
    const columns = await session.rows<{ name: string; type: string; comment: string }>(
      `select column_name as name, lower(data_type) as type, comment from duckdb_columns()
      where schema_name = 'published' and table_name = $table order by column_index`,
      { table },
    );
    const rows = columns.map(({ name, type, comment }) => `| \`${name}\` | ${type} | ${comment} |`);
    sections.push(
      [
        `## ${table}`,
        "",
        about?.comment ?? "",
        "",
        "| column | type | meaning |",
        "| --- | --- | --- |",
        ...rows,
      ].join("\n"),
    );
  }
  return `${intro}\n${sections.join("\n\n")}\n`;
}
