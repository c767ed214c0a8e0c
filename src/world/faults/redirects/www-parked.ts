import { fault } from '../../fault.ts';

export default fault({
  title: 'www leads to the parking page of the domain seller',
  requirements: ['EDGE-2'],
  breaks: (world) =>
    world
      .redirect('www', {
        from: '/*',
        to: 'https://www.name-parking.net/harbormarket',
        scheme: 'both',
        keepsQuery: false,
      })
      .addThirdParty('name-parking.net', 'www A 139.162.130.60')
      .addHost('www.name-parking.net.', 'empty'),
  expects: [{ check: 'redirects/foreign-host', target: 'host:www.harbormarket.shop', severity: 'high' }],
});
