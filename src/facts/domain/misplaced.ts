import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { recordSchema } from '../../protocols/zone/answers.ts';

const schema = z.object({
  /** Records that stand below the zone's name written twice. */
  doubled: z.array(recordSchema),
  /** TXT records at the names mail reads: the apex, `_dmarc`, `_mta-sts`, `_smtp._tls`, `default._bimi`. */
  texts: z.array(recordSchema),
  asked: z.array(z.string()),
  unsettled: z.array(z.string()),
});

export type Misplaced = z.infer<typeof schema>;

export default factToken<Misplaced>({
  id: 'domain/misplaced',
  target: 'zone',
  about: 'Records under a doubled name, and the texts at the names where pasting goes wrong',
  schema,
});
