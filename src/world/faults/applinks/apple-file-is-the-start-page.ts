import { fault } from '../../fault.ts';

export default fault({
  title: 'The file for iOS is the start page of a single-page app',
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
        status: 200,
        type: 'text/html; charset=utf-8',
        body: '<!doctype html><html lang="en"><title>Harbor Market</title>',
        headers: { 'cache-control': 'no-cache' },
      }),
  expects: [{ check: 'applinks/apple-file', target: 'host:harbormarket.shop', severity: 'high' }],
});
