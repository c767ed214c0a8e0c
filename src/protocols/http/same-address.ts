/** One page, one address: what RFC 3986 section 6.2 calls equivalent after normalisation, fragment left out. */
export function isSameAddress(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

function normal(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  url.hash = '';
  return url.href;
}
