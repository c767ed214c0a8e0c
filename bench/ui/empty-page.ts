import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A file beside the index of the web UI: the server sends it like one of its own. */
export const emptyPage = '/bench-empty.html';

const path = fileURLToPath(new URL(`../../dist/web/app${emptyPage}`, import.meta.url));
const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Empty</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"></head>
<body><main><h1>Empty</h1></main></body></html>
`;

/** The floor of every figure: there while the work goes on. */
export async function withEmptyPage<T>(work: () => Promise<T>): Promise<T> {
  writeFileSync(path, html);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}
