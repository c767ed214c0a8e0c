import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth';
import { expect, test } from 'vitest';
import { answerAll, found } from '../../src/protocols/mail/dns-answer.ts';
import { verifyDkim } from '../../src/protocols/mail/dkim/verify.ts';

/** Messages signed by another implementation: odd white space, folds, empty bodies, missing final line ends, repeated fields. */
const messages: Readonly<Record<string, string>> = {
  plain: 'From: a@shop.example\r\nTo: b@x.example\r\nSubject: hello\r\n\r\nText\r\n',
  'folded and spaced':
    'From:   A  <a@shop.example>\r\nTo: b@x.example,\r\n\tc@x.example\r\nSUBJECT :\thello\t \r\n\r\nText  with \t space \r\n \r\n\r\n\r\n',
  'empty body': 'From: a@shop.example\r\nSubject: empty\r\n\r\n',
  'no final line end': 'From: a@shop.example\r\nSubject: cut\r\n\r\nno line end',
  'two of a kind':
    'Received: one\r\nReceived: two\r\nFrom: a@shop.example\r\nTo: x\r\nTo: y\r\nSubject: s\r\n\r\nT\r\n',
  '8 bit': 'From: a@shop.example\r\nSubject: =?utf-8?q?=C3=A4?=\r\n\r\nGrüße ✓\r\n',
};

const pairs = {
  ed25519: generateKeyPairSync('ed25519'),
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
};

const modes = ['simple/simple', 'relaxed/simple', 'simple/relaxed', 'relaxed/relaxed'];
const cases = Object.keys(messages).flatMap((message) =>
  modes.flatMap((mode) => (['ed25519', 'rsa'] as const).map((type) => ({ message, mode, type }))),
);

/** RFC 8463 publishes the bare 32 bytes, RFC 6376 the whole SubjectPublicKeyInfo. */
function keyText(type: keyof typeof pairs): string {
  const der = pairs[type].publicKey.export({ type: 'spki', format: 'der' });
  return `v=DKIM1; k=${type}; p=${(type === 'ed25519' ? der.subarray(12) : der).toString('base64')}`;
}

const pem = (type: keyof typeof pairs): string =>
  pairs[type].privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

async function sign({ message, mode, type }: (typeof cases)[number]): Promise<string> {
  const text = messages[message] ?? '';
  const key = { signingDomain: 'shop.example', selector: 's1', privateKey: pem(type) };
  const signed = await dkimSign(text, {
    canonicalization: mode,
    signTime: new Date(1_700_000_000_000),
    ...key,
    signatureData: [key],
  });
  return signed.signatures + text;
}

const verdictOf = (text: string, type: keyof typeof pairs) =>
  answerAll(verifyDkim(Buffer.from(text), 1_700_000_100), () => found([keyText(type)]))[0];

test('dkim-peer: what mailauth signs, our verifier accepts, and one changed letter it refuses', async () => {
  const misses: string[] = [];
  for (const one of cases) {
    const text = await sign(one);
    const good = verdictOf(text, one.type);
    const changedHead = verdictOf(
      text.replace('Subject: hello', 'Subject: jello').replace('a@shop.example', 'z@shop.example'),
      one.type,
    );
    const changedBody = verdictOf(`${text}more`, one.type);
    const results = [good?.result, changedHead?.result, changedBody?.result].join(' ');
    if (results !== 'pass fail fail')
      misses.push(`${one.message} ${one.mode} ${one.type}: ${results} (${good?.reason})`);
  }
  process.stdout.write(`dkim-peer ${cases.length - misses.length}/${cases.length}\n`);
  expect(misses).toEqual([]);
});
