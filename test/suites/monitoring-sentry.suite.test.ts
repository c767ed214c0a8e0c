import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readSentryRequest } from '../../src/ingest/sentry-request.ts';

/** Bodies that eight generations of official Sentry clients really sent. */
const root = new URL('../../../shared/data/monitoring/sentry-sdk-captures/', import.meta.url);
const isThere = existsSync(root);

interface Meta {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}
interface Capture {
  readonly name: string;
  readonly meta: Meta;
  readonly body: Buffer;
}

function captures(): readonly Capture[] {
  return readdirSync(root).flatMap((client) =>
    readdirSync(new URL(`${client}/`, root))
      .filter((file) => file.endsWith('.envelope'))
      .map((file) => ({
        name: `${client} ${file}`,
        body: readFileSync(new URL(`${client}/${file}`, root)),
        meta: JSON.parse(
          readFileSync(new URL(`${client}/${file.replace('.envelope', '.json')}`, root), 'utf8'),
        ) as Meta,
      })),
  );
}

/** The recorder undid the coding of the request, so it is put back as the client had it. */
const asSent = ({ meta, body }: Capture) =>
  readSentryRequest({
    target: meta.url,
    headers: meta.headers,
    body: meta.headers['content-encoding'] === 'gzip' ? gzipSync(body) : body,
  });

const rows = isThere ? captures() : [];

describe.skipIf(!isThere)('MON-6: recorded Sentry clients (skipped without ../shared/data)', () => {
  it('there are 91 recorded requests', () => {
    expect(rows.length).toBe(91);
  });

  it.each(rows)('$name: accepted, nothing skipped, every byte in its place', (capture) => {
    const { sender, envelope } = asSent(capture);
    expect(sender.publicKey).toBe('0123456789abcdef0123456789abcdef');
    expect(sender.projectId).toMatch(/^4[2-5]$/);
    expect(envelope.skipped).toEqual([]);
    expect(envelope.items.length).toBeGreaterThan(0);
    if (!capture.meta.url.includes('/envelope/')) return;
    // What was read, put together again, is what was sent: no field and no byte is lost.
    const lines = envelope.items.flatMap(({ header, payload }) => [
      Buffer.from(`\n${JSON.stringify(header)}\n`),
      payload,
    ]);
    const again = Buffer.concat([Buffer.from(JSON.stringify(envelope.header)), ...lines]).toString('latin1');
    expect(again.trimEnd()).toBe(capture.body.toString('latin1').trimEnd());
    for (const { value, payload } of envelope.items)
      if (value !== null) expect(value).toEqual(JSON.parse(Buffer.from(payload).toString('utf8')));
  });

  it('every kind of item the clients have is there', () => {
    const kinds = rows.flatMap((row) => asSent(row).envelope.items.map(({ type }) => type));
    expect([...new Set(kinds)].toSorted()).toEqual([
      'attachment',
      'check_in',
      'client_report',
      'event',
      'feedback',
      'log',
      'session',
      'sessions',
      'span',
      'statsd',
      'trace_metric',
      'transaction',
    ]);
  });

  it('the 13-byte attachment with CRLF is 13 bytes', () => {
    const found = rows.flatMap((row) =>
      asSent(row).envelope.items.filter(({ type }) => type === 'attachment'),
    );
    expect(found.map(({ payload }) => payload.length)).toEqual([13, 13, 13, 13, 13]);
  });
});
