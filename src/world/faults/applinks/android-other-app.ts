import { fault } from '../../fault.ts';

export default fault({
  title: 'The file for Android names the app of the beta',
  requirements: ['EDGE-11'],
  breaks: (world) =>
    world.declare({ mobile: { iosAppIds: [], androidPackages: ['shop.harbormarket.store'] } }),
  expects: [{ check: 'applinks/android-apps', target: 'host:harbormarket.shop', severity: 'high' }],
});
