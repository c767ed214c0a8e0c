export interface SmtpAccount {
  readonly host: string;
  readonly port: number;
  readonly security: 'implicit' | 'starttls' | 'none';
  readonly user: string | null;
  readonly password: string | null;
  readonly from: string;
}

const plainAddress = /^[^\s@<>"(),:;\\[\]]+@[A-Za-z0-9.-]+$/;

/**
 * `smtps://user:password@host:465?from=alerts@shop.example`, `smtp://…:587?from=…` (STARTTLS is required) or `&tls=none` for a
 * relay on the same machine. Null when it is none of these.
 */
export function smtpAccount(text: string | null): SmtpAccount | null {
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  const isImplicit = url.protocol === 'smtps:';
  if (!isImplicit && url.protocol !== 'smtp:') return null;
  const from = url.searchParams.get('from') ?? decoded(url.username);
  if (url.hostname === '' || from === null || !plainAddress.test(from)) return null;
  const isPlain = url.searchParams.get('tls') === 'none';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isImplicit ? 465 : 587) : Number(url.port),
    security: isImplicit ? 'implicit' : isPlain ? 'none' : 'starttls',
    user: url.username === '' ? null : decoded(url.username),
    password: url.password === '' ? null : decoded(url.password),
    from,
  };
}

export const isMailAddress = (text: string): boolean => plainAddress.test(text) && text.length <= 254;

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
