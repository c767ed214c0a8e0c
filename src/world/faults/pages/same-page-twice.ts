import { fault } from '../../fault.ts';

export default fault({
  title: 'The page about shipping answers at two addresses',
  requirements: ['EDGE-9'],
  breaks: (world) =>
    ['/shipping', '/delivery']
      .reduce(
        (changed, path) =>
          changed.file('@', path, {
            status: 200,
            type: 'text/html; charset=utf-8',
            body: `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>Harbor Market ${path}</title></head><body><main><h1>Shipping</h1><p>We hand every parcel to the carrier on the day you order it, as long as you order before two in the afternoon. Within the harbour it takes a day, on the islands two, and everywhere else between three and five. You get a mail with a number to follow.</p></main></body></html>`,
            headers: { 'cache-control': 'no-cache' },
          }),
        world,
      )
      .rewrite(
        '@',
        '</footer>',
        '<a href="/shipping">Shipping</a> <a href="/delivery">Delivery</a></footer>',
      ),
  expects: [{ check: 'pages/duplicates', target: 'host:harbormarket.shop', severity: 'low' }],
});
