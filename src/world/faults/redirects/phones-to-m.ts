import { fault } from '../../fault.ts';

export default fault({
  title: 'Phones are sent to a separate host',
  requirements: ['EDGE-2'],
  breaks: (world) =>
    world
      .redirect('@', { from: '/', to: 'https://m.harbormarket.shop/', status: 302, agent: 'iphone' })
      .addHost('m', 'empty')
      .zone.add('m', 'A', ['89.187.162.20'])
      .zone.add('m', 'AAAA', ['2a02:6ea0:c700::20'])
      .declareHost('m', { role: 'app', purpose: 'Phones' }),
  expects: [{ check: 'redirects/phone-host', target: 'host:harbormarket.shop', severity: 'medium' }],
});
