import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

export interface Issued {
  readonly key: string;
  readonly cert: string;
  /** Base64 DER. */
  readonly der: string;
}

/** Makes throw-away certificates in a folder with the openssl command. */
export function certificateMaker(folder: string): {
  readonly root: (name: string) => Issued;
  readonly issue: (
    name: string,
    issuer: Issued,
    more: { readonly altNames: string; readonly isAuthority?: boolean; readonly days?: number },
  ) => Issued;
} {
  let made = 0;
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'pipe' });
  const read = (key: string, cert: string): Issued => {
    const pem = readFileSync(cert, 'utf8');
    return { key: readFileSync(key, 'utf8'), cert: pem, der: pem.replace(/-----[^-]+-----|\s/g, '') };
  };
  const paths = (): readonly [string, string, string] => {
    made += 1;
    return [join(folder, `${made}.key`), join(folder, `${made}.pem`), join(folder, `${made}.cnf`)];
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  return {
    root: (name) => {
      const [key, cert] = paths();
      openssl('req', '-x509', ...newKey, '-keyout', key, '-out', cert, '-subj', `/CN=${name}`, '-days', '30');
      return read(key, cert);
    },
    issue: (name, issuer, more) => {
      const [key, cert, config] = paths();
      const [caKey, caCert] = paths();
      writeFileSync(caKey, issuer.key);
      writeFileSync(caCert, issuer.cert);
      const authority = more.isAuthority === true ? 'critical,CA:TRUE' : 'CA:FALSE';
      const names = more.altNames === '' ? '' : `subjectAltName=${more.altNames}\n`;
      writeFileSync(config, `[x]\nbasicConstraints=${authority}\n${names}`);
      const request = `${cert}.csr`;
      openssl('req', '-new', ...newKey, '-keyout', key, '-out', request, '-subj', `/CN=${name}`);
      const signer = ['-CA', caCert, '-CAkey', caKey, '-CAcreateserial'];
      const extensions = ['-extfile', config, '-extensions', 'x', '-days', String(more.days ?? 30)];
      openssl('x509', '-req', '-in', request, '-out', cert, ...signer, ...extensions);
      return read(key, cert);
    },
  };
}
