import type { SecretFinding } from './finding.ts';

/** Findings somebody has looked at: named by rule and fingerprint, so that they stay known when lines and files move. */
export interface BaselineEntry {
  readonly rule: string;
  readonly fingerprint: string;
  /** Where it was when it was accepted; for the reader only. */
  readonly path: string;
  readonly reason: string;
}

const maxEntries = 100_000;

/** The entries, or what is wrong with the file. */
export function parseBaseline(text: string): readonly BaselineEntry[] | string {
  try {
    const value: unknown = JSON.parse(text);
    if (
      !isRecord(value) ||
      value['schema'] !== 'launch-ready/secrets-baseline@1' ||
      !Array.isArray(value['entries'])
    )
      return 'it is no baseline of this program';
    const entries: readonly unknown[] = value['entries'];
    if (entries.length > maxEntries) return `it has more than ${maxEntries} entries`;
    const bad = entries.findIndex((entry) => !isEntry(entry));
    return bad === -1
      ? (entries as readonly BaselineEntry[])
      : `entry ${bad + 1} lacks rule, fingerprint, path or reason`;
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : 'it is not JSON';
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const isEntry = (value: unknown): boolean =>
  isRecord(value) && ['rule', 'fingerprint', 'path', 'reason'].every((key) => typeof value[key] === 'string');

export const baselineKey = (entry: { readonly rule: string; readonly fingerprint: string }): string =>
  `${entry.rule} ${entry.fingerprint}`;

export function baselineText(findings: readonly SecretFinding[], reason: string): string {
  const entries = new Map(
    findings.map(({ rule, fingerprint, path }) => [
      `${rule} ${fingerprint}`,
      { rule, fingerprint, path, reason },
    ]),
  );
  const sorted = [...entries.values()].toSorted((a, b) => (baselineKey(a) < baselineKey(b) ? -1 : 1));
  return `${JSON.stringify({ schema: 'launch-ready/secrets-baseline@1', entries: sorted }, null, 2)}\n`;
}
