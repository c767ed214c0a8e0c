/** A value between double quotes as nginx and Caddy read it. */
export const quoted = (value: string): string => `"${oneLine(value).replace(/["\\]/g, '\\$&')}"`;
/** Control characters would end a comment or a value. */
export const oneLine = (text: string): string => text.replace(/[\0-\x1f]+/g, ' ');
