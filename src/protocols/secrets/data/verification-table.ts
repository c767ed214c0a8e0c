/** How a vendor tells whether a key works: one harmless read of its published API. `{}` stands for the secret. */
export interface VerificationRow {
  readonly rules: readonly string[];
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  /** Where the answer is in the body and not in the status: text that only a working key gets. */
  readonly liveText?: string;
  readonly source: string;
}

const bearer = ['authorization', 'Bearer {}'] as const;

export const verificationRows: readonly VerificationRow[] = [
  {
    rules: ['github-pat', 'github-fine-grained-pat', 'github-oauth', 'github-user-token'],
    url: 'https://api.github.com/user',
    headers: [bearer],
    source: 'https://docs.github.com/rest/users/users#get-the-authenticated-user',
  },
  {
    rules: ['gitlab-pat'],
    url: 'https://gitlab.com/api/v4/personal_access_tokens/self',
    headers: [['private-token', '{}']],
    source: 'https://docs.gitlab.com/api/personal_access_tokens/',
  },
  {
    rules: ['stripe-live-secret', 'stripe-live-restricted', 'stripe-test-secret'],
    url: 'https://api.stripe.com/v1/balance',
    headers: [bearer],
    source: 'https://docs.stripe.com/api/balance/balance_retrieve',
  },
  {
    rules: ['slack-bot-token', 'slack-user-token'],
    url: 'https://slack.com/api/auth.test',
    headers: [bearer],
    liveText: '"ok":true',
    source: 'https://docs.slack.dev/reference/methods/auth.test',
  },
  {
    rules: ['sendgrid-key'],
    url: 'https://api.sendgrid.com/v3/scopes',
    headers: [bearer],
    source: 'https://www.twilio.com/docs/sendgrid/api-reference/api-key-permissions',
  },
  {
    rules: ['openai-key', 'openai-project-key'],
    url: 'https://api.openai.com/v1/models',
    headers: [bearer],
    source: 'https://platform.openai.com/docs/api-reference/models/list',
  },
  {
    rules: ['anthropic-key'],
    url: 'https://api.anthropic.com/v1/models',
    headers: [
      ['x-api-key', '{}'],
      ['anthropic-version', '2023-06-01'],
    ],
    source: 'https://docs.anthropic.com/en/api/models-list',
  },
  {
    rules: ['huggingface-token'],
    url: 'https://huggingface.co/api/whoami-v2',
    headers: [bearer],
    source: 'https://huggingface.co/docs/hub/api',
  },
  {
    rules: ['digitalocean-pat'],
    url: 'https://api.digitalocean.com/v2/account',
    headers: [bearer],
    source: 'https://docs.digitalocean.com/reference/api/',
  },
  {
    rules: ['cloudflare-user-token', 'cloudflare-token'],
    url: 'https://api.cloudflare.com/client/v4/user/tokens/verify',
    headers: [bearer],
    source: 'https://developers.cloudflare.com/api/resources/user/subresources/tokens/methods/verify/',
  },
  {
    rules: ['groq-key'],
    url: 'https://api.groq.com/openai/v1/models',
    headers: [bearer],
    source: 'https://console.groq.com/docs/api-reference#models',
  },
  {
    rules: ['replicate-token'],
    url: 'https://api.replicate.com/v1/account',
    headers: [bearer],
    source: 'https://replicate.com/docs/reference/http#account.get',
  },
  {
    rules: ['openrouter-key'],
    url: 'https://openrouter.ai/api/v1/key',
    headers: [bearer],
    source: 'https://openrouter.ai/docs/api-reference/limits',
  },
  {
    rules: ['netlify-token', 'netlify-legacy-token'],
    url: 'https://api.netlify.com/api/v1/user',
    headers: [bearer],
    source: 'https://open-api.netlify.com/',
  },
  {
    rules: ['vercel-token', 'vercel-prefixed-token'],
    url: 'https://api.vercel.com/v2/user',
    headers: [bearer],
    source: 'https://vercel.com/docs/rest-api/reference/endpoints/user',
  },
  {
    rules: ['heroku-key', 'heroku-legacy-key'],
    url: 'https://api.heroku.com/account',
    headers: [bearer, ['accept', 'application/vnd.heroku+json; version=3']],
    source: 'https://devcenter.heroku.com/articles/platform-api-reference#account',
  },
  {
    rules: ['render-key'],
    url: 'https://api.render.com/v1/owners?limit=1',
    headers: [bearer],
    source: 'https://api-docs.render.com/reference/list-owners',
  },
  {
    rules: ['hetzner-token'],
    url: 'https://api.hetzner.cloud/v1/locations',
    headers: [bearer],
    source: 'https://docs.hetzner.cloud/',
  },
  {
    rules: ['notion-token'],
    url: 'https://api.notion.com/v1/users/me',
    headers: [bearer, ['notion-version', '2022-06-28']],
    source: 'https://developers.notion.com/reference/get-self',
  },
  {
    rules: ['airtable-pat'],
    url: 'https://api.airtable.com/v0/meta/whoami',
    headers: [bearer],
    source: 'https://airtable.com/developers/web/api/get-user-id-scopes',
  },
  {
    rules: ['figma-token'],
    url: 'https://api.figma.com/v1/me',
    headers: [['x-figma-token', '{}']],
    source: 'https://www.figma.com/developers/api#users-endpoints',
  },
  {
    rules: ['postman-key'],
    url: 'https://api.getpostman.com/me',
    headers: [['x-api-key', '{}']],
    source: 'https://learning.postman.com/docs/developer/postman-api/',
  },
  {
    rules: ['sentry-user-token'],
    url: 'https://sentry.io/api/0/',
    headers: [bearer],
    source: 'https://docs.sentry.io/api/auth/',
  },
  {
    rules: ['telegram-bot-token'],
    url: 'https://api.telegram.org/bot{}/getMe',
    headers: [],
    source: 'https://core.telegram.org/bots/api#getme',
  },
  {
    rules: ['brevo-key'],
    url: 'https://api.brevo.com/v3/account',
    headers: [['api-key', '{}']],
    source: 'https://developers.brevo.com/reference/getaccount',
  },
  {
    rules: ['resend-key'],
    url: 'https://api.resend.com/domains',
    headers: [bearer],
    source: 'https://resend.com/docs/api-reference/domains/list-domains',
  },
  {
    rules: ['supabase-access-token'],
    url: 'https://api.supabase.com/v1/organizations',
    headers: [bearer],
    source: 'https://supabase.com/docs/reference/api/v1-list-all-organizations',
  },
  {
    rules: ['doppler-token'],
    url: 'https://api.doppler.com/v3/me',
    headers: [bearer],
    source: 'https://docs.doppler.com/reference/auth-me',
  },
];
