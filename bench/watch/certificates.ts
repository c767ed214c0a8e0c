import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Chain {
  readonly rootPath: string;
  readonly keyPath: string;
  /** Leaf and intermediate. */
  readonly chainPath: string;
}

const keys = {
  root: ['-newkey', 'rsa:4096'],
  intermediate: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  leaf: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
} as const;

/** A chain as public sites have it (RSA-4096 root, P-384 intermediate, P-256 leaf): toy chains make every figure twice too good. */
export function makeChain(folder: string): Chain {
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: readonly string[]): void => void execFileSync('openssl', args, { stdio: 'pipe' });
  const request = (name: 'intermediate' | 'leaf', extensions: string): void => {
    openssl(
      'req',
      '-new',
      ...keys[name],
      '-nodes',
      '-keyout',
      at(`${name}.key`),
      '-out',
      at(`${name}.csr`),
      '-subj',
      `/CN=${name}`,
    );
    writeFileSync(at(`${name}.cnf`), `[x]\n${extensions}\n`);
  };
  const sign = (name: string, issuer: string): void => {
    const signer = ['-CA', at(`${issuer}.pem`), '-CAkey', at(`${issuer}.key`), '-CAcreateserial'];
    const extensions = ['-extfile', at(`${name}.cnf`), '-extensions', 'x', '-days', '90', '-sha384'];
    openssl('x509', '-req', '-in', at(`${name}.csr`), ...signer, '-out', at(`${name}.pem`), ...extensions);
  };
  openssl(
    'req',
    '-x509',
    ...keys.root,
    '-nodes',
    '-keyout',
    at('root.key'),
    '-out',
    at('root.pem'),
    '-subj',
    '/CN=root',
    '-days',
    '90',
  );
  request('intermediate', 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign');
  sign('intermediate', 'root');
  request('leaf', 'basicConstraints=CA:FALSE\nsubjectAltName=DNS:shop.example,DNS:*.shop.example');
  sign('leaf', 'intermediate');
  writeFileSync(
    at('chain.pem'),
    readFileSync(at('leaf.pem'), 'utf8') + readFileSync(at('intermediate.pem'), 'utf8'),
  );
  return { rootPath: at('root.pem'), keyPath: at('leaf.key'), chainPath: at('chain.pem') };
}
