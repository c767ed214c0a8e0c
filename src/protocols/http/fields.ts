/** Header fields as received: names in lower case, order and repeats kept. */
export type Fields = readonly (readonly [string, string])[];

export const fieldValues = (fields: Fields, name: string): readonly string[] =>
  fields.filter(([key]) => key === name).map(([, value]) => value);

/** All lines of a field joined with commas (RFC 9110 section 5.3); null when there is none. */
export function fieldText(fields: Fields, name: string): string | null {
  const values = fieldValues(fields, name);
  return values.length === 0 ? null : values.join(', ');
}

/** Members of a list field, without empty ones (RFC 9110 section 5.6.1.2); quoted strings are kept whole. At most 200. */
export function listMembers(text: string | null): readonly string[] {
  if (text === null) return [];
  const members = text.slice(0, 16_384).match(/(?:"(?:[^"\\]|\\.)*"|[^,"]|")+/g) ?? [];
  return members
    .map((member) => member.trim())
    .filter((member) => member !== '')
    .slice(0, 200);
}

/** The media type without parameters, in lower case; empty when there is none. */
export const mediaType = (fields: Fields): string =>
  (fieldValues(fields, 'content-type')[0] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
