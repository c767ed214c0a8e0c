import type { CertificateAuthority } from '../certificates/certificate-authority.ts';
import type { WebApp } from '../edge/web-app.ts';

/** Where leaf certificates say their issuer and its revocation list are (RFC 5280 sections 4.2.2.1 and 4.2.1.13). */
export const pkiApp =
  (authority: CertificateAuthority): WebApp =>
  (request) => {
    const path = new URL(request.url).pathname;
    if (path === '/e7.cer') return binary(authority.intermediate, 'application/pkix-cert');
    if (path === '/e7.crl') return binary(authority.revocationList, 'application/pkix-crl');
    return new Response('Not found\n', { status: 404 });
  };

const binary = (bytes: Buffer, type: string): Response =>
  new Response(Uint8Array.from(bytes), {
    headers: { 'content-type': type, 'cache-control': 'public, max-age=3600' },
  });
