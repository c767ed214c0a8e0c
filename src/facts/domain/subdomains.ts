import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { target } from '../../model/target.ts';

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
/** Names that carry mail or DNS: they need not answer like a web site. */
const notWeb =
  /^(mail|smtp|imap|pop3?|mx|ns|dns|autodiscover|autoconfig|s?ftp|vpn|ssh|email|lyncdiscover|sip)\d*\.|^_/;

export default factToken<Subdomains>({
  id: 'domain/subdomains',
  target: 'zone',
  about: 'Host names found below the zone by asking for well-known names, or from an open zone transfer',
  schema,
  discovers: ({ names }) =>
    names
      .filter((each) => !notWeb.test(each.name))
      .slice(0, maxDiscovered)
      .map((each) => target('host', each.name)),
});
