import { domainOfAddress } from '../domain.ts';

/** A destination for reports (RFC 9989 section 4.6). */
export interface ReportUri {
  readonly uri: string;
  readonly scheme: string;
  /** For `mailto:`: the address; null for other schemes. */
  readonly address: string | null;
  /** Domain that receives; null when there is none to check. */
  readonly domain: string | null;
  /** Obsolete `!10m` suffix, ignored by RFC 9989 receivers. */
  readonly obsoleteSize: string | null;
}

const maxUris = 20;

export function parseReportUris(value: string): {
  readonly uris: readonly ReportUri[];
  readonly errors: readonly string[];
} {
  const uris: ReportUri[] = [];
  const errors: string[] = [];
  for (const piece of value.split(',').slice(0, maxUris)) {
    const uri = parseReportUri(piece.trim());
    if (typeof uri === 'string') errors.push(uri);
    else uris.push(uri);
  }
  return { uris, errors };
}

function parseReportUri(text: string): ReportUri | string {
  const match = /^([a-z][a-z0-9+.-]*):([^!\s]+)(?:!(\d+[kmgt]?))?$/i.exec(text);
  if (match === null)
    return `"${text.slice(0, 60)}" is not a URI${text.includes('@') ? ' (is "mailto:" missing?)' : ''}`;
  const [, scheme = '', rest = '', size] = match;
  const base = { uri: `${scheme}:${rest}`, scheme: scheme.toLowerCase(), obsoleteSize: size ?? null };
  if (base.scheme !== 'mailto') return { ...base, address: null, domain: hostOf(base.uri) };
  const address = percentDecoded(rest.split('?')[0] ?? '');
  const domain = domainOfAddress(address)?.toLowerCase() ?? '';
  if (!/^[^\s@]+@[a-z0-9.-]+\.[a-z0-9-]+$/i.test(address))
    return `"${text.slice(0, 60)}" holds no mail address`;
  return { ...base, address, domain };
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const hostOf = (uri: string): string | null =>
  URL.canParse(uri) ? new URL(uri).hostname.toLowerCase() || null : null;
