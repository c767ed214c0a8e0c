import { factToken } from '../../model/fact.ts';
import { endpointSchema, type Endpoint } from '../../protocols/tls/endpoint.ts';

export type { Endpoint };

export default factToken<Endpoint>({
  id: 'tls/endpoint',
  target: 'host',
  about: 'What each address of a host answers to TLS on port 443: certificates, versions, ciphers, groups',
  schema: endpointSchema,
});
