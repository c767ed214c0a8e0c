/**
 * One kind of answer a vendor publishes: the status and what stands at a dotted path of its JSON body. Without `says` anything but
 * null may stand there; without `at` any JSON object or list will do.
 */
export interface VendorAnswer {
  readonly means: 'works' | 'refused';
  readonly status: number;
  readonly at?: string;
  readonly says?: RegExp;
}

/** How a vendor tells whether a key works: one harmless read of its published API. `{}` stands for the secret. */
export interface VerificationRow {
  readonly rules: readonly string[];
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  /** The first that fits counts. What fits none (a limit, an outage, a page of somebody else) says nothing about the key. */
  readonly answers: readonly VendorAnswer[];
  readonly source: string;
}

const bearer = ['authorization', 'Bearer {}'] as const;
const works = (status: number, at?: string, says?: RegExp): VendorAnswer => answer('works', status, at, says);
const refused = (status: number, at?: string, says?: RegExp): VendorAnswer =>
  answer('refused', status, at, says);

export const verificationRows: readonly VerificationRow[] = [
  {
    rules: ['github-pat', 'github-fine-grained-pat', 'github-oauth', 'github-user-token'],
    url: 'https://api.github.com/user',
    headers: [bearer],
    answers: [
      works(200, 'login'),
      refused(401, 'message', /bad credentials/i),
      works(403, 'message', /not accessible by|saml|correct authorization credentials/i),
    ],
    source: 'https://docs.github.com/rest/users/users#get-the-authenticated-user',
  },
  {
    rules: ['gitlab-pat'],
    url: 'https://gitlab.com/api/v4/personal_access_tokens/self',
    headers: [['private-token', '{}']],
    answers: [
      refused(200, 'active', /^false$/),
      works(200, 'active', /^true$/),
      works(403, 'error', /^insufficient_scope$/),
      refused(401, 'error', /^invalid_token$/),
      refused(401, 'message'),
    ],
    source: 'https://docs.gitlab.com/api/personal_access_tokens/',
  },
  {
    rules: ['stripe-live-secret', 'stripe-live-restricted', 'stripe-test-secret'],
    url: 'https://api.stripe.com/v1/balance',
    headers: [bearer],
    answers: [works(200, 'object', /^balance$/), works(403, 'error.type'), refused(401, 'error.type')],
    source: 'https://docs.stripe.com/api/balance/balance_retrieve',
  },
  {
    rules: ['slack-bot-token', 'slack-user-token'],
    url: 'https://slack.com/api/auth.test',
    headers: [bearer],
    answers: [
      works(200, 'ok', /^true$/),
      works(200, 'error', /^missing_scope$/),
      refused(200, 'error', /^(?:invalid_auth|not_authed|account_inactive|token_revoked|token_expired)$/),
    ],
    source: 'https://docs.slack.dev/reference/methods/auth.test',
  },
  {
    rules: ['sendgrid-key'],
    url: 'https://api.sendgrid.com/v3/scopes',
    headers: [bearer],
    answers: [works(200, 'scopes'), works(403, 'errors.0.message'), refused(401, 'errors.0.message')],
    source: 'https://www.twilio.com/docs/sendgrid/api-reference/api-key-permissions',
  },
  {
    rules: ['openai-key', 'openai-project-key'],
    url: 'https://api.openai.com/v1/models',
    headers: [bearer],
    answers: [
      works(200, 'data'),
      works(403, 'error.message', /scopes?|permission/i),
      works(401, 'error.message', /scopes|insufficient permissions/i),
      refused(401, 'error.code', /^(?:invalid_api_key|account_deactivated)$/),
    ],
    source: 'https://platform.openai.com/docs/api-reference/models/list',
  },
  {
    rules: ['anthropic-key'],
    url: 'https://api.anthropic.com/v1/models',
    headers: [
      ['x-api-key', '{}'],
      ['anthropic-version', '2023-06-01'],
    ],
    answers: [
      works(200, 'data'),
      works(403, 'error.type', /^permission_error$/),
      refused(401, 'error.type', /^authentication_error$/),
    ],
    source: 'https://docs.anthropic.com/en/api/models-list',
  },
  {
    rules: ['huggingface-token'],
    url: 'https://huggingface.co/api/whoami-v2',
    headers: [bearer],
    answers: [works(200, 'name'), refused(401, 'error')],
    source: 'https://huggingface.co/docs/hub/api',
  },
  {
    rules: ['digitalocean-pat'],
    url: 'https://api.digitalocean.com/v2/account',
    headers: [bearer],
    answers: [works(200, 'account'), works(403, 'id', /^forbidden$/i), refused(401, 'id', /^unauthorized$/i)],
    source: 'https://docs.digitalocean.com/reference/api/',
  },
  {
    rules: ['cloudflare-user-token'],
    url: 'https://api.cloudflare.com/client/v4/user/tokens/verify',
    headers: [bearer],
    answers: [
      works(200, 'result.status', /^active$/),
      refused(200, 'result.status', /^(?:disabled|expired)$/),
      refused(401, 'errors.0.code', /^1000$/),
    ],
    source: 'https://developers.cloudflare.com/api/resources/user/subresources/tokens/methods/verify/',
  },
  {
    // A token of the old form may belong to an account: this question knows the tokens of users only, so its no says nothing.
    rules: ['cloudflare-token'],
    url: 'https://api.cloudflare.com/client/v4/user/tokens/verify',
    headers: [bearer],
    answers: [
      works(200, 'result.status', /^active$/),
      refused(200, 'result.status', /^(?:disabled|expired)$/),
    ],
    source: 'https://developers.cloudflare.com/api/resources/user/subresources/tokens/methods/verify/',
  },
  {
    rules: ['groq-key'],
    url: 'https://api.groq.com/openai/v1/models',
    headers: [bearer],
    answers: [works(200, 'data'), refused(401, 'error.code', /^invalid_api_key$/)],
    source: 'https://console.groq.com/docs/api-reference#models',
  },
  {
    rules: ['replicate-token'],
    url: 'https://api.replicate.com/v1/account',
    headers: [bearer],
    answers: [works(200, 'username'), refused(401, 'detail')],
    source: 'https://replicate.com/docs/reference/http#account.get',
  },
  {
    rules: ['openrouter-key'],
    url: 'https://openrouter.ai/api/v1/key',
    headers: [bearer],
    answers: [works(200, 'data'), refused(401, 'error.message')],
    source: 'https://openrouter.ai/docs/api-reference/limits',
  },
  {
    rules: ['netlify-token', 'netlify-legacy-token'],
    url: 'https://api.netlify.com/api/v1/user',
    headers: [bearer],
    answers: [works(200, 'id'), refused(401, 'message')],
    source: 'https://open-api.netlify.com/',
  },
  {
    rules: ['vercel-token', 'vercel-prefixed-token'],
    url: 'https://api.vercel.com/v2/user',
    headers: [bearer],
    answers: [
      works(200, 'user'),
      refused(403, 'error.invalidToken', /^true$/),
      works(403, 'error.message', /scope/i),
      refused(403, 'error.message', /^not authorized$/i),
    ],
    source: 'https://vercel.com/docs/rest-api/reference/endpoints/user',
  },
  {
    rules: ['heroku-key', 'heroku-legacy-key'],
    url: 'https://api.heroku.com/account',
    headers: [bearer, ['accept', 'application/vnd.heroku+json; version=3']],
    answers: [works(200, 'email'), works(403, 'id', /^forbidden$/), refused(401, 'id', /^unauthorized$/)],
    source: 'https://devcenter.heroku.com/articles/platform-api-reference#account',
  },
  {
    rules: ['render-key'],
    url: 'https://api.render.com/v1/owners?limit=1',
    headers: [bearer],
    answers: [works(200), refused(401, 'message')],
    source: 'https://api-docs.render.com/reference/list-owners',
  },
  {
    rules: ['hetzner-token'],
    url: 'https://api.hetzner.cloud/v1/locations',
    headers: [bearer],
    answers: [works(200, 'locations'), refused(401, 'error.code', /^unauthorized$/)],
    source: 'https://docs.hetzner.cloud/',
  },
  {
    rules: ['notion-token'],
    url: 'https://api.notion.com/v1/users/me',
    headers: [bearer, ['notion-version', '2022-06-28']],
    answers: [
      works(200, 'object', /^user$/),
      works(403, 'code', /^restricted_resource$/),
      refused(401, 'code', /^unauthorized$/),
    ],
    source: 'https://developers.notion.com/reference/get-self',
  },
  {
    rules: ['airtable-pat'],
    url: 'https://api.airtable.com/v0/meta/whoami',
    headers: [bearer],
    answers: [works(200, 'id'), refused(401, 'error.type')],
    source: 'https://airtable.com/developers/web/api/get-user-id-scopes',
  },
  {
    rules: ['figma-token'],
    url: 'https://api.figma.com/v1/me',
    headers: [['x-figma-token', '{}']],
    answers: [
      works(200, 'id'),
      works(403, 'err', /scope/i),
      works(403, 'message', /scope/i),
      refused(403, 'err', /token/i),
    ],
    source: 'https://www.figma.com/developers/api#users-endpoints',
  },
  {
    rules: ['postman-key'],
    url: 'https://api.getpostman.com/me',
    headers: [['x-api-key', '{}']],
    answers: [works(200, 'user'), refused(401, 'error.name', /^AuthenticationError$/i)],
    source: 'https://learning.postman.com/docs/developer/postman-api/',
  },
  {
    rules: ['sentry-user-token'],
    url: 'https://sentry.io/api/0/',
    headers: [bearer],
    answers: [works(200, 'auth'), refused(401, 'detail')],
    source: 'https://docs.sentry.io/api/auth/',
  },
  {
    rules: ['telegram-bot-token'],
    url: 'https://api.telegram.org/bot{}/getMe',
    headers: [],
    answers: [works(200, 'ok', /^true$/), refused(401, 'ok', /^false$/), refused(404, 'ok', /^false$/)],
    source: 'https://core.telegram.org/bots/api#getme',
  },
  {
    rules: ['brevo-key'],
    url: 'https://api.brevo.com/v3/account',
    headers: [['api-key', '{}']],
    answers: [
      works(200, 'email'),
      works(401, 'message', /ip address|required permission/i),
      works(403, 'message', /required permission/i),
      refused(401, 'code', /^unauthorized$/),
    ],
    source: 'https://developers.brevo.com/reference/getaccount',
  },
  {
    rules: ['resend-key'],
    url: 'https://api.resend.com/domains',
    headers: [bearer],
    answers: [
      works(200, 'data'),
      works(401, 'name', /^restricted_api_key$/),
      refused(403, 'name', /^invalid_api_key$/),
      refused(400, 'message', /api key is invalid/i),
    ],
    source: 'https://resend.com/docs/api-reference/domains/list-domains',
  },
  {
    rules: ['supabase-access-token'],
    url: 'https://api.supabase.com/v1/organizations',
    headers: [bearer],
    answers: [works(200), refused(401, 'message')],
    source: 'https://supabase.com/docs/reference/api/v1-list-all-organizations',
  },
  {
    rules: ['doppler-token'],
    url: 'https://api.doppler.com/v3/me',
    headers: [bearer],
    answers: [works(200, 'type'), refused(401, 'messages')],
    source: 'https://docs.doppler.com/reference/auth-me',
  },
];

function answer(
  ...[means, status, at, says]: readonly [VendorAnswer['means'], number, string?, RegExp?]
): VendorAnswer {
  return { means, status, ...(at === undefined ? {} : { at }), ...(says === undefined ? {} : { says }) };
}
