import { fault } from '../../fault.ts';

export default fault({
  title: 'The file for iOS is redirected, which phones do not follow',
  requirements: ['EDGE-11'],
  breaks: (world) =>
    world
      .declare({
        mobile: {
          iosAppIds: ['A1B2C3D4E5.shop.harbormarket.app'],
          androidPackages: ['shop.harbormarket.app'],
        },
      })
      .redirect('@', { from: '/.well-known/apple-app-site-association', to: '/app/association.json' }),
  expects: [{ check: 'applinks/apple-file', target: 'host:harbormarket.shop', severity: 'high' }],
});
