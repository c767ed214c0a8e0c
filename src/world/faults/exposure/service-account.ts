import { fault } from '../../fault.ts';

export default fault({
  title: 'The key of a cloud service account is served',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('api', '/service-account.json', {
      body: '{"type":"service_account","project_id":"harbor","private_key":"(left out)"}',
      type: 'application/json',
    }),
  expects: [
    { check: 'exposure/credentials-file', target: 'host:api.harbormarket.shop', severity: 'blocker' },
  ],
});
