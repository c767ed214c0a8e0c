import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const selector = z.object({
  selector: z.string(),
  /** `selector._domainkey.domain` */
  name: z.string(),
  origin: z.enum(['declared', 'probed']),
  status: z.enum(['found', 'nodata', 'nxdomain', 'failure']),
  /** CNAME targets followed, in order. */
  aliases: z.array(z.string()).readonly(),
  texts: z.array(z.string()).readonly(),
  reason: z.string().exactOptional(),
});

const schema = z.object({
  domain: z.string(),
  /** Does `_domainkey.<domain>` exist? `absent` proves that there is no selector at all (RFC 8020). */
  tree: z.enum(['exists', 'absent', 'unknown']),
  /** What a made-up selector gives. */
  wildcard: selector.nullable(),
  /** Declared ones always; probed ones only where something was found. */
  selectors: z.array(selector).readonly(),
  probed: z.number(),
  /** Probed selectors that got no answer. */
  unanswered: z.array(z.string()).readonly(),
});

export type DkimSelector = z.infer<typeof selector>;
export type DkimKeys = z.infer<typeof schema>;

export default factToken<DkimKeys>({
  id: 'mail/dkim-keys',
  target: 'mailDomain',
  about: 'The DKIM keys found under the declared and the usual selectors, and whether there can be others',
  schema,
});
