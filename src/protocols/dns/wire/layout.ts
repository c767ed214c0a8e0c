/**
 * How the RDATA of each type is laid out, field by field. One table serves reading, printing, parsing and the canonical
 * form, so they cannot disagree. `name` is lower-cased in the canonical form (RFC 4034 section 6.2), `casedName` is not
 * (RFC 6840 section 5.1, RFC 3597 section 7).
 */
export type Field =
  | 'u8'
  | 'u16'
  | 'u32'
  | 'time'
  | 'type'
  | 'ipv4'
  | 'ipv6'
  | 'name'
  | 'casedName'
  | 'text'
  | 'texts'
  | 'tag'
  | 'restText'
  | 'hex'
  | 'base64'
  | 'salt'
  | 'hash'
  | 'bitmap'
  | 'params';

const key: readonly Field[] = ['u16', 'u8', 'u8', 'base64'];
const digest: readonly Field[] = ['u16', 'u8', 'u8', 'hex'];
const association: readonly Field[] = ['u8', 'u8', 'u8', 'hex'];
const preferred: readonly Field[] = ['u16', 'name'];
const service: readonly Field[] = ['u16', 'casedName', 'params'];

const layouts: Readonly<Record<string, readonly Field[]>> = {
  A: ['ipv4'],
  AAAA: ['ipv6'],
  NS: ['name'],
  CNAME: ['name'],
  DNAME: ['name'],
  PTR: ['name'],
  SOA: ['name', 'name', 'u32', 'u32', 'u32', 'u32', 'u32'],
  MX: preferred,
  AFSDB: preferred,
  KX: preferred,
  RP: ['name', 'name'],
  TXT: ['texts'],
  SPF: ['texts'],
  HINFO: ['text', 'text'],
  SRV: ['u16', 'u16', 'u16', 'name'],
  NAPTR: ['u16', 'u16', 'text', 'text', 'text', 'name'],
  CAA: ['u8', 'tag', 'restText'],
  URI: ['u16', 'u16', 'restText'],
  DS: digest,
  CDS: digest,
  DLV: digest,
  DNSKEY: key,
  CDNSKEY: key,
  KEY: key,
  RRSIG: ['type', 'u8', 'u8', 'u32', 'time', 'time', 'u16', 'name', 'base64'],
  NSEC: ['casedName', 'bitmap'],
  NSEC3: ['u8', 'u8', 'u16', 'salt', 'hash', 'bitmap'],
  NSEC3PARAM: ['u8', 'u8', 'u16', 'salt'],
  TLSA: association,
  SMIMEA: association,
  SSHFP: ['u8', 'u8', 'hex'],
  OPENPGPKEY: ['base64'],
  ZONEMD: ['u32', 'u8', 'u8', 'hex'],
  CSYNC: ['u32', 'u16', 'bitmap'],
  SVCB: service,
  HTTPS: service,
};

/** Null for types kept as opaque bytes (RFC 3597). */
export const layoutOf = (type: string): readonly Field[] | null =>
  Object.hasOwn(layouts, type) ? (layouts[type] ?? null) : null;
