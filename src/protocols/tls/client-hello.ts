import { isIpAddress } from './host-match.ts';

/** SSL 3.0 to TLS 1.3 as they stand on the wire. */
export const versionCodes = {
  SSLv3: 0x0300,
  TLSv1: 0x0301,
  'TLSv1.1': 0x0302,
  'TLSv1.2': 0x0303,
  'TLSv1.3': 0x0304,
} as const;
export type ProtocolVersion = keyof typeof versionCodes;

/** Named groups (IANA TLS Supported Groups); 4588 is X25519MLKEM768. */
export const groupNames: Readonly<Record<number, string>> = {
  23: 'secp256r1',
  24: 'secp384r1',
  25: 'secp521r1',
  29: 'x25519',
  30: 'x448',
  256: 'ffdhe2048',
  257: 'ffdhe3072',
  4587: 'SecP256r1MLKEM768',
  4588: 'X25519MLKEM768',
  4589: 'SecP384r1MLKEM1024',
};
export const x25519mlkem768 = 4588;
const classicGroups = [29, 23, 24, 25, 30, 256, 257];

export interface HelloOptions {
  readonly version: ProtocolVersion;
  readonly suites: readonly number[];
  /** null leaves server_name out (RFC 6066 section 3). */
  readonly serverName: string | null;
  /** 64 bytes: ClientHello.random and the session id. */
  readonly random: Uint8Array;
  readonly groups?: readonly number[];
  /** TLS 1.3: an X25519 share made of this many random bytes is valid (RFC 7748 section 5); without it servers ask again. */
  readonly x25519Share?: Uint8Array;
  /** Offers DEFLATE beside null compression (RFC 3749). */
  readonly offersCompression?: boolean;
}

/** One record with one ClientHello (RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2, RFC 6101 for SSL 3.0). Needs no cryptography. */
export function clientHello(options: HelloOptions): Uint8Array {
  const isModern = options.version === 'TLSv1.3';
  const legacyVersion = isModern ? versionCodes['TLSv1.2'] : versionCodes[options.version];
  const body = [
    ...u16(legacyVersion),
    ...options.random.subarray(0, 32),
    ...(isModern ? vector8([...options.random.subarray(32, 64)]) : [0]),
    ...vector16([...options.suites.flatMap(u16), ...(isModern ? [] : u16(renegotiationScsv))]),
    ...vector8(options.offersCompression === true ? [1, 0] : [0]),
    // SSL 3.0 servers may refuse a hello with anything after the compression methods.
    ...(options.version === 'SSLv3' ? [] : vector16(extensions(options))),
  ];
  const handshake = [1, ...u24(body.length), ...body];
  // RFC 8446 section 5.1: the first record may say TLS 1.0 so that old servers read on.
  const recordVersion = options.version === 'SSLv3' ? versionCodes.SSLv3 : versionCodes.TLSv1;
  return Uint8Array.from([22, ...u16(recordVersion), ...vector16(handshake)]);
}

/** TLS_EMPTY_RENEGOTIATION_INFO_SCSV (RFC 5746 section 3.3): asks without an extension. */
const renegotiationScsv = 0x00ff;

/** RSA, ECDSA and EdDSA with SHA-2, then SHA-1 so that old servers still choose something. */
const signatureSchemes = [
  0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0807, 0x0808, 0x0809, 0x080a, 0x080b, 0x0401, 0x0501,
  0x0601, 0x0203, 0x0201, 0x0202,
];

function extensions(options: HelloOptions): number[] {
  const isModern = options.version === 'TLSv1.3';
  return [
    ...serverName(options.serverName),
    ...extension(10, vector16((options.groups ?? classicGroups).flatMap(u16))),
    ...extension(11, vector8([0])),
    ...(options.version === 'TLSv1.2' || isModern
      ? extension(13, vector16(signatureSchemes.flatMap(u16)))
      : []),
    ...(isModern ? extension(43, vector8(u16(versionCodes['TLSv1.3']))) : extension(23, [])),
    ...(isModern ? extension(51, vector16(keyShare(options.x25519Share))) : []),
  ];
}

function serverName(name: string | null): number[] {
  // RFC 6066 section 3: literal addresses are not permitted.
  if (name === null || isIpAddress(name)) return [];
  return extension(0, vector16([0, ...vector16([...new TextEncoder().encode(name.slice(0, 255))])]));
}

const keyShare = (share: Uint8Array | undefined): number[] =>
  share === undefined ? [] : [...u16(29), ...vector16([...share.subarray(0, 32)])];

const extension = (type: number, data: readonly number[]): number[] => [...u16(type), ...vector16(data)];
const u16 = (value: number): number[] => [(value >> 8) & 0xff, value & 0xff];
const u24 = (value: number): number[] => [(value >> 16) & 0xff, ...u16(value)];
const vector8 = (data: readonly number[]): number[] => [data.length, ...data];
const vector16 = (data: readonly number[]): number[] => [...u16(data.length), ...data];
