import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerAll, found } from '../dns-answer.ts';
import { canonicalBody, canonicalHeader } from './canonical.ts';
import { parseDkimKey } from './key.ts';
import { parseSignature } from './signature.ts';
import { verifyDkim } from './verify.ts';

// RFC 6376 section 3.4.5, examples of canonicalization.
const header = (name: string, raw: string) => ({ name, raw, value: raw.slice(raw.indexOf(':') + 1) });
const body = ' C \r\nD \t E\r\n\r\n\r\n';

test('RFC 6376 section 3.4.5: the examples of both canonicalizations', () => {
  expect(canonicalHeader(header('a', 'A: X'), 'relaxed')).toBe('a:X');
  expect(canonicalHeader(header('b', 'B : Y\t\r\n\tZ  '), 'relaxed')).toBe('b:Y Z');
  expect(canonicalBody(body, 'relaxed')).toBe(' C\r\nD E\r\n');
  expect(canonicalHeader(header('b', 'B : Y\t\r\n\tZ  '), 'simple')).toBe('B : Y\t\r\n\tZ  ');
  expect(canonicalBody(body, 'simple')).toBe(' C \r\nD \t E\r\n');
  expect([canonicalBody('', 'simple'), canonicalBody('', 'relaxed')]).toEqual(['\r\n', '']);
});

const rsa1024 =
  'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB';
const ed25519 = '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';

test.each<readonly [string, string, readonly string[]]>([
  ['RFC 8463 appendix A key', `v=DKIM1; k=ed25519; p=${ed25519}`, []],
  ['1024 bits are few', `v=DKIM1; k=rsa; p=${rsa1024}`, ['warning short']],
  ['testing', `v=DKIM1; k=ed25519; t=y:s; p=${ed25519}`, ['warning testing']],
  ['revoked', 'v=DKIM1; p=', ['error revoked']],
  ['SHA-1 only', `v=DKIM1; h=sha1; k=ed25519; p=${ed25519}`, ['error sha1-only']],
  ['cut key', 'v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4', ['error unusable']],
  ['quotes copied from a manual', `"v=DKIM1; k=ed25519; p=${ed25519}"`, ['error unusable']],
  ['an SPF record instead', 'v=spf1 -all', ['error unusable']],
  ['no p', 'v=DKIM1; k=rsa', ['error unusable']],
  ['g= of RFC 4871', `g=*; k=ed25519; p=${ed25519}`, ['note old-granularity']],
])('key record: %s', (_story, text, expected) => {
  expect(parseDkimKey(text).issues.map(({ level, id }) => `${level} ${id}`)).toEqual(expected);
});

// The message and key of RFC 8463 appendix A.3, Ed25519 signature only.
const signed = [
  'DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;',
  ' d=football.example.com; i=@football.example.com;',
  ' q=dns/txt; s=brisbane; t=1528637909; h=from : to :',
  ' subject : date : message-id : from : subject : date;',
  ' bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;',
  ' b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus',
  ' Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==',
  'From: Joe SixPack <joe@football.example.com>',
  'To: Suzie Q <suzie@shopping.example.net>',
  'Subject: Is dinner ready?',
  'Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)',
  'Message-ID: <20030712040037.46341.5F8J@football.example.com>',
  '',
  'Hi.',
  '',
  'We lost the game.  Are you hungry yet?',
  '',
  'Joe.',
  '',
].join('\r\n');

const verdictOf = (text: string, key = `v=DKIM1; k=ed25519; p=${ed25519}`) =>
  answerAll(verifyDkim(Buffer.from(text), 1_528_700_000), () => found([key]))[0];

test('RFC 8463 appendix A: the published message verifies, and every change is told', () => {
  expect(verdictOf(signed)).toMatchObject({ result: 'pass', reason: 'ed25519-sha256, 256 bits' });
  expect(verdictOf(signed.replace('We lost', 'We won'))).toMatchObject({
    result: 'fail',
    reason: 'the body was changed after signing',
  });
  expect(verdictOf(signed.replace('dinner', 'lunch'))?.result).toBe('fail');
  expect(verdictOf(`Subject: again\r\n${signed}`)?.result).toBe('fail');
  expect(verdictOf(signed, 'v=DKIM1; p=')).toMatchObject({
    result: 'permerror',
    reason: 'the key is revoked',
  });
});

test('whatever bytes come, verification ends with verdicts', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'v=1;',
      'h=from;',
      'bh=',
      'c=relaxed/simple;',
      ';;',
      '\r\n ',
      '\r\n\r\n',
      'DKIM-Signature:',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = `DKIM-Signature: ${pieces.join('')}`;
      expect(answerAll(verifyDkim(Buffer.from(text), 0), () => found([text])).length).toBeLessThanOrEqual(10);
      parseDkimKey(text);
      parseSignature(text);
    }),
    { seed: 6376, numRuns: 300 },
  );
});
