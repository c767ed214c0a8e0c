import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCookieDate } from '../../src/protocols/http/cookies/cookie-date.ts';
import { cookiesFor, withCookie } from '../../src/protocols/http/cookies/cookie-store.ts';
import type { StoredCookie } from '../../src/protocols/http/cookies/cookie-store.ts';

// abarth/http-state: what a browser sends back after a Set-Cookie field, by the rules of RFC 6265, and cookie dates.
const folder = new URL('../../../shared/data/cookies/', import.meta.url);

interface Case {
  readonly test: string;
  readonly received: readonly string[];
  readonly 'sent-to'?: string;
  readonly sent: readonly { readonly name: string; readonly value: string }[];
}

/** The suite's year: its dates of 2019 are in the future, those of 2007 in the past. */
const nowMs = Date.UTC(2011, 3, 1);

function sentFor(row: Case): readonly { readonly name: string; readonly value: string }[] {
  const from = new URL(`http://home.example.org:8888/cookie-parser?${row.test}`);
  const to = new URL(row['sent-to'] ?? `/cookie-parser-result?${row.test}`, from);
  const moment = (url: URL) => ({
    origin: { host: url.hostname, path: url.pathname, isSecure: false },
    nowMs,
    rules: 'rfc6265' as const,
  });
  let stored: readonly StoredCookie[] = [];
  for (const text of row.received) stored = withCookie(stored, text, moment(from));
  return cookiesFor(stored, moment(to)).map(({ name, value }) => ({ name, value }));
}

/** Browsers do not decode paths (RFC 6265bis section 5.1.4 compares them as they are); the suite switched this one off too. */
const disputed = ['DISABLED_PATH0029'];

describe.skipIf(!existsSync(folder))('http-state (skipped when ../shared/data is not there)', () => {
  it('sends back the cookies of all 222 cases', () => {
    const rows = JSON.parse(readFileSync(new URL('parser.json', folder), 'utf8')) as Case[];
    const wrong = rows.filter((row) => JSON.stringify(sentFor(row)) !== JSON.stringify(row.sent));
    process.stdout.write(`cookies ${rows.length - wrong.length}/${rows.length}\n`);
    expect(rows.length).toBe(222);
    expect(wrong.map(({ test }) => test)).toEqual(disputed);
  });

  it('reads the dates of the suite', () => {
    const rows = JSON.parse(readFileSync(new URL('dates/examples.json', folder), 'utf8')) as {
      readonly test: string;
      readonly expected: string | null;
    }[];
    const wrong = rows.filter(({ test, expected }) => {
      const ms = readCookieDate(test);
      return (ms === null ? null : new Date(ms).toUTCString()) !== expected;
    });
    process.stdout.write(`cookie-dates ${rows.length - wrong.length}/${rows.length}\n`);
    expect(rows.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });
});
