/** What a vendor says, by its published reference: status and JSON body. */
export type Said = readonly [status: number, body: unknown];

/** How one vendor reads a key out of a request and what it says about it. */
export interface KeyVendor {
  /** Rules of ours whose keys it issues. */
  readonly rules: readonly string[];
  readonly host: string;
  readonly path: string;
  /** Header and what stands before the key in it; null: the key is in the path, at `{}`. */
  readonly credential: readonly [header: string, before: string] | null;
  readonly live: Said;
  readonly revoked: Said;
  /** A key that lives but may not ask this, where the vendor issues such. */
  readonly restricted?: Said;
}

const bearer = ['authorization', 'Bearer '] as const;
const openAiLike = (data: unknown): Said => [200, { object: 'list', data: [data] }];

export const keyVendors: readonly KeyVendor[] = [
  {
    rules: ['github-pat', 'github-fine-grained-pat', 'github-oauth', 'github-user-token'],
    host: 'api.github.com',
    path: '/user',
    credential: bearer,
    live: [200, { login: 'ann', id: 1, type: 'User' }],
    revoked: [
      401,
      { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' },
    ],
    restricted: [403, { message: 'Resource not accessible by personal access token', status: '403' }],
  },
  {
    rules: ['gitlab-pat'],
    host: 'gitlab.com',
    path: '/api/v4/personal_access_tokens/self',
    credential: ['private-token', ''],
    live: [200, { id: 1, name: 'ci', revoked: false, active: true, scopes: ['api'] }],
    revoked: [
      401,
      {
        error: 'invalid_token',
        error_description: 'Token was revoked. You have to re-authorize from the user.',
      },
    ],
    restricted: [
      403,
      { error: 'insufficient_scope', error_description: 'The request requires higher privileges' },
    ],
  },
  {
    rules: ['stripe-live-secret', 'stripe-live-restricted', 'stripe-test-secret'],
    host: 'api.stripe.com',
    path: '/v1/balance',
    credential: bearer,
    live: [200, { object: 'balance', available: [], livemode: true, pending: [] }],
    revoked: [
      401,
      { error: { message: 'Invalid API Key provided: sk_live_****', type: 'invalid_request_error' } },
    ],
    restricted: [
      403,
      {
        error: {
          message: 'The provided key does not have the required permissions',
          type: 'invalid_request_error',
        },
      },
    ],
  },
  {
    rules: ['slack-bot-token', 'slack-user-token'],
    host: 'slack.com',
    path: '/api/auth.test',
    credential: bearer,
    live: [
      200,
      { ok: true, url: 'https://kiln.slack.com/', team: 'Kiln', user: 'ann', team_id: 'T1', user_id: 'U1' },
    ],
    revoked: [200, { ok: false, error: 'token_revoked' }],
  },
  {
    rules: ['sendgrid-key'],
    host: 'api.sendgrid.com',
    path: '/v3/scopes',
    credential: bearer,
    live: [200, { scopes: ['mail.send'] }],
    revoked: [
      401,
      {
        errors: [
          { message: 'The provided authorization grant is invalid, expired, or revoked', field: null },
        ],
      },
    ],
    restricted: [403, { errors: [{ field: null, message: 'access forbidden' }] }],
  },
  {
    rules: ['openai-key', 'openai-project-key'],
    host: 'api.openai.com',
    path: '/v1/models',
    credential: bearer,
    live: openAiLike({ id: 'm', object: 'model', created: 1, owned_by: 'openai' }),
    revoked: [
      401,
      {
        error: {
          message: 'Incorrect API key provided',
          type: 'invalid_request_error',
          param: null,
          code: 'invalid_api_key',
        },
      },
    ],
    restricted: [
      403,
      {
        error: {
          message: 'You have insufficient permissions for this operation. Missing scopes: api.model.read.',
          type: 'invalid_request_error',
          param: null,
          code: null,
        },
      },
    ],
  },
  {
    rules: ['anthropic-key'],
    host: 'api.anthropic.com',
    path: '/v1/models',
    credential: ['x-api-key', ''],
    live: [200, { data: [{ type: 'model', id: 'm' }], has_more: false }],
    revoked: [401, { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } }],
    restricted: [403, { type: 'error', error: { type: 'permission_error', message: 'not permitted' } }],
  },
  {
    rules: ['huggingface-token'],
    host: 'huggingface.co',
    path: '/api/whoami-v2',
    credential: bearer,
    live: [200, { type: 'user', id: '1', name: 'ann' }],
    revoked: [401, { error: 'Invalid user token.' }],
  },
  {
    rules: ['digitalocean-pat'],
    host: 'api.digitalocean.com',
    path: '/v2/account',
    credential: bearer,
    live: [200, { account: { droplet_limit: 25, status: 'active' } }],
    revoked: [401, { id: 'Unauthorized', message: 'Unable to authenticate you' }],
    restricted: [403, { id: 'forbidden', message: 'You are not authorized to perform this operation' }],
  },
  {
    rules: ['cloudflare-user-token'],
    host: 'api.cloudflare.com',
    path: '/client/v4/user/tokens/verify',
    credential: bearer,
    live: [200, { success: true, errors: [], messages: [], result: { id: '1', status: 'active' } }],
    revoked: [
      401,
      { success: false, errors: [{ code: 1000, message: 'Invalid API Token' }], messages: [], result: null },
    ],
  },
  {
    rules: ['cloudflare-token'],
    host: 'api.cloudflare.com',
    path: '/client/v4/user/tokens/verify',
    credential: bearer,
    live: [200, { success: true, errors: [], messages: [], result: { id: '1', status: 'active' } }],
    revoked: [200, { success: true, errors: [], messages: [], result: { id: '1', status: 'disabled' } }],
  },
  {
    rules: ['groq-key'],
    host: 'api.groq.com',
    path: '/openai/v1/models',
    credential: bearer,
    live: openAiLike({ id: 'm', object: 'model' }),
    revoked: [
      401,
      { error: { message: 'Invalid API Key', type: 'invalid_request_error', code: 'invalid_api_key' } },
    ],
  },
  {
    rules: ['replicate-token'],
    host: 'api.replicate.com',
    path: '/v1/account',
    credential: bearer,
    live: [200, { type: 'organization', username: 'kiln', name: 'Kiln' }],
    revoked: [
      401,
      { title: 'Unauthenticated', detail: 'You did not pass a valid authentication token', status: 401 },
    ],
  },
  {
    rules: ['openrouter-key'],
    host: 'openrouter.ai',
    path: '/api/v1/key',
    credential: bearer,
    live: [200, { data: { label: 'sk-or-v1-0e6...1c9', usage: 0, limit: null } }],
    revoked: [401, { error: { message: 'User not found.', code: 401 } }],
  },
  {
    rules: ['netlify-token', 'netlify-legacy-token'],
    host: 'api.netlify.com',
    path: '/api/v1/user',
    credential: bearer,
    live: [200, { id: '1', email: 'ann@kiln.example' }],
    revoked: [401, { code: 401, message: 'Access Denied' }],
  },
  {
    rules: ['vercel-token', 'vercel-prefixed-token'],
    host: 'api.vercel.com',
    path: '/v2/user',
    credential: bearer,
    live: [200, { user: { id: '1', email: 'ann@kiln.example' } }],
    revoked: [403, { error: { code: 'forbidden', message: 'Not authorized', invalidToken: true } }],
    restricted: [
      403,
      {
        error: {
          code: 'forbidden',
          message: 'Not authorized: Trying to access resource under scope "kiln".',
        },
      },
    ],
  },
  {
    rules: ['heroku-key', 'heroku-legacy-key'],
    host: 'api.heroku.com',
    path: '/account',
    credential: bearer,
    live: [200, { email: 'ann@kiln.example', id: '1' }],
    revoked: [401, { id: 'unauthorized', message: 'Invalid credentials provided.' }],
    restricted: [403, { id: 'forbidden', message: 'You do not have access to this resource.' }],
  },
  {
    rules: ['render-key'],
    host: 'api.render.com',
    path: '/v1/owners?limit=1',
    credential: bearer,
    live: [
      200,
      [{ cursor: 'c', owner: { id: 'tea-1', name: 'Kiln', email: 'ann@kiln.example', type: 'team' } }],
    ],
    revoked: [401, { id: '', message: 'Unauthorized' }],
  },
  {
    rules: ['hetzner-token'],
    host: 'api.hetzner.cloud',
    path: '/v1/locations',
    credential: bearer,
    live: [200, { locations: [] }],
    revoked: [401, { error: { code: 'unauthorized', message: 'the provided token is invalid' } }],
  },
  {
    rules: ['notion-token'],
    host: 'api.notion.com',
    path: '/v1/users/me',
    credential: bearer,
    live: [200, { object: 'user', id: '1', type: 'bot', bot: {} }],
    revoked: [401, { object: 'error', status: 401, code: 'unauthorized', message: 'API token is invalid.' }],
    restricted: [
      403,
      {
        object: 'error',
        status: 403,
        code: 'restricted_resource',
        message: 'Insufficient permissions for this endpoint.',
      },
    ],
  },
  {
    rules: ['airtable-pat'],
    host: 'api.airtable.com',
    path: '/v0/meta/whoami',
    credential: bearer,
    live: [200, { id: 'usr1', scopes: ['data.records:read'] }],
    revoked: [401, { error: { type: 'AUTHENTICATION_REQUIRED', message: 'Authentication required' } }],
  },
  {
    rules: ['figma-token'],
    host: 'api.figma.com',
    path: '/v1/me',
    credential: ['x-figma-token', ''],
    live: [200, { id: '1', email: 'ann@kiln.example', handle: 'ann' }],
    revoked: [403, { status: 403, err: 'Invalid token' }],
    restricted: [
      403,
      { status: 403, err: 'Invalid scope(s): file_content:read. This endpoint requires current_user:read' },
    ],
  },
  {
    rules: ['postman-key'],
    host: 'api.getpostman.com',
    path: '/me',
    credential: ['x-api-key', ''],
    live: [200, { user: { id: 1, username: 'ann' } }],
    revoked: [
      401,
      {
        error: {
          name: 'AuthenticationError',
          message: 'Invalid API Key. Every request requires a valid API Key.',
        },
      },
    ],
  },
  {
    rules: ['sentry-user-token'],
    host: 'sentry.io',
    path: '/api/0/',
    credential: bearer,
    live: [200, { version: '0', auth: { scopes: ['project:read'] }, user: { id: '1' } }],
    revoked: [401, { detail: 'Invalid token' }],
  },
  {
    rules: ['telegram-bot-token'],
    host: 'api.telegram.org',
    path: '/bot{}/getMe',
    credential: null,
    live: [200, { ok: true, result: { id: 1, is_bot: true, first_name: 'Kiln' } }],
    revoked: [401, { ok: false, error_code: 401, description: 'Unauthorized' }],
  },
  {
    rules: ['brevo-key'],
    host: 'api.brevo.com',
    path: '/v3/account',
    credential: ['api-key', ''],
    live: [200, { email: 'ann@kiln.example', plan: [] }],
    revoked: [401, { message: 'Key not found', code: 'unauthorized' }],
    restricted: [
      401,
      {
        message: 'We have detected you are using an unrecognised IP address 192.0.2.1.',
        code: 'unauthorized',
      },
    ],
  },
  {
    rules: ['resend-key'],
    host: 'api.resend.com',
    path: '/domains',
    credential: bearer,
    live: [200, { object: 'list', data: [], has_more: false }],
    revoked: [403, { statusCode: 403, name: 'invalid_api_key', message: 'API key is invalid.' }],
    restricted: [
      401,
      {
        statusCode: 401,
        name: 'restricted_api_key',
        message: 'This API key is restricted to only send emails.',
      },
    ],
  },
  {
    rules: ['supabase-access-token'],
    host: 'api.supabase.com',
    path: '/v1/organizations',
    credential: bearer,
    live: [200, [{ id: '1', slug: 'kiln', name: 'Kiln' }]],
    revoked: [401, { message: 'Unauthorized' }],
  },
  {
    rules: ['doppler-token'],
    host: 'api.doppler.com',
    path: '/v3/me',
    credential: bearer,
    live: [200, { workplace: { name: 'Kiln' }, type: 'service_token', name: 'prd', success: true }],
    revoked: [401, { messages: ['Invalid Auth token'], success: false }],
  },
];

export const keyHosts = [...new Set(keyVendors.map(({ host }) => host))];
