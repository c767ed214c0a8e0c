import { derTags, expectDer, hex, latin1, readChildren, readDer, readOid, type DerValue } from './der.ts';
import { noNames, readAlternativeNames, type AlternativeNames } from './certificate-names.ts';
import { accessMethods, extendedKeyUsages, extensionOids, keyUsages } from './oids.ts';

const maxExtensions = 64;
const maxItems = 32;
const maxUrlLength = 300;

export interface Extensions {
  readonly names: AlternativeNames;
  readonly isCa: boolean;
  readonly pathLength: number | null;
  readonly keyUsage: string[] | null;
  readonly extendedKeyUsage: string[] | null;
  readonly caIssuers: string[];
  readonly ocsp: string[];
  readonly sctCount: number;
  readonly policies: string[];
  readonly isStapleRequired: boolean;
  readonly subjectKeyId: string | null;
  readonly authorityKeyId: string | null;
}

/** Reads the extensions TLS servers are judged by (RFC 5280 section 4.2, RFC 6962, RFC 7633); others are skipped. */
export function readExtensions(explicit: DerValue | undefined): Extensions {
  const found = new Map<string, Uint8Array>();
  const list = explicit === undefined ? [] : readChildren(readDer(explicit.content).content, maxExtensions);
  for (const extension of list) {
    const parts = readChildren(extension.content, 3);
    const oid = readOid(expectDer(parts[0], derTags.oid, 'extension id').content);
    found.set(oid, expectDer(parts.at(-1), derTags.octetString, 'extension value').content);
  }
  const of = <T>(oid: string, absent: T, read: (value: Uint8Array) => T): T => {
    const value = found.get(oid);
    return value === undefined ? absent : read(value);
  };
  const access = of(extensionOids.authorityInfo, noAccess, readAccess);
  return {
    ...of(extensionOids.basicConstraints, { isCa: false, pathLength: null }, readBasicConstraints),
    names: of(extensionOids.subjectAltName, noNames, readAlternativeNames),
    keyUsage: of(extensionOids.keyUsage, null, readKeyUsage),
    extendedKeyUsage: of(extensionOids.extendedKeyUsage, null, readExtendedKeyUsage),
    ...access,
    sctCount: of(extensionOids.signedTimestamps, 0, countTimestamps),
    policies: of(extensionOids.policies, [], readPolicies),
    isStapleRequired: of(extensionOids.tlsFeature, false, asksForStaple),
    subjectKeyId: of(extensionOids.subjectKeyId, null, (value) =>
      hex(readDer(value).content.subarray(0, 64)),
    ),
    authorityKeyId: of(extensionOids.authorityKeyId, null, readAuthorityKeyId),
  };
}

const noAccess = { caIssuers: [] as string[], ocsp: [] as string[] };

function readBasicConstraints(value: Uint8Array): { isCa: boolean; pathLength: number | null } {
  const parts = readChildren(readDer(value).content, 2);
  const isCa = parts[0]?.tag === derTags.boolean && parts[0].content[0] !== 0;
  const length = parts.find((part) => part.tag === derTags.integer);
  return { isCa, pathLength: length?.content[0] ?? null };
}

function readKeyUsage(value: Uint8Array): string[] {
  const bits = expectDer(readDer(value), derTags.bitString, 'key usage').content.subarray(1, 3);
  return keyUsages.filter((_, index) => ((bits[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0);
}

const readExtendedKeyUsage = (value: Uint8Array): string[] =>
  readChildren(readDer(value).content, maxItems).map((usage) => {
    const oid = readOid(usage.content);
    return extendedKeyUsages[oid] ?? oid;
  });

function readAccess(value: Uint8Array): { caIssuers: string[]; ocsp: string[] } {
  const entries = readChildren(readDer(value).content, maxItems).map((entry) => {
    const [method, location] = readChildren(entry.content, 2);
    return {
      method: method === undefined ? '' : readOid(method.content),
      url: location?.tag === 0x86 ? latin1(location.content.subarray(0, maxUrlLength)) : null,
    };
  });
  const urls = (method: string): string[] =>
    entries.flatMap((entry) => (entry.method === method && entry.url !== null ? [entry.url] : []));
  return { caIssuers: urls(accessMethods.caIssuers), ocsp: urls(accessMethods.ocsp) };
}

/** RFC 6962 section 3.3: an OCTET STRING with a two-byte length, then entries with two-byte lengths. */
function countTimestamps(value: Uint8Array): number {
  const list = expectDer(readDer(value), derTags.octetString, 'SCT list').content;
  let offset = 2;
  let count = 0;
  while (offset + 2 < list.length && count < maxItems) {
    offset += 2 + (((list[offset] ?? 0) << 8) | (list[offset + 1] ?? 0));
    if (offset <= list.length) count += 1;
  }
  return count;
}

const readPolicies = (value: Uint8Array): string[] =>
  readChildren(readDer(value).content, maxItems).map((policy) => readOid(readDer(policy.content).content));

/** status_request (5) or status_request_v2 (17). */
const asksForStaple = (value: Uint8Array): boolean =>
  readChildren(readDer(value).content, maxItems).some(
    ({ content }) => content.at(-1) === 5 || content.at(-1) === 17,
  );

function readAuthorityKeyId(value: Uint8Array): string | null {
  const keyId = readChildren(readDer(value).content, 3).find((part) => part.tag === 0x80);
  return keyId === undefined ? null : hex(keyId.content.subarray(0, 64));
}
