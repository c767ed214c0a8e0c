import type { FoundSecret, RepositorySecrets } from '../repository.ts';

export const sampleSecret = (over: Partial<FoundSecret> = {}): FoundSecret => ({
  rule: 'stripe-live-secret',
  title: 'Stripe live secret key',
  severity: 'blocker',
  confidence: 'likely',
  detail: null,
  path: 'src/pay.ts',
  line: 3,
  redacted: 'sk_l… (32 characters, sha256 0123456789ab)',
  fingerprint: '0123456789ab',
  commit: null,
  day: null,
  rotate: { text: 'Roll the key in the Stripe dashboard.', url: 'https://docs.stripe.com/keys#rolling-keys' },
  ...over,
});

export const sampleRepository = (over: Partial<RepositorySecrets> = {}): RepositorySecrets => ({
  isRepository: true,
  files: 120,
  tree: [],
  history: [],
  objects: 900,
  historyGap: null,
  envFiles: [],
  notLookedAt: [],
  ...over,
});
