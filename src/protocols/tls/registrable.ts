import { parse } from 'tldts';

const options = { allowPrivateDomains: true } as const;

/** `example.co.uk` for `www.example.co.uk`; the name itself when it has none (Public Suffix List). */
export const registrableDomain = (name: string): string => parse(name, options).domain ?? name;

/** Names directly below belong to different owners. */
export function isPublicSuffix(name: string): boolean {
  const parsed = parse(name, options);
  return parsed.publicSuffix === name && (parsed.isIcann === true || parsed.isPrivate === true);
}
