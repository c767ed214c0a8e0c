import { z } from 'zod';
import { impacts, severities, stages } from '../../model/check.ts';

/** The small shapes findings, reports and facts files share. */
export const targetSchema = z
  .object({
    kind: z.enum(['site', 'zone', 'host', 'page', 'mailDomain', 'repository', 'database', 'endpoint']),
    name: z.string(),
  })
  .meta({ id: 'target', description: 'What a fact or a finding is about.' });

export const severitySchema = z.enum(severities);
export const impactSchema = z.enum(impacts);
export const stageSchema = z.enum(stages);
export const momentSchema = z.number().int().describe('Milliseconds since 1970-01-01T00:00:00Z.');
export const digestSchema = z.string().regex(/^[0-9a-f]{64}$/);

export const waiverSchema = z
  .object({
    check: z.string(),
    target: z.string().nullable(),
    owner: z.string(),
    reason: z.string(),
    until: z.string().describe('ISO date; the finding returns the day after.'),
  })
  .meta({ id: 'waiver', description: 'An accepted risk.' });
