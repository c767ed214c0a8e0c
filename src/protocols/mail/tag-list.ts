/** `name=value` of a tag-list (RFC 6376 section 3.2), with its offset in the text. */
export interface Tag {
  readonly name: string;
  readonly value: string;
  readonly at: number;
}
export interface TagError {
  /** `empty`: two semicolons in a row, which receivers overlook. */
  readonly kind: 'empty' | 'broken' | 'repeated';
  readonly at: number;
  readonly message: string;
}
export interface TagList {
  readonly tags: readonly Tag[];
  readonly errors: readonly TagError[];
}

/** More tags than any standard has. */
const maxTags = 100;

/** Splits a tag-list. Folding white space around names and values is dropped, a trailing semicolon is fine. */
export function parseTagList(text: string): TagList {
  const tags: Tag[] = [];
  const errors: TagError[] = [];
  let at = 0;
  for (const piece of text.split(';').slice(0, maxTags)) {
    const start = at + (piece.length - piece.trimStart().length);
    at += piece.length + 1;
    if (piece.trim() === '') {
      if (at <= text.length) errors.push({ kind: 'empty', at: start, message: 'an empty tag' });
      continue;
    }
    const equals = piece.indexOf('=');
    const name = piece.slice(0, Math.max(equals, 0)).trim();
    if (equals === -1)
      errors.push({ kind: 'broken', at: start, message: `"${clip(piece.trim())}" has no "="` });
    else if (!/^[a-z][a-z0-9_]*$/i.test(name))
      errors.push({ kind: 'broken', at: start, message: `"${clip(name)}" is not a tag name` });
    else tags.push({ name, value: piece.slice(equals + 1).trim(), at: start });
  }
  return { tags, errors: [...errors, ...repeated(tags)] };
}

const clip = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** "Tags with duplicate names MUST NOT occur within a single tag-list" (section 3.2). */
const repeated = (tags: readonly Tag[]): readonly TagError[] =>
  tags.flatMap((tag, index) =>
    tags.findIndex(({ name }) => name === tag.name) < index
      ? [{ kind: 'repeated', at: tag.at, message: `"${tag.name}=" appears more than once` }]
      : [],
  );

/** First value of a tag; null when it is absent. */
export const tagValue = (tags: readonly Tag[], name: string): string | null =>
  tags.find((tag) => tag.name === name)?.value ?? null;
