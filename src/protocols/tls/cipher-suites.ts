/** Why a cipher suite is judged; one suite may be in several families. */
export type CipherFamily =
  | 'null'
  | 'anonymous'
  | 'export'
  | 'des'
  | 'rc4'
  | 'triple-des'
  | 'static-rsa'
  | 'finite-field-dhe';

export const cipherFamilies: readonly CipherFamily[] = [
  'null',
  'anonymous',
  'export',
  'des',
  'rc4',
  'triple-des',
  'static-rsa',
  'finite-field-dhe',
];

/** IANA TLS Cipher Suites registry: number and name without the `TLS_` prefix. Those servers still answer to. */
const suites: readonly (readonly [number, string])[] = [
  [0x1301, 'AES_128_GCM_SHA256'],
  [0x1302, 'AES_256_GCM_SHA384'],
  [0x1303, 'CHACHA20_POLY1305_SHA256'],
  [0x1304, 'AES_128_CCM_SHA256'],
  [0x1305, 'AES_128_CCM_8_SHA256'],
  [0xc02b, 'ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'],
  [0xc02f, 'ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
  [0xc02c, 'ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'],
  [0xc030, 'ECDHE_RSA_WITH_AES_256_GCM_SHA384'],
  [0xcca9, 'ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'],
  [0xcca8, 'ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256'],
  [0xccaa, 'DHE_RSA_WITH_CHACHA20_POLY1305_SHA256'],
  [0xc0ac, 'ECDHE_ECDSA_WITH_AES_128_CCM'],
  [0xc0ad, 'ECDHE_ECDSA_WITH_AES_256_CCM'],
  [0xc023, 'ECDHE_ECDSA_WITH_AES_128_CBC_SHA256'],
  [0xc027, 'ECDHE_RSA_WITH_AES_128_CBC_SHA256'],
  [0xc024, 'ECDHE_ECDSA_WITH_AES_256_CBC_SHA384'],
  [0xc028, 'ECDHE_RSA_WITH_AES_256_CBC_SHA384'],
  [0xc009, 'ECDHE_ECDSA_WITH_AES_128_CBC_SHA'],
  [0xc013, 'ECDHE_RSA_WITH_AES_128_CBC_SHA'],
  [0xc00a, 'ECDHE_ECDSA_WITH_AES_256_CBC_SHA'],
  [0xc014, 'ECDHE_RSA_WITH_AES_256_CBC_SHA'],
  [0xc008, 'ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA'],
  [0xc012, 'ECDHE_RSA_WITH_3DES_EDE_CBC_SHA'],
  [0xc007, 'ECDHE_ECDSA_WITH_RC4_128_SHA'],
  [0xc011, 'ECDHE_RSA_WITH_RC4_128_SHA'],
  [0xc006, 'ECDHE_ECDSA_WITH_NULL_SHA'],
  [0xc010, 'ECDHE_RSA_WITH_NULL_SHA'],
  [0x009e, 'DHE_RSA_WITH_AES_128_GCM_SHA256'],
  [0x009f, 'DHE_RSA_WITH_AES_256_GCM_SHA384'],
  [0x0067, 'DHE_RSA_WITH_AES_128_CBC_SHA256'],
  [0x006b, 'DHE_RSA_WITH_AES_256_CBC_SHA256'],
  [0x0033, 'DHE_RSA_WITH_AES_128_CBC_SHA'],
  [0x0039, 'DHE_RSA_WITH_AES_256_CBC_SHA'],
  [0x0032, 'DHE_DSS_WITH_AES_128_CBC_SHA'],
  [0x0038, 'DHE_DSS_WITH_AES_256_CBC_SHA'],
  [0x0045, 'DHE_RSA_WITH_CAMELLIA_128_CBC_SHA'],
  [0x0088, 'DHE_RSA_WITH_CAMELLIA_256_CBC_SHA'],
  [0x0016, 'DHE_RSA_WITH_3DES_EDE_CBC_SHA'],
  [0x0015, 'DHE_RSA_WITH_DES_CBC_SHA'],
  [0x009c, 'RSA_WITH_AES_128_GCM_SHA256'],
  [0x009d, 'RSA_WITH_AES_256_GCM_SHA384'],
  [0x003c, 'RSA_WITH_AES_128_CBC_SHA256'],
  [0x003d, 'RSA_WITH_AES_256_CBC_SHA256'],
  [0x002f, 'RSA_WITH_AES_128_CBC_SHA'],
  [0x0035, 'RSA_WITH_AES_256_CBC_SHA'],
  [0xc09c, 'RSA_WITH_AES_128_CCM'],
  [0xc09d, 'RSA_WITH_AES_256_CCM'],
  [0x0041, 'RSA_WITH_CAMELLIA_128_CBC_SHA'],
  [0x0084, 'RSA_WITH_CAMELLIA_256_CBC_SHA'],
  [0x0096, 'RSA_WITH_SEED_CBC_SHA'],
  [0x0007, 'RSA_WITH_IDEA_CBC_SHA'],
  [0x000a, 'RSA_WITH_3DES_EDE_CBC_SHA'],
  [0x0009, 'RSA_WITH_DES_CBC_SHA'],
  [0x0004, 'RSA_WITH_RC4_128_MD5'],
  [0x0005, 'RSA_WITH_RC4_128_SHA'],
  [0x0001, 'RSA_WITH_NULL_MD5'],
  [0x0002, 'RSA_WITH_NULL_SHA'],
  [0x003b, 'RSA_WITH_NULL_SHA256'],
  [0x0003, 'RSA_EXPORT_WITH_RC4_40_MD5'],
  [0x0006, 'RSA_EXPORT_WITH_RC2_CBC_40_MD5'],
  [0x0008, 'RSA_EXPORT_WITH_DES40_CBC_SHA'],
  [0x0014, 'DHE_RSA_EXPORT_WITH_DES40_CBC_SHA'],
  [0x0062, 'RSA_EXPORT1024_WITH_DES_CBC_SHA'],
  [0x0064, 'RSA_EXPORT1024_WITH_RC4_56_SHA'],
  [0x0017, 'DH_anon_EXPORT_WITH_RC4_40_MD5'],
  [0x0019, 'DH_anon_EXPORT_WITH_DES40_CBC_SHA'],
  [0x0018, 'DH_anon_WITH_RC4_128_MD5'],
  [0x001a, 'DH_anon_WITH_DES_CBC_SHA'],
  [0x001b, 'DH_anon_WITH_3DES_EDE_CBC_SHA'],
  [0x0034, 'DH_anon_WITH_AES_128_CBC_SHA'],
  [0x003a, 'DH_anon_WITH_AES_256_CBC_SHA'],
  [0x00a6, 'DH_anon_WITH_AES_128_GCM_SHA256'],
  [0x00a7, 'DH_anon_WITH_AES_256_GCM_SHA384'],
  [0xc018, 'ECDH_anon_WITH_AES_128_CBC_SHA'],
  [0xc019, 'ECDH_anon_WITH_AES_256_CBC_SHA'],
  [0xc017, 'ECDH_anon_WITH_3DES_EDE_CBC_SHA'],
  [0xc016, 'ECDH_anon_WITH_RC4_128_SHA'],
  [0xc015, 'ECDH_anon_WITH_NULL_SHA'],
];

const names = new Map(suites);

/** `TLS_RSA_WITH_AES_128_CBC_SHA`, or `0xabcd` for one not in the table. */
export const cipherName = (id: number): string => {
  const name = names.get(id);
  return name === undefined ? `0x${id.toString(16).padStart(4, '0')}` : `TLS_${name}`;
};

export function familiesOf(name: string): readonly CipherFamily[] {
  const tests: Readonly<Record<CipherFamily, boolean>> = {
    null: name.includes('_NULL_'),
    anonymous: name.includes('_anon_'),
    export: name.includes('_EXPORT'),
    des: /_WITH_DES(40)?_/.test(name),
    rc4: name.includes('_RC4_'),
    'triple-des': name.includes('_3DES_'),
    'static-rsa': /^(TLS_)?RSA_WITH_/.test(name),
    'finite-field-dhe': /^(TLS_)?DHE_/.test(name),
  };
  return cipherFamilies.filter((family) => tests[family]);
}

/** Suites of TLS 1.3 (RFC 8446 section B.4). */
export const modernSuites: readonly number[] = suites.flatMap(([id]) => (id >> 8 === 0x13 ? [id] : []));
/** Everything older, in the table's order: forward secret first. */
export const legacySuites: readonly number[] = suites.flatMap(([id]) => (id >> 8 === 0x13 ? [] : [id]));

const byFamily = new Map(
  cipherFamilies.map((family) => [
    family,
    suites.flatMap(([id, name]) => (familiesOf(name).includes(family) ? [id] : [])),
  ]),
);

export const suitesOf = (family: CipherFamily): readonly number[] => byFamily.get(family) ?? [];
