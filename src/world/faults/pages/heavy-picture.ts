import { fault } from '../../fault.ts';

export default fault({
  title: 'The start page loads a picture straight from the camera',
  requirements: ['PERF-4'],
  breaks: (world) =>
    world
      .file('@', '/pictures/quay.jpg', {
        status: 200,
        type: 'image/jpeg',
        body: 'quay'.repeat(600_000),
        headers: { 'cache-control': 'public, max-age=604800', etag: '"quay-1"' },
      })
      .rewrite('@', '</main>', '<img src="/pictures/quay.jpg" alt="" width="1200" height="800"></main>'),
  expects: [{ check: 'pages/payload', target: 'host:harbormarket.shop', severity: 'medium' }],
});
