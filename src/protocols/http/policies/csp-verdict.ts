import type { CspPolicy } from './csp-policy.ts';
import { sourcesOf } from './csp-policy.ts';

/** From best to worst; what a policy still lets an injected script do. */
export const cspVerdicts = [
  'no-unsafe-default-src-none',
  'no-unsafe',
  'unsafe-inline-in-style-src-only',
  'insecure-scheme-in-passive-content-only',
  'unsafe-eval',
  'insecure-scheme',
  'unsafe-inline',
  'invalid',
] as const;
export type CspVerdict = (typeof cspVerdicts)[number];

/** All policies are enforced together, so the strictest decides; null without any. */
export function cspVerdict(policies: readonly CspPolicy[]): CspVerdict | null {
  const verdicts = policies.map(verdictOf);
  return cspVerdicts.find((verdict) => verdicts.includes(verdict)) ?? null;
}

/** No directive has a shorter name than `webrtc`. */
const shortestName = 'webrtc'.length;
const broad = /^(?:\*|(?:ftp|https?|wss?|blob|filesystem):|(?:ftp|https?|wss?):\/\/\*(?:\.\*)?)$/;
const inline = new Set(["'unsafe-inline'", 'data:']);
const insecure = /^(?:ftp|http|ws):/;
const passive = new Set(['img-src', 'media-src']);
const navigation = new Set([
  'base-uri',
  'form-action',
  'frame-ancestors',
  'navigate-to',
  'report-uri',
  'report-to',
]);

function verdictOf(policy: CspPolicy): CspVerdict {
  const names = Object.keys(policy.directives);
  if (policy.repeated.length > 0 || names.every((name) => name.length < shortestName)) return 'invalid';
  const declared = sourcesOf(policy, 'script-src') ?? ['*'];
  const isTrusted = declared.some((source) => /^'(?:nonce|sha\d+)-/.test(source));
  if (declared.includes("'strict-dynamic'") && !isTrusted) return 'invalid';
  const scripts = effective(declared);
  const objects = sourcesOf(policy, 'object-src') ?? ['*'];
  if (scripts.some(isBroad) || scripts.some((each) => inline.has(each)) || objects.some(isBroad))
    return 'unsafe-inline';
  if (names.some((name) => isActive(name) && sources(policy, name).some((each) => insecure.test(each))))
    return 'insecure-scheme';
  const styles = effective(sourcesOf(policy, 'style-src') ?? ['*']);
  if ([...scripts, ...styles].includes("'unsafe-eval'")) return 'unsafe-eval';
  if ([...passive].some((name) => (sourcesOf(policy, name) ?? []).some((each) => insecure.test(each))))
    return 'insecure-scheme-in-passive-content-only';
  if (styles.some((each) => inline.has(each) || isBroad(each))) return 'unsafe-inline-in-style-src-only';
  const fallback = sources(policy, 'default-src');
  return fallback.length === 1 && fallback[0] === "'none'" ? 'no-unsafe-default-src-none' : 'no-unsafe';
}

const sources = (policy: CspPolicy, name: string): readonly string[] => policy.directives[name] ?? [];
const isBroad = (source: string): boolean => broad.test(source);
const isActive = (name: string): boolean => !passive.has(name) && !navigation.has(name);

/** What browsers of CSP3 use: a nonce or hash switches off 'unsafe-inline', strict-dynamic switches off hosts. */
function effective(all: readonly string[]): readonly string[] {
  const isTrusted = all.some((source) => /^'(?:nonce|sha\d+)-/.test(source));
  if (!isTrusted) return all;
  const withoutInline = all.filter((source) => source !== "'unsafe-inline'");
  return all.includes("'strict-dynamic'")
    ? withoutInline.filter((source) => source.startsWith("'"))
    : withoutInline;
}
