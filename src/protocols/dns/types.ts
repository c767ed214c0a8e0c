/** RR type numbers (IANA DNS parameters, as of 2026). Data. */
const typeNumbers: Readonly<Record<string, number>> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  NULL: 10,
  PTR: 12,
  HINFO: 13,
  MX: 15,
  TXT: 16,
  RP: 17,
  AFSDB: 18,
  SIG: 24,
  KEY: 25,
  AAAA: 28,
  LOC: 29,
  SRV: 33,
  NAPTR: 35,
  KX: 36,
  CERT: 37,
  DNAME: 39,
  OPT: 41,
  APL: 42,
  DS: 43,
  SSHFP: 44,
  IPSECKEY: 45,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  DHCID: 49,
  NSEC3: 50,
  NSEC3PARAM: 51,
  TLSA: 52,
  SMIMEA: 53,
  HIP: 55,
  CDS: 59,
  CDNSKEY: 60,
  OPENPGPKEY: 61,
  CSYNC: 62,
  ZONEMD: 63,
  SVCB: 64,
  HTTPS: 65,
  SPF: 99,
  EUI48: 108,
  EUI64: 109,
  TKEY: 249,
  TSIG: 250,
  IXFR: 251,
  AXFR: 252,
  ANY: 255,
  URI: 256,
  CAA: 257,
  DLV: 32769,
};
const typeNames = new Map(Object.entries(typeNumbers).map(([name, number]) => [number, name]));

/** `MX` for 15, `TYPE65280` for what has no mnemonic (RFC 3597 section 5). */
export const typeName = (number: number): string => typeNames.get(number) ?? `TYPE${number}`;

/** Null for a word that is no type: never a silent type 0. */
export function typeNumber(name: string): number | null {
  const upper = name.toUpperCase();
  const known = Object.hasOwn(typeNumbers, upper) ? typeNumbers[upper] : undefined;
  if (known !== undefined) return known;
  const digits = /^TYPE(\d{1,5})$/.exec(upper)?.[1];
  const number = digits === undefined ? -1 : Number(digits);
  return number >= 0 && number <= 65535 ? number : null;
}

const rcodes = [
  'NOERROR',
  'FORMERR',
  'SERVFAIL',
  'NXDOMAIN',
  'NOTIMP',
  'REFUSED',
  'YXDOMAIN',
  'YXRRSET',
  'NXRRSET',
  'NOTAUTH',
  'NOTZONE',
  'DSOTYPENI',
] as const;

/** Mnemonic of a response code, extended bits included (RFC 6895 section 2.3); `RCODE12` for unassigned ones. */
export function rcodeName(number: number): string {
  if (number === 16) return 'BADVERS';
  if (number === 23) return 'BADCOOKIE';
  return rcodes[number] ?? `RCODE${number}`;
}

/** Null for a word that is no response code. */
export function rcodeNumber(name: string): number | null {
  const index = (rcodes as readonly string[]).indexOf(name);
  if (index >= 0) return index;
  if (name === 'BADVERS') return 16;
  if (name === 'BADCOOKIE') return 23;
  const digits = /^RCODE(\d{1,4})$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

const classes: Readonly<Record<string, number>> = { IN: 1, CH: 3, HS: 4, NONE: 254, ANY: 255 };

export const classNumber = (name: string): number | null =>
  classes[name] ?? (/^CLASS\d{1,5}$/.test(name) ? Number(name.slice(5)) : null);

export const className = (number: number): string =>
  Object.entries(classes).find(([, value]) => value === number)?.[0] ?? `CLASS${number}`;
