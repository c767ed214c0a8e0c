import { fault } from '../../fault.ts';

export default fault({
  title: 'The full name was typed into a field that adds the domain by itself',
  requirements: ['DNS-4'],
  breaks: (world) => world.zone.add('www.harbormarket.shop', 'A', ['89.187.162.20']),
  expects: [{ check: 'domain/doubled-suffix', target: 'zone:harbormarket.shop', severity: 'high' }],
});
