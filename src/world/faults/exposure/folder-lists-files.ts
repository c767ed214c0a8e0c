import { fault } from '../../fault.ts';

export default fault({
  title: 'The upload folder lists its files',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('@', '/uploads/', {
      body: '<html><head><title>Index of /uploads/</title></head><body><h1>Index of /uploads/</h1><a href="../">../</a><a href="invoice-1001.pdf">invoice-1001.pdf</a></body></html>',
      type: 'text/html; charset=utf-8',
    }),
  expects: [{ check: 'exposure/directory-list', target: 'host:harbormarket.shop', severity: 'medium' }],
});
