import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { target } from '../../model/target.ts';
import { isServiceName } from '../../protocols/zone/data/well-known-labels.ts';

const name = z.object({
  name: z.string(),
  /** How we came to know it. */
  origin: z.enum(['well-known', 'transfer']),
  addresses: z.array(z.string()),
  aliases: z.array(z.string()),
  /** The alias leads to a name that does not exist. */
  isDangling: z.boolean(),
});

const schema = z.object({
  names: z.array(name),
  asked: z.number(),
  /** Names nobody could tell about. */
  unsettled: z.array(z.string()),
});

export type Subdomains = z.infer<typeof schema>;
export type Subdomain = z.infer<typeof name>;

const maxDiscovered = 25;
export default factToken<Subdomains>({
  id: 'domain/subdomains',
  target: 'zone',
  about: 'Host names found below the zone by asking for well-known names, or from an open zone transfer',
  schema,
  discovers: ({ names }) =>
    names
      .filter((each) => !isServiceName(each.name))
      .slice(0, maxDiscovered)
      .map((each) => target('host', each.name)),
});
