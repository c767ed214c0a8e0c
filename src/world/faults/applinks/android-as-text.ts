import { fault } from '../../fault.ts';

export default fault({
  title: 'The file for Android is sent as text',
  requirements: ['EDGE-11'],
  breaks: (world) =>
    world
      .declare({
        mobile: {
          iosAppIds: ['A1B2C3D4E5.shop.harbormarket.app'],
          androidPackages: ['shop.harbormarket.app'],
        },
      })
      .pathHeaders('@', '/.well-known/assetlinks.json', { 'content-type': 'text/plain' }),
  expects: [{ check: 'applinks/android-file', target: 'host:harbormarket.shop', severity: 'high' }],
});
