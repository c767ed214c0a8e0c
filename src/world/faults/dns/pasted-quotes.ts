import { fault } from '../../fault.ts';

export default fault({
  title: 'A proof of ownership was pasted with its quotation marks',
  requirements: ['DNS-4'],
  breaks: (world) => world.zone.add('@', 'TXT', [String.raw`"\"site-verification=7f2b91c04d\""`]),
  expects: [{ check: 'domain/pasted-quotes', target: 'zone:harbormarket.shop', severity: 'high' }],
});
