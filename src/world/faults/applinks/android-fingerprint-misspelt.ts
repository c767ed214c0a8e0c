import { fault } from '../../fault.ts';

export default fault({
  title: 'The fingerprint for Android is that of SHA-1',
  requirements: ['EDGE-11'],
  breaks: (world) =>
    world.file('@', '/.well-known/assetlinks.json', {
      status: 200,
      type: 'application/json',
      body: JSON.stringify([
        {
          relation: ['delegate_permission/common.handle_all_urls'],
          target: {
            namespace: 'android_app',
            package_name: 'shop.harbormarket.app',
            sha256_cert_fingerprints: [Array.from({ length: 20 }, () => '4F').join(':')],
          },
        },
      ]),
      headers: { 'cache-control': 'public, max-age=3600' },
    }),
  expects: [{ check: 'applinks/android-apps', target: 'host:harbormarket.shop', severity: 'high' }],
});
