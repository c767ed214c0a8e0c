import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import lighthouse from 'lighthouse';
import { launchBrowser } from '../../test/real/browser-lab.ts';

/** Of pages nobody should find by searching, `seo` says nothing. */
const categories = ['performance', 'accessibility', 'best-practices'];

/** Lighthouse's scores of 100 by category, as its own command gives them: a slow phone, simulated. */
export async function lighthouseScores(
  url: string,
  cookie: string | null,
): Promise<readonly (readonly [category: string, score: number])[]> {
  const port = await freePort();
  const browser = await launchBrowser([`--remote-debugging-port=${port}`]);
  try {
    const headers = cookie === null ? {} : { extraHeaders: { cookie } };
    const result = await lighthouse(url, { port, onlyCategories: categories, logLevel: 'error', ...headers });
    return Object.values(result?.lhr.categories ?? {}).map(({ id, score }) => [
      id,
      Math.round((score ?? 0) * 100),
    ]);
  } finally {
    await browser.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
