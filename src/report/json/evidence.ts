import { z } from 'zod';

const node = z
  .object({
    label: z.string(),
    note: z.string().exactOptional(),
    get children() {
      return z.array(node);
    },
  })
  .meta({ id: 'evidenceNode' });

export const evidenceSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('note'), text: z.string() }),
    z.object({ kind: z.literal('lines'), title: z.string(), lines: z.array(z.string()) }),
    z.object({
      kind: z.literal('table'),
      title: z.string(),
      columns: z.array(z.string()),
      rows: z.array(z.array(z.string())),
    }),
    z.object({ kind: z.literal('tree'), title: z.string(), root: node }),
  ])
  .meta({ id: 'evidence', description: 'What a statement was made from: bounded and redacted.' });
