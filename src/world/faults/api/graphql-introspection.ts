import { fault } from '../../fault.ts';

export default fault({
  title: 'GraphQL describes itself to strangers',
  requirements: ['OWASP-1', 'EDGE-8'],
  breaks: (world) =>
    world.file('api', '/graphql', {
      body: '{"data":{"__schema":{"queryType":{"name":"Query"},"types":[{"name":"Member"},{"name":"Refund"}]}}}',
      type: 'application/json',
    }),
  expects: [{ check: 'api/graphql-introspection', target: 'host:api.harbormarket.shop', severity: 'medium' }],
});
