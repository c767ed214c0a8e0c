import { z } from 'zod';
import { comparisonSchema } from './comparison-schema.ts';
import { dbSchema } from './db-schema.ts';
import { factsSchema } from './facts-schema.ts';
import { findingSchema } from './finding.ts';
import { loadSchema } from './load-schema.ts';
import { mailReportsSchema } from './mail-reports-schema.ts';
import { reportSchema } from './schema.ts';

const published = {
  'report.schema.json': ['A Launch Ready report', reportSchema],
  'facts.schema.json': ['The facts one Launch Ready run collected', factsSchema],
  'findings.schema.json': ['A list of findings', z.array(findingSchema)],
  'mail-reports.schema.json': ['What mail reports say about who sends as you', mailReportsSchema],
  'comparison.schema.json': ['What changed between two Launch Ready reports', comparisonSchema],
  'load.schema.json': ['What a load test measured', loadSchema],
  'db.schema.json': ['What a live database does for each request', dbSchema],
} as const;

/** Text of every file in `schemas/` that this room publishes, by file name. JSON Schema draft 2020-12. */
export function publishedSchemas(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(published).map(([name, [title, schema]]) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
      const id = `urn:launch-ready:schema:${name}`;
      return [name, `${JSON.stringify({ $schema, $id: id, title, ...rest }, null, 2)}\n`];
    }),
  );
}
