import { fault } from '../../fault.ts';

export default fault({
  title: 'The password file of the web server is served',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('admin', '/.htpasswd', { body: 'ines:$apr1$r31.....$HqJZimcKQFAMYayBlzkrA/\n' }),
  expects: [
    { check: 'exposure/credentials-file', target: 'host:admin.harbormarket.shop', severity: 'blocker' },
  ],
});
