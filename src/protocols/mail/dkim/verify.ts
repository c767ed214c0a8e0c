import { createHash, verify } from 'node:crypto';
import type { Asking } from '../dns-answer.ts';
import { queryableName } from '../domain.ts';
import { type RawHeader, type RawMessage, splitMessage } from '../message.ts';
import { canonicalBody, canonicalHeader } from './canonical.ts';
import { type DkimKey, parseDkimKey, publicKeyOf, rsaBits } from './key.ts';
import { type DkimSignature, parseSignature } from './signature.ts';

/** RFC 8601 words. `policy`: the mathematics is right, but RFC 8301 forbids to count it (SHA-1, or RSA below 1024 bits). */
export interface DkimVerdict {
  readonly result: 'pass' | 'fail' | 'policy' | 'permerror' | 'temperror';
  /** One sentence with the reason; for a pass, what is worth knowing. */
  readonly reason: string;
  readonly source: string;
  readonly domain: string | null;
  readonly selector: string | null;
  readonly signature: DkimSignature | null;
  readonly key: DkimKey | null;
  /** Bytes of the body behind "l=", which anybody may have added. */
  readonly unsignedBytes: number;
}

/** Signatures looked at per message; the rest is ignored (RFC 6376 section 4.2 allows a limit). */
const maxSignatures = 10;

/** Verifies all signatures of a raw message, in the order they stand. `nowSeconds` judges "x=". */
export function* verifyDkim(bytes: Uint8Array, nowSeconds: number): Asking<readonly DkimVerdict[]> {
  const message = splitMessage(bytes);
  const fields = message.headers.filter(({ name }) => name === 'dkim-signature').slice(0, maxSignatures);
  const verdicts: DkimVerdict[] = [];
  for (const field of fields) verdicts.push(yield* verifyOne({ message, field, nowSeconds }));
  return verdicts;
}

interface Signed {
  readonly message: RawMessage;
  readonly field: RawHeader;
  readonly nowSeconds: number;
}

function* verifyOne(signed: Signed): Asking<DkimVerdict> {
  const signature = parseSignature(signed.field.value);
  const blank = { domain: null, selector: null, signature: null, key: null, unsignedBytes: 0 };
  if ('message' in signature)
    return { ...blank, result: 'permerror', reason: signature.message, source: rfc6376(signature.section) };
  const { domain, selector, expiresAt } = signature;
  const base = { ...blank, domain, selector, signature };
  if (expiresAt !== null && expiresAt < signed.nowSeconds)
    return { ...base, result: 'permerror', reason: 'the signature has expired', source: rfc6376('3.5') };
  const name = queryableName(`${selector}._domainkey.${domain}`);
  if (name === null)
    return {
      ...base,
      result: 'permerror',
      reason: 'the key has no possible name',
      source: rfc6376('3.6.2.1'),
    };
  const answer = yield { name, type: 'TXT' };
  if (answer.status === 'failure')
    return { ...base, result: 'temperror', reason: answer.reason ?? 'no answer', source: rfc6376('6.1.2') };
  if (answer.status !== 'found')
    return { ...base, result: 'permerror', reason: `no key at ${name}`, source: rfc6376('6.1.2') };
  // Several records are undefined (section 3.6.2.2): the best one counts.
  const verdicts = answer.values
    .slice(0, 4)
    .map((text) => ({ ...base, ...judge(signed, signature, parseDkimKey(text)) }));
  const best =
    verdicts.find(({ result }) => result === 'pass') ?? verdicts.find(({ result }) => result === 'policy');
  return (
    best ??
    verdicts[0] ?? { ...base, result: 'permerror', reason: `no key at ${name}`, source: rfc6376('6.1.2') }
  );
}

const rfc6376 = (section: string): string => `RFC 6376 section ${section}`;

type Judgement = Pick<DkimVerdict, 'result' | 'reason' | 'source' | 'key' | 'unsignedBytes'>;

function judge(signed: Signed, signature: DkimSignature, key: DkimKey): Judgement {
  const base = { key, unsignedBytes: 0 };
  const misfit = keyMisfit(signature, key);
  if (misfit !== null) return { ...base, result: 'permerror', reason: misfit, source: rfc6376('6.1.2') };
  const body = canonicalBody(signed.message.body, signature.bodyMode);
  const length = signature.bodyLength ?? body.length;
  if (length > body.length)
    return {
      ...base,
      result: 'permerror',
      reason: `"l=${length}" is longer than the body`,
      source: rfc6376('3.5'),
    };
  const unsignedBytes = body.length - length;
  const hash = signature.algorithm === 'rsa-sha1' ? 'sha1' : 'sha256';
  const bodyHash = createHash(hash).update(body.slice(0, length), 'latin1').digest('base64');
  if (bodyHash !== signature.bodyHash)
    return {
      key,
      unsignedBytes,
      result: 'fail',
      reason: 'the body was changed after signing',
      source: rfc6376('6.1.3'),
    };
  if (!isSignatureRight(signed, signature, key))
    return {
      key,
      unsignedBytes,
      result: 'fail',
      reason: 'signed header fields were changed, or the key is another one',
      source: rfc6376('6.1.3'),
    };
  return { key, unsignedBytes, ...strength(signature, key, unsignedBytes) };
}

function keyMisfit(signature: DkimSignature, key: DkimKey): string | null {
  if (key.problem !== null) return `unusable key record: ${key.problem.message}`;
  if (key.isRevoked) return 'the key is revoked';
  const [type, hash] = signature.algorithm.split('-');
  if (key.keyType !== type) return `the key is ${key.keyType}, the signature ${signature.algorithm}`;
  if (key.hashes !== null && !key.hashes.includes(hash ?? '')) return `the key does not allow ${hash}`;
  if (key.isStrict && signature.identityDomain !== signature.domain)
    return 'the key has "t=s", so "i=" must not be of a subdomain';
  return null;
}

/** Header fields as hashed: from the bottom up per name, then the signature's own field without "b=" (section 3.7). */
export function signedHeaders(
  { message, field }: Pick<Signed, 'message' | 'field'>,
  signature: DkimSignature,
): string {
  const left = new Map<string, RawHeader[]>();
  for (const header of message.headers) left.set(header.name, [...(left.get(header.name) ?? []), header]);
  const picked = signature.headers.flatMap((name) => left.get(name)?.pop() ?? []);
  const bare = (text: string): string => text.replace(/((?:^|;)\s*b\s*=)[^;]*/, '$1');
  const value = bare(field.value);
  const own: RawHeader = {
    name: field.name,
    value,
    raw: field.raw.slice(0, field.raw.length - field.value.length) + value,
  };
  const lines = picked.map((header) => `${canonicalHeader(header, signature.headerMode)}\r\n`);
  return lines.join('') + canonicalHeader(own, signature.headerMode);
}

function isSignatureRight(signed: Signed, signature: DkimSignature, key: DkimKey): boolean {
  const data = Buffer.from(signedHeaders(signed, signature), 'latin1');
  const publicKey = publicKeyOf(
    key.keyType,
    /(?:^|;)\s*p\s*=([^;]*)/.exec(key.text)?.[1]?.replace(/\s+/g, '') ?? '',
  );
  if (publicKey === null) return false;
  const bytes = Buffer.from(signature.signature, 'base64');
  try {
    // RFC 8463 section 3: Ed25519 signs the SHA-256 hash, not the text.
    if (key.keyType === 'ed25519')
      return verify(null, createHash('sha256').update(data).digest(), publicKey, bytes);
    return verify(signature.algorithm === 'rsa-sha1' ? 'sha1' : 'sha256', data, publicKey, bytes);
  } catch {
    return false;
  }
}

function strength(
  signature: DkimSignature,
  key: DkimKey,
  unsignedBytes: number,
): Pick<DkimVerdict, 'result' | 'reason' | 'source'> {
  if (signature.algorithm === 'rsa-sha1')
    return {
      result: 'policy',
      reason: 'signed with SHA-1, which no longer counts',
      source: 'RFC 8301 section 3.1',
    };
  if (key.keyType === 'rsa' && (key.bits ?? 0) < rsaBits.least)
    return {
      result: 'policy',
      reason: `RSA key of ${key.bits} bits, ${rsaBits.least} are needed`,
      source: 'RFC 8301 section 3.2',
    };
  const open = unsignedBytes === 0 ? '' : `, but ${unsignedBytes} bytes of the body are not signed ("l=")`;
  return {
    result: 'pass',
    reason: `${signature.algorithm}, ${key.bits} bits${open}`,
    source: rfc6376('6.1.3'),
  };
}
