/** What our sessions take for SQL: backslashes escape, double quotes hold texts, blanks may stand before brackets (as in digests). */
export const sqlMode = "set session sql_mode = 'IGNORE_SPACE'";

/** Text as an SQL literal under `sqlMode`. */
export const literal = (text: string): string =>
  `'${text.toWellFormed().replaceAll('\0', '').replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** A name, in the only quotes that are quotes in every `sql_mode`. */
export const name = (text: string): string => `\`${text.replaceAll('`', '``')}\``;

/** A sum as a double: MySQL answers decimals as texts. */
export const figure = (expression: string, as: string): string => `coalesce(${expression}, 0) + 0e0 as ${as}`;
