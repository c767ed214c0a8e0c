import { fault } from '../../fault.ts';

export default fault({
  title: 'The file for iOS was not deployed',
  requirements: ['EDGE-11'],
  breaks: (world) =>
    world
      .declare({
        mobile: {
          iosAppIds: ['A1B2C3D4E5.shop.harbormarket.app'],
          androidPackages: ['shop.harbormarket.app'],
        },
      })
      .file('@', '/.well-known/apple-app-site-association', {
        status: 404,
        type: 'text/plain',
        body: 'Not found',
      }),
  expects: [{ check: 'applinks/apple-file', target: 'host:harbormarket.shop', severity: 'high' }],
});
