/** A text as an SQL literal, for the places that take no parameter (file names in table functions). */
export const quotedText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A column name as an SQL identifier. */
export const identifier = (text: string): string => `"${text.replaceAll('"', '""')}"`;
