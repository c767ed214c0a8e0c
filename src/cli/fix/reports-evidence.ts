import { z } from 'zod';
import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';
import { readOptionFile } from '../network-options.ts';

const schema = z.object({
  schema: z.literal('launch-ready/mail-reports@1'),
  domains: z.array(
    z.looseObject({
      domain: z.string(),
      published: z.looseObject({ record: z.string().nullable() }),
      ladder: z.looseObject({
        current: z.string(),
        next: z.string(),
        isReady: z.boolean(),
        blockers: z.array(z.string()),
        record: z.string(),
        messages: z.number(),
      }),
    }),
  ),
});

export type ReportsEvidence = z.infer<typeof schema>['domains'];

/** What `launch-ready mail reports --json` printed. */
export async function readReports(outside: Outside, path: string): Promise<ReportsEvidence> {
  const text = await readOptionFile(outside, '--reports', path);
  try {
    return schema.parse(JSON.parse(text)).domains;
  } catch {
    throw new UserError('LR_REPORTS_INVALID', {
      what: `--reports ${path} is not what launch-ready mail reports --json prints.`,
      why: 'A DMARC policy is tightened on evidence only.',
      todo: 'Make it with: launch-ready mail reports <folder> --json > reports.json',
    });
  }
}
