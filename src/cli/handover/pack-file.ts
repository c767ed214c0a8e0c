import { join } from 'node:path';
import { z } from 'zod';
import { unixMs } from '../../model/brand.ts';
import { UserError } from '../../model/error.ts';
import { handoverSchema, type Handover } from '../../model/handover.ts';
import type { Outside } from '../../model/outside.ts';
import type { CommandInput } from '../command.ts';
import { packFolder } from './options.ts';

const maxBytes = 64 * 1024 * 1024;

/** The pack written earlier. Throws UserError LR_HANDOVER_MISSING when it is not there or not a pack. */
export async function readPack(outside: Outside, input: CommandInput): Promise<Handover> {
  const path = join(input.options.text('folder') ?? packFolder, 'handover.json');
  const text = await outside.files.readText(path, { maxBytes });
  const pack = text.ok ? packOf(text.value) : null;
  if (pack !== null) return pack;
  throw new UserError('LR_HANDOVER_MISSING', {
    what: `${path}: ${text.ok ? 'this is no handover pack of this version' : text.error.message}`,
    why: 'What was handed over is compared with what is seen now.',
    todo: 'Make one with: launch-ready handover, or name its folder with --folder.',
  });
}

const moment = z.number().transform(unixMs).nullable();
const line = z.object({
  id: z.string(),
  cells: z.array(z.string()),
  origin: z.enum(['measured', 'read', 'asked', 'derived']),
  state: z.enum(['good', 'bad', 'unknown', 'missing', 'old', 'plain']),
  at: moment,
  by: z.string().nullable(),
  rerun: z.string().nullable(),
});
const block = z.object({ title: z.string(), columns: z.array(z.string()), lines: z.array(line) });
const schema = z.object({
  schema: z.literal(handoverSchema),
  tool: z.string(),
  product: z.string(),
  domain: z.string(),
  createdAt: z.number().transform(unixMs),
  measuredAt: z.number().transform(unixMs),
  verdict: z.enum(['ship', 'ship with fixes', 'pause', 'could not look']),
  headline: z.string(),
  contradictions: z.array(line),
  sections: z.array(
    z.object({ id: z.string(), title: z.string(), about: z.string(), blocks: z.array(block) }),
  ),
  questions: z.array(z.object({ id: z.string(), question: z.string(), section: z.string() })),
  calendar: z.array(
    z.object({
      id: z.string(),
      at: z.number().transform(unixMs),
      title: z.string(),
      about: z.string(),
    }),
  ),
  factsDigest: z.string(),
});

/** An edited pack is read and compared, not trusted. */
function packOf(text: string): Handover | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
