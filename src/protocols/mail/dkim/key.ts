import { createPublicKey, type KeyObject } from 'node:crypto';
import { plainRsaBits } from './key-bits.ts';
import { parseTagList, type Tag, tagValue } from '../tag-list.ts';

/** A DKIM key record (RFC 6376 section 3.6.1). */
export interface DkimKey {
  readonly text: string;
  readonly keyType: string;
  /** Hash names allowed by "h="; null allows all. */
  readonly hashes: readonly string[] | null;
  readonly services: readonly string[];
  /** "t=y": the domain is testing. */
  readonly isTesting: boolean;
  /** "t=s": no subdomains in "i=". */
  readonly isStrict: boolean;
  /** "p=" without a value. */
  readonly isRevoked: boolean;
  /** Bits of the RSA modulus, 256 for Ed25519; null when there is no usable key. */
  readonly bits: number | null;
  /** Why receivers cannot use the record; null when they can. */
  readonly problem: { readonly message: string; readonly section: string } | null;
  readonly issues: readonly DkimKeyIssue[];
}

export interface DkimKeyIssue {
  readonly id:
    | 'unusable'
    | 'revoked'
    | 'testing'
    | 'too-short'
    | 'short'
    | 'sha1-only'
    | 'old-granularity'
    | 'not-for-mail';
  readonly level: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly source: string;
}

/** RFC 8301 section 3.2: below 1024 bits a signature must not count; 2048 is what signers should use. */
export const rsaBits = { least: 1024, advised: 2048 } as const;

/** Reads any TXT text as a key record; never throws. */
export function parseDkimKey(text: string): DkimKey {
  const { tags, errors } = parseTagList(text);
  const flags = list(tagValue(tags, 't') ?? '');
  const keyType = (tagValue(tags, 'k') ?? 'rsa').toLowerCase();
  const hashes = tagValue(tags, 'h');
  const services = list(tagValue(tags, 's') ?? '*');
  const data = (tagValue(tags, 'p') ?? '').replace(/\s+/g, '');
  const bits = data === '' ? null : publicKeyBits(keyType, data);
  const problem =
    syntaxProblem(
      tags,
      errors.find(({ kind }) => kind !== 'empty'),
    ) ?? valueProblem({ keyType, isReadable: data === '' || bits !== null, hashes, services });
  const base = {
    text,
    keyType,
    hashes: hashes === null ? null : list(hashes),
    services,
    isTesting: flags.includes('y'),
    isStrict: flags.includes('s'),
    isRevoked: problem === null && data === '',
    bits,
    problem,
  };
  return { ...base, issues: [...keyIssues(base), ...granularity(tags)] };
}

const list = (value: string): readonly string[] =>
  value
    .split(':')
    .map((item) => item.trim().toLowerCase())
    .filter((item) => item !== '');

function syntaxProblem(
  tags: readonly Tag[],
  error: { readonly at: number; readonly message: string } | undefined,
): DkimKey['problem'] {
  if (error !== undefined) return { message: `${error.message} (character ${error.at + 1})`, section: '3.2' };
  const version = tags.findIndex(({ name }) => name === 'v');
  if (version > 0) return { message: '"v=" is not the first tag', section: '3.6.1' };
  if (version === 0 && tags[0]?.value !== 'DKIM1')
    return { message: `version "${tags[0]?.value.slice(0, 20)}" is not DKIM1`, section: '3.6.1' };
  if (tagValue(tags, 'p') === null) return { message: 'there is no "p="', section: '3.6.1' };
  return null;
}

function valueProblem(values: {
  readonly keyType: string;
  readonly isReadable: boolean;
  readonly hashes: string | null;
  readonly services: readonly string[];
}): DkimKey['problem'] {
  const { keyType, isReadable, hashes, services } = values;
  if (keyType !== 'rsa' && keyType !== 'ed25519')
    return { message: `key type "${keyType.slice(0, 20)}" is unknown`, section: '3.6.1' };
  if (!services.includes('*') && !services.includes('email'))
    return { message: `the key is for "${services.join(':').slice(0, 40)}", not for mail`, section: '3.6.1' };
  if (hashes !== null && !list(hashes).some((hash) => hash === 'sha256' || hash === 'sha1'))
    return { message: `no known hash in "h=${hashes.slice(0, 40)}"`, section: '3.6.1' };
  if (isReadable) return null;
  return { message: `"p=" holds no ${keyType === 'rsa' ? 'RSA' : 'Ed25519'} public key`, section: '3.6.1' };
}

const base64Text = /^[A-Za-z0-9+/]+={0,2}$/;
const maxBase64 = 8192;

/** SubjectPublicKeyInfo of a bare Ed25519 key (RFC 8463 section 4.2, RFC 8410). */
const ed25519Prefix = Buffer.from('302a300506032b6570032100', 'hex');

/** The key in base64 as an object for verifying; null when it is none. */
export function publicKeyOf(keyType: string, base64: string): KeyObject | null {
  if (base64.length > maxBase64 || !base64Text.test(base64)) return null;
  const bytes = Buffer.from(base64, 'base64');
  if (keyType === 'ed25519')
    return bytes.length === 32 ? readKey(Buffer.concat([ed25519Prefix, bytes]), 'spki') : null;
  // RFC 6376 says RSAPublicKey, everybody publishes SubjectPublicKeyInfo (erratum 3017): take both.
  const key = readKey(bytes, 'spki') ?? readKey(bytes, 'pkcs1');
  return key?.asymmetricKeyType === 'rsa' ? key : null;
}

/** Bits of the key in base64; null when it is none. */
function publicKeyBits(keyType: string, base64: string): number | null {
  const isPlain = keyType === 'rsa' && base64.length <= maxBase64 && base64Text.test(base64);
  const bits = isPlain ? plainRsaBits(Buffer.from(base64, 'base64')) : null;
  if (bits !== null) return bits;
  const key = publicKeyOf(keyType, base64);
  return key === null ? null : bitsOf(key);
}

function readKey(der: Buffer, type: 'spki' | 'pkcs1'): KeyObject | null {
  try {
    return createPublicKey({ key: der, format: 'der', type });
  } catch {
    return null;
  }
}

const bitsOf = (key: KeyObject): number =>
  key.asymmetricKeyType === 'ed25519' ? 256 : (key.asymmetricKeyDetails?.modulusLength ?? 0);

function keyIssues(key: Omit<DkimKey, 'issues'>): readonly DkimKeyIssue[] {
  if (key.problem !== null)
    return [
      {
        id: 'unusable',
        level: 'error',
        message: key.problem.message,
        source: `RFC 6376 section ${key.problem.section}`,
      },
    ];
  if (key.isRevoked)
    return [
      {
        id: 'revoked',
        level: 'error',
        message: '"p=" is empty: the key is revoked',
        source: 'RFC 6376 section 3.6.1',
      },
    ];
  const issues: DkimKeyIssue[] = [];
  const bits = key.bits ?? 0;
  if (key.keyType === 'rsa' && bits < rsaBits.least)
    issues.push({
      id: 'too-short',
      level: 'error',
      message: `RSA ${bits} bits, receivers need ${rsaBits.least}`,
      source: 'RFC 8301 section 3.2',
    });
  else if (key.keyType === 'rsa' && bits < rsaBits.advised)
    issues.push({
      id: 'short',
      level: 'warning',
      message: `RSA ${bits} bits, ${rsaBits.advised} are advised`,
      source: 'RFC 8301 section 3.2',
    });
  if (key.isTesting)
    issues.push({
      id: 'testing',
      level: 'warning',
      message: '"t=y" says that the domain is only testing DKIM',
      source: 'RFC 6376 section 3.6.1',
    });
  if (key.hashes !== null && !key.hashes.includes('sha256'))
    issues.push({
      id: 'sha1-only',
      level: 'error',
      message: '"h=" allows SHA-1 only',
      source: 'RFC 8301 section 3.1',
    });
  return issues;
}

const granularity = (tags: readonly Tag[]): readonly DkimKeyIssue[] =>
  tagValue(tags, 'g') === null
    ? []
    : [
        {
          id: 'old-granularity',
          level: 'note',
          message: '"g=" is a left-over of RFC 4871 and is ignored',
          source: 'RFC 6376 section 3.6.1',
        },
      ];
