/** What an ordinary browser sends with a click on a link, in its own order. Facts of the browsers' behaviour, November 2026. */
export interface BrowserFingerprint {
  readonly name: string;
  readonly headers: readonly (readonly [string, string])[];
}

const chromeMajor = '150';
const brands = `"Chromium";v="${chromeMajor}", "Google Chrome";v="${chromeMajor}", "Not-A.Brand";v="24"`;
const chromeAccept =
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7';
const plainAccept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const encodings = 'gzip, deflate, br';

const chrome = (
  name: string,
  agent: string,
  hints: { readonly isMobile: boolean; readonly platform: string },
): BrowserFingerprint => ({
  name,
  headers: [
    ['sec-ch-ua', brands],
    ['sec-ch-ua-mobile', hints.isMobile ? '?1' : '?0'],
    ['sec-ch-ua-platform', `"${hints.platform}"`],
    ['Upgrade-Insecure-Requests', '1'],
    ['User-Agent', agent],
    ['Accept', chromeAccept],
    ['Sec-Fetch-Site', 'none'],
    ['Sec-Fetch-Mode', 'navigate'],
    ['Sec-Fetch-User', '?1'],
    ['Sec-Fetch-Dest', 'document'],
    ['Accept-Encoding', `${encodings}, zstd`],
    ['Accept-Language', 'en-US,en;q=0.9'],
  ],
});

const safari = (name: string, agent: string): BrowserFingerprint => ({
  name,
  headers: [
    ['Sec-Fetch-Dest', 'document'],
    ['User-Agent', agent],
    ['Accept', plainAccept],
    ['Sec-Fetch-Site', 'none'],
    ['Sec-Fetch-Mode', 'navigate'],
    ['Accept-Language', 'en-US,en;q=0.9'],
    ['Priority', 'u=0, i'],
    ['Accept-Encoding', encodings],
  ],
});

export const browsers: readonly BrowserFingerprint[] = [
  chrome(
    'Chrome on Windows',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${chromeMajor}.0.0.0 Safari/537.36`,
    { isMobile: false, platform: 'Windows' },
  ),
  chrome(
    'Chrome on Android',
    `Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${chromeMajor}.0.0.0 Mobile Safari/537.36`,
    { isMobile: true, platform: 'Android' },
  ),
  safari(
    'Safari on iPhone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1',
  ),
  safari(
    'Safari on Mac',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15',
  ),
  {
    name: 'Firefox on Windows',
    headers: [
      ['User-Agent', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0'],
      ['Accept', plainAccept],
      ['Accept-Language', 'en-US,en;q=0.5'],
      ['Accept-Encoding', `${encodings}, zstd`],
      ['Upgrade-Insecure-Requests', '1'],
      ['Sec-Fetch-Dest', 'document'],
      ['Sec-Fetch-Mode', 'navigate'],
      ['Sec-Fetch-Site', 'none'],
      ['Sec-Fetch-User', '?1'],
      ['Priority', 'u=0, i'],
    ],
  },
];
