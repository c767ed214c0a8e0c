import { fault } from '../../fault.ts';

export default fault({
  title: 'A picture is not on the server',
  requirements: ['EDGE-9'],
  breaks: (world) =>
    world.rewrite('@', '</main>', '<img src="/pictures/quay.png" alt="" width="10" height="10"></main>'),
  expects: [{ check: 'pages/broken-files', target: 'host:harbormarket.shop', severity: 'medium' }],
});
