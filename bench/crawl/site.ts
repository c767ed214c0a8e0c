import { createServer } from 'node:http';

/** A site of 2,000 pages of about 8 kB with 20 links each, in a process of its own; says its port on standard output. */
const pages = 2000;
const words = 'harbour rope sail tide lamp net salt knot quay boat mast buoy anchor pilot ferry dock'.split(
  ' ',
);

function body(index: number): string {
  const links = Array.from({ length: 20 }, (_, step) => (index * 7 + step * step + step + 1) % pages)
    .map((to) => `<li><a href="/p/${name(to)}">Page ${to}</a></li>`)
    .join('\n');
  const text = Array.from({ length: 900 }, (_, at) => words[(index * 31 + at * at) % words.length]).join(' ');
  return (
    `<!doctype html><html lang="en"><head><title>Page ${index}</title><link rel="canonical" href="/p/${name(index)}">` +
    `<meta name="description" content="Page ${index}"><script src="/app.js" defer></script></head>` +
    `<body><h1>Page ${index}</h1><ul>${links}</ul><p>${text}</p><img src="/logo.svg" alt=""></body></html>`
  );
}

/** Letters only: numbers would look like a calendar. */
function name(index: number): string {
  return index.toString(26).replaceAll(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
}

const byPath = new Map(Array.from({ length: pages }, (_, index) => [`/p/${name(index)}`, body(index)]));
const server = createServer((request, response) => {
  const page = request.url === '/' ? byPath.get('/p/a') : byPath.get(request.url ?? '');
  response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(page ?? 'Not found');
});
server.listen(0, '127.0.0.1', () => {
  const place = server.address();
  process.stdout.write(`${typeof place === 'object' && place !== null ? place.port : 0}\n`);
});
process.stdin.once('end', () => process.exit(0)).resume();
