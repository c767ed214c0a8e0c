import { collector } from '../../model/collector.ts';
import bimi, { type Bimi } from '../../facts/mail/bimi.ts';
import { readBimi } from '../../protocols/mail/bimi.ts';
import { ask, type Line, stopwatch } from './asking.ts';

const maxBytes = 131_072;
const timeoutMs = 8000;

/** Reads the record and fetches what it names, over https only. */
export default collector({
  yields: bimi,
  inputs: {},
  limits: { timeoutMs: 25_000 },
  async collect({ target, outside, signal }) {
    const known = stopwatch(outside);
    const line = { outside, signal };
    const domain = target.name;
    const answer = await ask(line, { name: `default._bimi.${domain}`, type: 'TXT' });
    const record = readBimi(answer.values);
    const [logo, authority] = await Promise.all([
      fetchFile(line, record?.location ?? null),
      fetchFile(line, record?.authority ?? null),
    ]);
    return known({ domain, answer, logo, authority }, `default._bimi.${domain}`);
  },
});

async function fetchFile({ outside, signal }: Line, url: string | null): Promise<Bimi['logo']> {
  if (url === null || !/^https:\/\//i.test(url) || !URL.canParse(url)) return null;
  const result = await outside.http.request({ url, timeoutMs, maxBodyBytes: maxBytes, signal });
  if (!result.ok) return { state: 'failed', message: result.error.message };
  const { status, headers, body, isBodyTruncated } = result.value;
  return {
    state: 'answered',
    status,
    contentType: headers.find(([name]) => name === 'content-type')?.[1] ?? null,
    body: Buffer.from(body).toString('utf8'),
    isCut: isBodyTruncated,
  };
}
