import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageLimits } from './mail-message.ts';
import { readMessage } from './read-message.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const said = async (mail: Uint8Array): Promise<string> => {
  const read = await readMessage(mail);
  return read.ok
    ? `read, ${read.value.oddities.join('; ') || 'nothing odd'}`
    : `${read.error.kind}: ${read.error.message}`;
};
const nested = (depth: number): string =>
  `Subject: deep\r\n${Array.from({ length: depth }, (_none, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`).join('')}Content-Type: text/plain\r\n\r\nHello`;

describe('reading a mail', () => {
  it('text and HTML, addresses, pictures inside', async () => {
    const read = await readMessage(
      bytes(
        'From: Shop <Hello@Shop.test>\r\nReply-To: care@shop.test\r\nTo: a@b.test\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nDate: Sun, 22 Nov 2026 05:00:00 +0000\r\nMessage-ID: <1@shop.test>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=r\r\n\r\n--r\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello\r\n--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hello</p>\r\n--a--\r\n--r\r\nContent-Type: image/png\r\nContent-ID: <logo>\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--r--\r\n',
      ),
    );
    expect(read).toMatchObject({
      ok: true,
      value: {
        subject: 'Grüße',
        from: [{ name: 'Shop', address: 'hello@shop.test' }],
        replyTo: [{ address: 'care@shop.test' }],
        date: Date.UTC(2026, 10, 22, 5),
        messageId: '<1@shop.test>',
        parts: [{ mediaType: 'image/png', contentId: 'logo', sizeBytes: 3 }],
        oddities: [],
      },
    });
    expect(read.ok && read.value.text?.trim()).toBe('Hello');
    expect(read.ok && read.value.html?.trim()).toBe('<p>Hello</p>');
  });
});

describe('hostile mails: bounded and clear (MAIL-5)', () => {
  it.each([
    [
      'parts nested a thousand deep',
      nested(1000),
      /^protocol: The mail cannot be read: Maximum MIME nesting depth/,
    ],
    [
      'a header of a megabyte',
      `Subject: x\r\n${'X-Bomb: y\r\n'.repeat(100_000)}\r\nHello`,
      /^too-large: The mail's header is longer than 262144 bytes/,
    ],
    [
      'one header line without end',
      `Subject: ${'x'.repeat(300_000)}`,
      /^too-large: The mail's header is longer/,
    ],
    [
      'a charset nobody knows',
      'Subject: x\r\nContent-Type: text/plain; charset=klingon-8\r\n\r\nHello',
      /^read, charset "klingon-8" is unknown$/,
    ],
    [
      'bytes that are no UTF-8',
      'Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\xff\xfe\xfd',
      /^read, some bytes are no text in the charset they claim$/,
    ],
    [
      'no header at all',
      'hello there, this is no mail',
      /^protocol: This is no mail: it has no header fields$/,
    ],
    ['nothing', '', /^protocol: /],
    [
      'twenty thousand tiny parts',
      `Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: image/png\r\n\r\nx\r\n'.repeat(20_000)}--b--\r\n`,
      /^too-large: The mail has more than 5000 lines that begin with "--"$/,
    ],
  ])('%s', async (_story, text, expected) => {
    expect(await said(bytes(text))).toMatch(expected);
  });

  it('a mail of 25 MB is read, one above the limit is named and left', async () => {
    const body = `Subject: big\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n`;
    const line = `${'A'.repeat(76)}\r\n`;
    const big = bytes(`${body}${line.repeat(Math.ceil((25 * 1024 * 1024) / line.length))}--b--\r\n`);
    expect(await said(big)).toBe('read, nothing odd');
    expect(await said(new Uint8Array(messageLimits.bytes + 1))).toMatch(
      /^too-large: The mail has 37748737 bytes; at most 37748736 are read$/,
    );
  });

  it('never throws, whatever arrives (seeded)', async () => {
    const piece = fc.constantFrom(
      'Content-Type: multipart/mixed; boundary=b\r\n',
      '\r\n',
      '--b\r\n',
      '--b--',
      'Subject: =?utf-8?b?',
      '?=',
      'Content-Transfer-Encoding: base64\r\n',
      '\u0000',
      ': ',
      'From: <<<@',
      'x',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 80 }), async (parts) => {
        expect(await said(bytes(parts.join('')))).toMatch(/^(?:read|protocol|too-large)/);
      }),
      { seed: 20261122, numRuns: 200 },
    );
  });
});
