const secondsPer: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1 };
const maxTtlSeconds = 0x7fffffff;

/** `3600`, `1h30m`, `1W`: seconds, as BIND reads them (RFC 2308 section 4 for $TTL); null for anything else. */
export function ttlSeconds(text: string): number | null {
  if (!/^(?:\d{1,10}|(?:\d{1,10}[wdhms])+)$/i.test(text) || text.length > 60) return null;
  const parts = text.toLowerCase().match(/\d+[wdhms]?/g) ?? [];
  const total = parts.reduce((sum, part) => {
    const unit = /[a-z]$/.exec(part)?.[0] ?? 's';
    return sum + Number.parseInt(part, 10) * (secondsPer[unit] ?? 1);
  }, 0);
  return total <= maxTtlSeconds ? total : null;
}
