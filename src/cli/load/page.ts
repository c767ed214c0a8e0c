import { z } from 'zod';
import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';
import { loadPage, type Mending } from '../../report/load/page.ts';
import { renderSectionsHtml } from '../../report/sections/html.ts';
import { writeFile } from '../audit/output.ts';
import { webBundle } from '../audit/render.ts';
import type { CommandContext, CommandInput } from '../command.ts';
import { gainLine } from '../db/render-terminal.ts';
import type { LoadDocument } from './document.ts';

const maxBytes = 16 * 1024 * 1024;

const figures = z.number();
const queriesSchema = z.object({
  schema: z.literal('launch-ready/db@1'),
  findings: z.array(
    z.object({
      when: z.enum(['now', 'later']),
      route: z.string().nullable(),
      title: z.string(),
      found: z.string(),
      remedy: z.string(),
      expected: z.string().nullable(),
      gain: z
        .object({
          by: z.enum(['hypothetical index', 'copy']),
          costUnit: z.enum(['cost', 'rows']).default('cost'),
          costBefore: figures,
          costAfter: figures,
          msBefore: figures.nullable(),
          msAfter: figures.nullable(),
          indexBytes: figures.nullable(),
        })
        .nullable(),
    }),
  ),
});

/** Writes the page where --html says; nothing without it. */
export async function writePage(
  context: CommandContext,
  { outside, input }: { readonly outside: Outside; readonly input: CommandInput },
  document: LoadDocument,
): Promise<void> {
  const path = input.options.text('html');
  if (path === undefined) return;
  const mend = await mendings(outside, input.options.text('queries'));
  const page = loadPage({ ...document, mend });
  const text = renderSectionsHtml(page, (await webBundle()).renderSections);
  await writeFile(context, outside, { path, text });
}

async function mendings(outside: Outside, path: string | undefined): Promise<readonly Mending[]> {
  if (path === undefined) return [];
  const text = await outside.files.readText(path, { maxBytes });
  const read = text.ok ? queriesSchema.safeParse(parsed(text.value)) : null;
  if (read?.success === true)
    return read.data.findings.map((each) => ({
      ...each,
      gain: each.gain === null ? (each.expected ?? 'not known before it is tried') : gainLine(each.gain),
    }));
  throw new UserError('LR_FILE_UNREADABLE', {
    what: `--queries ${path}: ${text.ok ? 'it is not what launch-ready db --json prints' : text.error.message}.`,
    why: 'The page would lack what to mend.',
    todo: 'Make it with: launch-ready db --json --output queries.json',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
