import type { z } from 'zod';
import type { Severity } from '../../model/check.ts';

/** One known hole in a package that is installed. */
export interface Advisory {
  readonly name: string;
  readonly title: string;
  readonly severity: Severity;
  /** A version without it exists. */
  readonly isFixable: boolean;
}

const severities: Readonly<Record<string, Severity>> = {
  critical: 'blocker',
  high: 'high',
  moderate: 'medium',
  medium: 'medium',
  low: 'low',
  info: 'low',
  unknown: 'medium',
};
export const severityOf = (text: string | null | undefined): Severity =>
  severities[(text ?? 'unknown').toLowerCase()] ?? 'medium';
export const maxAdvisories = 1_000;

export function parsed<T>(text: string, schema: z.ZodType<T>): T | null {
  try {
    const result = schema.safeParse(JSON.parse(text) as unknown);
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}

/** A range of versions with an upper end: what comes after it is free of the hole. */
export const hasUpperEnd = (range: string | undefined): boolean =>
  range !== undefined && range.split('||').every((part) => /<|^\s*=?\s*v?\d/.test(part));
