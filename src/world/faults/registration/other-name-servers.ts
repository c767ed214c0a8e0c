import { fault } from '../../fault.ts';

export default fault({
  title: 'The registrar lists name servers that are not in use yet',
  requirements: ['AUD-7'],
  breaks: (world) => world.registration({ nameServers: ['dina.cloud-dns.net', 'hugo.cloud-dns.net'] }),
  expects: [
    { check: 'domain/registration-name-servers', target: 'zone:harbormarket.shop', severity: 'high' },
  ],
});
