import { fieldValues } from './fields.ts';
import type { Fields } from './fields.ts';

/** A field that only this vendor sets, and what is in it. */
interface Mark {
  readonly name: string;
  readonly field: string;
  readonly pattern: RegExp;
}

const mark = (name: string, field: string, pattern = /./): Mark => ({ name, field, pattern });

/** The vendors' documented response fields, read in November 2026; the most telling first. */
const marks: readonly Mark[] = [
  mark('Cloudflare', 'cf-ray'),
  mark('Cloudflare', 'server', /^cloudflare$/i),
  mark('Amazon CloudFront', 'x-amz-cf-id'),
  mark('Amazon CloudFront', 'via', /\(cloudfront\)/i),
  mark('Vercel', 'x-vercel-id'),
  mark('Netlify', 'x-nf-request-id'),
  mark('Fly.io', 'fly-request-id'),
  mark('Akamai', 'x-akamai-transformed'),
  mark('Akamai', 'akamai-grn'),
  mark('Akamai', 'server', /^akamaighost/i),
  mark('Azure Front Door', 'x-azure-ref'),
  mark('Google Cloud CDN', 'via', /\bgoogle\b/i),
  mark('bunny.net', 'server', /^bunnycdn/i),
  mark('bunny.net', 'cdn-requestid'),
  mark('KeyCDN', 'server', /^keycdn/i),
  mark('Imperva', 'x-iinfo'),
  mark('Sucuri', 'x-sucuri-id'),
  mark('Fastly', 'x-served-by', /^cache-[a-z]/i),
  mark('Render', 'x-render-origin-server'),
  mark('GitHub Pages', 'x-github-request-id'),
];

export interface CdnGuess {
  readonly name: string;
  /** The field that gives it away: `cf-ray: 8f…`. */
  readonly because: string;
}

/** The CDN or hosting edge that answered, by its own fields; null when none shows itself. */
export function recognisedCdn(fields: Fields): CdnGuess | null {
  for (const { name, field, pattern } of marks) {
    const value = fieldValues(fields, field).find((each) => pattern.test(each));
    if (value !== undefined) return { name, because: `${field}: ${value.slice(0, 100)}` };
  }
  return null;
}
