import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { serverNameSchema, serverSchema } from '../../protocols/zone/servers.ts';

const schema = z.object({
  zone: z.string(),
  names: z.array(serverNameSchema),
  servers: z.array(serverSchema),
  /** The name asked to see whether a server looks things up for strangers. */
  recursionName: z.string(),
});

export type Servers = z.infer<typeof schema>;

export default factToken<Servers>({
  id: 'domain/servers',
  target: 'zone',
  about: 'Every name server of the zone, and what each of its addresses says about the zone over UDP and TCP',
  schema,
});
