import { eventText } from './event-text.ts';

const placeholder = '0'.repeat(32);

interface Made {
  readonly bytes: Buffer;
  /** Where the id of the event stands. */
  readonly idAt: readonly number[];
}
export interface Wanted {
  readonly url: string;
  readonly key: string;
  readonly groups: number;
  /** No two stacks are the same. */
  readonly locals?: boolean;
}

/** Makes `count` requests in one piece of bytes: those of a group differ in the id of their event alone. */
export function requestMaker(wanted: Wanted): (first: number, count: number) => Buffer {
  const made = Array.from({ length: wanted.groups }, (_, group) => requestOf(wanted, group));
  const begin = BigInt(Date.now()) << 40n;
  return (first, count) => {
    const parts = Array.from({ length: count }, (_, at) => made[(first + at) % made.length] as Made);
    const all = Buffer.concat(parts.map(({ bytes }) => bytes));
    let from = 0;
    for (const [at, { bytes, idAt }] of parts.entries()) {
      const id = (begin + BigInt(first + at)).toString(16).padStart(placeholder.length, '0');
      for (const place of idAt) all.write(id, from + place, 'latin1');
      from += bytes.length;
    }
    return all;
  };
}

function requestOf({ url, key, locals }: Wanted, group: number): Made {
  const body = eventText(placeholder, group, locals);
  const head = [
    `POST /api/1/envelope/?sentry_key=${key} HTTP/1.1`,
    `host: ${new URL(url).host}`,
    'content-type: application/x-sentry-envelope',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    '',
  ].join('\r\n');
  const bytes = Buffer.from(head + body);
  const idAt: number[] = [];
  for (let at = bytes.indexOf(placeholder); at !== -1; at = bytes.indexOf(placeholder, at + 1)) idAt.push(at);
  return { bytes, idAt };
}
