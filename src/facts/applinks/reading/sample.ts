import type { AskedAppLinks, LinkFile } from '../files.ts';

const host = 'shop.test';
const healthy = (name: string): LinkFile => ({
  url: `https://${host}/.well-known/${name}`,
  status: 200,
  error: null,
  location: null,
  mediaType: 'application/json',
  bodyBytes: 400,
  isTrusted: true,
});

/** Both files as they should be, for tests of checks. */
export const sampleLinks = (
  apple: Partial<AskedAppLinks['apple']> = {},
  android: Partial<AskedAppLinks['android']> = {},
): AskedAppLinks => ({
  isAsked: true,
  apple: {
    ...healthy('apple-app-site-association'),
    content: { appIds: ['A1B2C3D4E5.test.shop'], rules: 1, problems: [] },
    ...apple,
  },
  android: {
    ...healthy('assetlinks.json'),
    content: { packages: ['test.shop'], problems: [] },
    ...android,
  },
});

export const missing = { status: 404, content: null, mediaType: 'text/html' } as const;
export const silent = { status: null, content: null, error: 'timed out' } as const;
