import { readCertificateText, readPem, type Certificate } from '../../protocols/tls/certificate.ts';
import { isIssuedBy, isSelfSigned, type IssuerLookup } from '../../protocols/tls/chain.ts';
import type { Site } from './server.ts';

export interface FetchedCertificate {
  readonly certificate: Certificate;
  readonly url: string;
}

export interface IssuerSearch {
  readonly found: readonly FetchedCertificate[];
  readonly lookup: IssuerLookup;
}

const maxSteps = 3;
const maxBytes = 64 * 1024;
const timeoutMs = 4000;

/** Follows CA Issuers addresses (RFC 5280 section 4.2.2.1) upwards from `last`: what browsers with repair do, and phones do not. */
export async function fetchIssuers(last: Certificate, site: Site): Promise<IssuerSearch> {
  const found: FetchedCertificate[] = [];
  let current = last;
  while (found.length < maxSteps && !isSelfSigned(current)) {
    const next = await fetchIssuer(current, site);
    if (typeof next === 'string') return { found, lookup: found.length > 0 ? 'found' : next };
    found.push(next);
    current = next.certificate;
  }
  return { found, lookup: 'found' };
}

async function fetchIssuer(child: Certificate, site: Site): Promise<FetchedCertificate | IssuerLookup> {
  const url = child.summary.caIssuers.find((address) => /^https?:\/\//i.test(address));
  if (url === undefined) return 'no-address';
  const next = await once(url, site);
  if (next === null) return 'failed';
  return isIssuedBy(child, next.certificate) ? next : 'not-issuer';
}

function once(url: string, site: Site): Promise<FetchedCertificate | null> {
  const running = site.issuers.get(url) ?? download(url, site);
  site.issuers.set(url, running);
  return running;
}

async function download(url: string, { outside, signal }: Site): Promise<FetchedCertificate | null> {
  const response = await outside.http.request({ url, timeoutMs, maxBodyBytes: maxBytes, signal });
  if (!response.ok || response.value.status !== 200 || response.value.isBodyTruncated) return null;
  const body = Buffer.from(response.value.body);
  // RFC 5280 asks for DER; some CAs publish PEM.
  const certificate =
    body[0] === 0x30 ? readCertificateText(body.toString('base64')) : readPem(body.toString('latin1'), 1)[0];
  return certificate === null || certificate === undefined ? null : { certificate, url };
}
