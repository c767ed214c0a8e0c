/** What widely used variables are for, by the form of their name; the first that fits. Services by their own documentation. */
export const knownPurposes: readonly (readonly [RegExp, string])[] = [
  [/^STRIPE_WEBHOOK_SECRET/, 'Stripe: proves that webhooks come from Stripe'],
  [/STRIPE.*(?:PUBLISHABLE|PUBLIC)/, 'Stripe: lets the browser take card details'],
  [/STRIPE/, 'Stripe: payments'],
  [/PADDLE|LEMON_?SQUEEZY|RAZORPAY|PAYPAL|BRAINTREE|ADYEN|MOLLIE|SQUARE_|KLARNA/, 'Payments'],
  [
    /^(?:DATABASE|POSTGRES|POSTGRESQL|PG|MYSQL|DB)(?:_|[A-Z]+$)|_DATABASE_URL$|^DIRECT_URL$|^SHADOW_DATABASE_URL$/,
    'Database connection',
  ],
  [/MONGO/, 'MongoDB connection'],
  [/REDIS|VALKEY|^KV_/, 'Redis connection'],
  [
    /^(?:NEXT)?AUTH_|^NEXTAUTH|SESSION_SECRET|COOKIE_SECRET|SECRET_KEY_BASE|^SECRET_KEY$|^APP_KEY$|JWT/,
    'Signs sessions, cookies or tokens',
  ],
  [/RAILS_MASTER_KEY/, 'Rails: decrypts the encrypted credentials'],
  [/CLERK/, 'Clerk: log-in'],
  [/AUTH0|OKTA|COGNITO|SUPERTOKENS|STYTCH|WORKOS/, 'Log-in service'],
  [
    /GOOGLE_(?:CLIENT|OAUTH)|GITHUB_(?:CLIENT|ID|SECRET)|FACEBOOK_|TWITTER_|LINKEDIN_|DISCORD_CLIENT|APPLE_(?:CLIENT|TEAM|KEY)/,
    'Social log-in',
  ],
  [/SUPABASE/, 'Supabase: database, log-in and storage'],
  [/FIREBASE|FCM/, 'Firebase'],
  [
    /RESEND|SENDGRID|POSTMARK|MAILGUN|MAILCHIMP|MAILJET|BREVO|SENDINBLUE|SPARKPOST|SES_|SMTP|^MAIL_|EMAIL_/,
    'Sends mail',
  ],
  [/TWILIO|VONAGE|NEXMO|PLIVO|MESSAGEBIRD/, 'Sends text messages'],
  [/SENTRY/, 'Sentry: error tracking'],
  [
    /DATADOG|^DD_|NEW_RELIC|HONEYCOMB|^OTEL_|LOGTAIL|LOGDNA|AXIOM|GRAFANA|BUGSNAG|ROLLBAR|HONEYBADGER/,
    'Monitoring',
  ],
  [/POSTHOG|SEGMENT|MIXPANEL|AMPLITUDE|PLAUSIBLE|GA_|GTM|GOOGLE_ANALYTICS|FATHOM|UMAMI/, 'Analytics'],
  [/OPENAI|ANTHROPIC|MISTRAL|COHERE|GROQ|GEMINI|HUGGING|REPLICATE|TOGETHER_/, 'AI model provider'],
  [/ALGOLIA|TYPESENSE|MEILI|ELASTIC|OPENSEARCH/, 'Search'],
  [/CLOUDINARY|IMGIX|UPLOADTHING|IMAGEKIT|MUX_/, 'Images and video'],
  [/S3_|_BUCKET|^R2_|MINIO|SPACES_/, 'File storage'],
  [/^AWS_/, 'Amazon Web Services'],
  [/^AZURE_/, 'Microsoft Azure'],
  [/^(?:GCP|GOOGLE_APPLICATION|GOOGLE_CLOUD)/, 'Google Cloud'],
  [/CLOUDFLARE|^CF_/, 'Cloudflare'],
  [/VERCEL_/, 'Vercel'],
  [/RECAPTCHA|HCAPTCHA|TURNSTILE/, 'Keeps robots out of forms'],
  [/SLACK/, 'Slack'],
  [/GOOGLE_MAPS|MAPBOX/, 'Maps'],
  [/CRON_SECRET/, 'Lets only the scheduler start scheduled work'],
  [/WEBHOOK_SECRET/, 'Proves who sent a webhook'],
  [/ENCRYPTION_KEY|_CIPHER/, 'Encrypts stored data'],
  [
    /(?:^|_)(?:BASE|APP|SITE|PUBLIC|FRONTEND|BACKEND|API|SERVER|CLIENT)_?(?:URL|ORIGIN|HOST|DOMAIN)$/,
    'Own address',
  ],
  [
    /^(?:NODE|RAILS|RACK|APP|FLASK|DJANGO|MIX|GO|ASPNETCORE|DOTNET)_ENV(?:IRONMENT)?$|^ENV(?:IRONMENT)?$|^DJANGO_SETTINGS_MODULE$/,
    'Which environment it runs in',
  ],
  [/^PORT$|_PORT$/, 'Port'],
  [/^HOST$|_HOST$/, 'Host'],
  [/LOG_LEVEL|^DEBUG$|_DEBUG$|VERBOSE/, 'How much is logged'],
  [/^FEATURE_|_ENABLED$|^ENABLE_|^DISABLE_/, 'Switch'],
];

/** Set by the runtime, the host or the CI itself: nobody has to. */
export const providedNames: readonly (readonly [RegExp, string])[] = [
  [/^(?:CI|CI_[A-Z_]+|GITLAB_[A-Z_]+)$/, 'the CI'],
  [/^(?:GITHUB_(?!CLIENT|ID$|SECRET|APP|OAUTH|PAT|WEBHOOK)[A-Z_]+|RUNNER_[A-Z_]+)$/, 'GitHub Actions'],
  [
    /^VERCEL$|^(?:NEXT_PUBLIC_)?VERCEL_(?:ENV|URL|BRANCH_URL|PROJECT_PRODUCTION_URL|REGION|DEPLOYMENT_ID|GIT_[A-Z_]+|TARGET_ENV|AUTOMATION_BYPASS_SECRET|SKEW_PROTECTION_ENABLED)$|^NEXT_RUNTIME$|^NEXT_PHASE$/,
    'Vercel',
  ],
  [/^(?:NETLIFY|DEPLOY_URL|DEPLOY_PRIME_URL|COMMIT_REF|BRANCH|CONTEXT|INCOMING_HOOK_\w+)$/, 'Netlify'],
  [
    /^FLY_(?:APP_NAME|REGION|ALLOC_ID|MACHINE_ID|IMAGE_REF|PUBLIC_IP|PRIVATE_IP|PROCESS_GROUP)$|^PRIMARY_REGION$/,
    'Fly',
  ],
  [/^RENDER$|^RENDER_[A-Z_]+$|^IS_PULL_REQUEST$/, 'Render'],
  [/^RAILWAY_[A-Z_]+$/, 'Railway'],
  [/^(?:DYNO|HEROKU_(?:APP_NAME|SLUG_COMMIT|RELEASE_VERSION|APP_ID|DYNO_ID)|SOURCE_VERSION)$/, 'Heroku'],
  [/^(?:AWS_LAMBDA_\w+|AWS_EXECUTION_ENV|LAMBDA_TASK_ROOT|_HANDLER|_X_AMZN_TRACE_ID)$/, 'AWS Lambda'],
  [/^(?:K_SERVICE|K_REVISION|K_CONFIGURATION|GAE_\w+|FUNCTION_TARGET)$/, 'Google Cloud'],
  [/^(?:WEBSITE_\w+|KUBERNETES_\w+)$/, 'the host'],
  [
    /^(?:NODE_ENV|NODE_OPTIONS|NODE_PATH|TZ|npm_\w+|NO_COLOR|FORCE_COLOR|JEST_WORKER_ID|VITEST|VITEST_\w+|STORYBOOK|BUN_ENV|DENO_DEPLOYMENT_ID)$/,
    'the runtime',
  ],
  [
    /^(?:HOME|PATH|PWD|USER|LOGNAME|SHELL|TERM|LANG|LC_ALL|TMPDIR|TEMP|TMP|HOSTNAME|APPDATA|LOCALAPPDATA|USERPROFILE|COMPUTERNAME|XDG_\w+|SystemRoot|ProgramFiles|OS|EDITOR|VISUAL|DISPLAY|COLUMNS|LINES|PAGER|PROMPT|TERM_PROGRAM|COLORTERM|WSL_DISTRO_NAME|SSH_\w+|PYTHONPATH|VIRTUAL_ENV|GEM_HOME|GOPATH|GOROOT|JAVA_HOME|CARGO_\w+|RUSTC|OUT_DIR|PROFILE|TARGET|BUNDLE_GEMFILE)$/,
    'the system',
  ],
];
