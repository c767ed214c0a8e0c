export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

const maxPartLength = 16_384;

/** RFC 7519 section 3: header and claims of a compact token; null when it is none. The signature is not checked. */
export function decodeJwt(token: string): Jwt | null {
  const [header, claims] = token.split('.').map(jsonPart);
  if (header === undefined || claims === undefined || header === null || claims === null) return null;
  return 'alg' in header ? { header, claims } : null;
}

function jsonPart(part: string): Readonly<Record<string, unknown>> | null {
  if (part.length > maxPartLength) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}
