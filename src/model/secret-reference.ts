/** Whether a text has the form of a reference: `env:NAME` or `file:path`. */
export const isReference = (text: string): boolean => /^(?:env|file):./s.test(text);

/** A relative `file:` reference begins where it is written: `folder` is its file's; '' and '.' are where the command was typed. */
export function anchored(reference: string, folder: string): string {
  const path = /^file:(?![/\\]|[A-Za-z]:[/\\])(.+)$/s.exec(reference)?.[1];
  return path === undefined || folder === '' || folder === '.' ? reference : `file:${folder}/${path}`;
}
