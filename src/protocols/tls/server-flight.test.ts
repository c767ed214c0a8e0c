import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modernSuites, suitesOf } from './cipher-suites.ts';
import { clientHello, versionCodes, type ProtocolVersion } from './client-hello.ts';
import { maxFlightBytes, readFlight } from './server-flight.ts';

const u16 = (value: number): number[] => [value >> 8, value & 255];
const record = (type: number, body: readonly number[]): number[] => [
  type,
  3,
  3,
  ...u16(body.length),
  ...body,
];
const message = (type: number, body: readonly number[]): number[] => [type, 0, ...u16(body.length), ...body];
const extension = (type: number, body: readonly number[]): number[] => [
  ...u16(type),
  ...u16(body.length),
  ...body,
];
const zeros = Array.from({ length: 32 }, () => 0);
const retry = [...Buffer.from('cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c', 'hex')];

function helloBody(over: {
  version?: number;
  random?: number[];
  cipher?: number;
  compression?: number;
  extensions?: number[];
}): number[] {
  const extensions = over.extensions ?? [];
  return [
    ...u16(over.version ?? 0x0303),
    ...(over.random ?? zeros),
    0,
    ...u16(over.cipher ?? 0xc02f),
    over.compression ?? 0,
    ...u16(extensions.length),
    ...extensions,
  ];
}
const hello = (over: Parameters<typeof helloBody>[0]): number[] => message(2, helloBody(over));
const read = (bytes: readonly number[]): ReturnType<typeof readFlight> => readFlight(Uint8Array.from(bytes));

describe('what a server answers to our hello', () => {
  it('HelloRetryRequest names the post-quantum group without any cryptography', () => {
    const extensions = [...extension(43, u16(0x0304)), ...extension(51, u16(4588))];
    expect(read(record(22, hello({ random: retry, cipher: 0x1301, extensions })))).toMatchObject({
      kind: 'hello',
      hello: { version: 'TLSv1.3', isRetry: true, group: 'X25519MLKEM768', cipher: 'TLS_AES_128_GCM_SHA256' },
      isComplete: true,
    });
  });

  it('a TLS 1.2 flight gives flags, certificate, curve and its end', () => {
    const certificate = [1, 2, 3, 4];
    const flight = [
      ...hello({ extensions: [...extension(0xff01, [0]), ...extension(23, [])], compression: 1 }),
      ...message(11, [0, 0, 7, 0, 0, 4, ...certificate]),
      ...message(12, [3, ...u16(23), 0]),
      ...message(14, []),
    ];
    expect(read(record(22, flight))).toEqual({
      kind: 'hello',
      hello: {
        version: 'TLSv1.2',
        cipher: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
        isRetry: false,
        group: 'secp256r1',
        compression: 1,
        hasRenegotiationInfo: true,
        hasExtendedMasterSecret: true,
      },
      leaf: Buffer.from(certificate),
      dhBits: null,
      isComplete: true,
    });
  });

  it('the bits of a Diffie-Hellman prime are counted without leading zeros', () => {
    const prime = [0, ...Array.from({ length: 128 }, () => 0xff)];
    const flight = [...hello({ cipher: 0x0033 }), ...message(12, [...u16(prime.length), ...prime])];
    expect(read(record(22, flight))).toMatchObject({ dhBits: 1024, isComplete: false });
  });

  it('a hello split over records and chunks is read when it is whole', () => {
    const whole = hello({});
    const bytes = [...record(22, whole.slice(0, 10)), ...record(22, whole.slice(10))];
    for (let length = 0; length < bytes.length; length += 1)
      expect(read(bytes.slice(0, length))).toEqual({ kind: 'more' });
    expect(read(bytes).kind).toBe('hello');
  });

  it.each([
    [40, 'handshake_failure'],
    [70, 'protocol_version'],
    [112, 'unrecognized_name'],
    [200, 'alert 200'],
  ])('alert %i is %s', (code, name) => {
    expect(read(record(21, [2, code]))).toEqual({ kind: 'alert', code, name });
  });

  it.each([
    ['HTTP/1.1 400 Bad Request\r\n', 'http'],
    ['<html>', 'http'],
    ['220 mail.example ESMTP', 'other'],
    ['SSH-2.0-OpenSSH', 'other'],
  ])('%s is not TLS', (text, looksLike) => {
    expect(readFlight(Buffer.from(text))).toEqual({ kind: 'not-tls', looksLike });
  });

  it('a record of another version or an impossible length is not TLS', () => {
    expect(read([22, 9, 9, 0, 1, 2])).toEqual({ kind: 'not-tls', looksLike: 'other' });
    expect(read([22, 3, 3, 255, 255, 2])).toEqual({ kind: 'not-tls', looksLike: 'other' });
  });

  it('a flight that never ends is called complete at the limit', () => {
    const filler = record(
      22,
      message(
        11,
        Array.from({ length: 16_000 }, () => 0),
      ),
    );
    const bytes = Uint8Array.from([
      ...record(22, hello({})),
      ...filler,
      ...filler,
      ...filler,
      ...filler,
      ...filler,
    ]);
    expect(readFlight(bytes.subarray(0, maxFlightBytes))).toMatchObject({ kind: 'hello', isComplete: true });
  });

  it('never throws, whatever comes', () => {
    const start = fc.constantFrom(
      [],
      [22, 3, 3],
      [22, 3, 3, 0, 60, 2, 0, 0, 56, 3, 3],
      record(22, hello({})),
    );
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 400 }), (prefix, rest) => {
        expect(['more', 'alert', 'not-tls', 'hello']).toContain(read([...prefix, ...rest]).kind);
      }),
      { seed: 8446, numRuns: 2000 },
    );
  });
});

describe('our hello', () => {
  const random = Uint8Array.from({ length: 96 }, (_, index) => index);
  const build = (version: ProtocolVersion, serverName: string | null): Buffer =>
    Buffer.from(
      clientHello({
        version,
        suites: version === 'TLSv1.3' ? modernSuites : suitesOf('static-rsa'),
        serverName,
        random,
      }),
    );

  it.each(Object.keys(versionCodes) as ProtocolVersion[])(
    '%s: lengths of record and message agree',
    (version) => {
      const bytes = build(version, 'www.example.com');
      expect(bytes.readUInt16BE(3)).toBe(bytes.length - 5);
      expect(bytes.readUIntBE(6, 3)).toBe(bytes.length - 9);
      expect(bytes.readUInt16BE(9)).toBe(Math.min(versionCodes[version], 0x0303));
    },
  );

  it('SSL 3.0 carries no extensions, later ones name the host', () => {
    expect(build('SSLv3', 'www.example.com').includes('www.example.com')).toBe(false);
    expect(build('TLSv1', 'www.example.com').includes('www.example.com')).toBe(true);
  });

  it('addresses and null are never sent as a host name (RFC 6066 section 3)', () => {
    expect(build('TLSv1.2', '192.0.2.1')).toEqual(build('TLSv1.2', null));
  });
});
