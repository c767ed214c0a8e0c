import { runProgram, serverFolder, type ServerFolder } from './servers/server-process.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CertificateOrder {
  readonly names: readonly string[];
  /** Days from now. */
  readonly from: number;
  readonly until: number;
}

export interface IssuedCertificate {
  readonly key: string;
  readonly certificate: string;
}

/** A root, an intermediate and what it issues, all made by the openssl command. */
export interface OpensslAuthority extends Disposable {
  readonly rootPem: string;
  readonly intermediatePem: string;
  readonly intermediateDer: Buffer;
  readonly issue: (order: CertificateOrder) => IssuedCertificate;
}

/** @param issuersUrl where the intermediate can be fetched (RFC 5280 section 4.2.2.1) */
export function opensslAuthority(issuersUrl: string): OpensslAuthority {
  const folder = serverFolder();
  const openssl = (...args: readonly string[]): string => runProgram('openssl', args, folder.path);
  prepare(folder, issuersUrl);
  const key = (name: string): readonly string[] => [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    `${name}.key`,
  ];
  openssl(
    'req',
    '-x509',
    ...key('root'),
    '-out',
    'root.pem',
    '-subj',
    '/O=Lantern Test/CN=Lantern Root',
    '-days',
    '3650',
  );
  const read = (name: string): string => readFileSync(join(folder.path, name), 'utf8');
  const sign = (
    name: string,
    issuer: string,
    order: CertificateOrder & { readonly section: string },
  ): void => {
    openssl(
      'req',
      '-new',
      ...key(name),
      '-out',
      `${name}.csr`,
      '-subj',
      `/O=Lantern Test/CN=${order.names[0] ?? name}`,
    );
    const dates = ['-startdate', opensslDate(order.from), '-enddate', opensslDate(order.until)];
    const by = ['-cert', `${issuer}.pem`, '-keyfile', `${issuer}.key`, '-extfile', `${order.section}.ext`];
    openssl(
      'ca',
      '-batch',
      '-notext',
      '-config',
      'ca.cnf',
      ...by,
      ...dates,
      '-in',
      `${name}.csr`,
      '-out',
      `${name}.pem`,
    );
  };
  sign('intermediate', 'root', {
    names: ['Lantern Issuing CA'],
    from: -400,
    until: 1400,
    section: 'authority',
  });
  openssl('x509', '-in', 'intermediate.pem', '-outform', 'DER', '-out', 'intermediate.der');
  let issued = 0;
  return {
    rootPem: read('root.pem'),
    intermediatePem: read('intermediate.pem'),
    intermediateDer: readFileSync(join(folder.path, 'intermediate.der')),
    issue: (order) => {
      issued += 1;
      const name = `leaf-${issued}`;
      const names = order.names.map((each) => `DNS:${each}`).join(',');
      folder.file('leaf.ext', `${leafExtensions(issuersUrl)}subjectAltName=${names}\n`);
      sign(name, 'intermediate', { ...order, section: 'leaf' });
      return { key: read(`${name}.key`), certificate: read(`${name}.pem`) };
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

function prepare(folder: ServerFolder, issuersUrl: string): void {
  folder.file('index.txt', '');
  folder.file('serial', '7b2d9c40a1e35f6842cdab8817360001\n');
  folder.file(
    'ca.cnf',
    `[ca]
default_ca=own
[own]
database=index.txt
serial=serial
new_certs_dir=.
default_md=sha256
policy=any
unique_subject=no
[any]
organizationName=supplied
commonName=supplied
`,
  );
  folder.file(
    'authority.ext',
    `basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\nauthorityInfoAccess=caIssuers;URI:${issuersUrl}\n`,
  );
}

const leafExtensions = (issuersUrl: string): string => `basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
authorityInfoAccess=caIssuers;URI:${issuersUrl}
`;

/** `20261122040000Z`, as `openssl ca` takes it. */
const opensslDate = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().replaceAll(/[-:T]|\.\d+/gu, '');
