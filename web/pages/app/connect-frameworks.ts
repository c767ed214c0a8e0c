/** What a snippet is filled with. */
export interface Addresses {
  readonly dsn: string;
  readonly key: string;
  /** Base of the OpenTelemetry routes. */
  readonly endpoint: string;
  readonly cliUrl: string;
}
export interface Step {
  readonly about: string;
  readonly text: string;
}
export interface Framework {
  readonly title: string;
  readonly steps: (addresses: Addresses) => readonly Step[];
}

const install = (text: string): Step => ({ about: 'Install', text });
const scripted =
  (name: string, more = ''): Framework['steps'] =>
  ({ dsn }) => [
    install(`npm install ${name}`),
    {
      about: 'Before anything else runs',
      text: `import * as Sentry from '${name}';\n\nSentry.init({\n  dsn: '${dsn}',\n  release: 'shop@1.0.0',\n  environment: 'production',\n  tracesSampleRate: 0.1,${more}\n});`,
    },
  ];
const browser = '\n  integrations: [Sentry.browserTracingIntegration()],';
const python =
  (extra: string): Framework['steps'] =>
  ({ dsn }) => [
    install(`pip install '${extra}'`),
    {
      about: 'Where the program starts',
      text: `import sentry_sdk\n\nsentry_sdk.init("${dsn}", release="shop@1.0.0", environment="production")`,
    },
  ];

/** The common ones; every other client of the Sentry protocol takes the same DSN. */
export const frameworks: readonly Framework[] = [
  { title: 'Node', steps: scripted('@sentry/node') },
  { title: 'Browser', steps: scripted('@sentry/browser', browser) },
  { title: 'React', steps: scripted('@sentry/react', browser) },
  { title: 'Vue', steps: scripted('@sentry/vue', browser) },
  { title: 'Next.js', steps: scripted('@sentry/nextjs') },
  { title: 'Django', steps: python('sentry-sdk[django]') },
  { title: 'FastAPI', steps: python('sentry-sdk[fastapi]') },
  { title: 'Flask', steps: python('sentry-sdk[flask]') },
  {
    title: 'Rails',
    steps: ({ dsn }) => [
      install('bundle add sentry-ruby sentry-rails'),
      {
        about: 'config/initializers/sentry.rb',
        text: `Sentry.init do |config|\n  config.dsn = '${dsn}'\n  config.release = 'shop@1.0.0'\nend`,
      },
    ],
  },
  {
    title: 'Laravel',
    steps: ({ dsn }) => [
      install('composer require sentry/sentry-laravel'),
      { about: '.env', text: `SENTRY_LARAVEL_DSN=${dsn}\nSENTRY_RELEASE=shop@1.0.0` },
    ],
  },
  {
    title: 'Go',
    steps: ({ dsn }) => [
      install('go get github.com/getsentry/sentry-go'),
      {
        about: 'In main',
        text: `sentry.Init(sentry.ClientOptions{Dsn: "${dsn}", Release: "shop@1.0.0"})\ndefer sentry.Flush(2 * time.Second)`,
      },
    ],
  },
  {
    title: 'OpenTelemetry',
    steps: ({ endpoint, key }) => [
      {
        about: 'Variables of the program, whatever its language',
        text: `OTEL_EXPORTER_OTLP_ENDPOINT=${endpoint}\nOTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20${key}\nOTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf`,
      },
    ],
  },
  {
    title: 'sentry-cli',
    steps: ({ cliUrl }) => [
      {
        about: 'In the build; the token is made under Settings, for the API, as editor',
        text: `export SENTRY_URL=${cliUrl} SENTRY_ORG=own SENTRY_PROJECT=product SENTRY_AUTH_TOKEN=...\nsentry-cli releases new shop@1.0.0\nsentry-cli sourcemaps inject dist\nsentry-cli sourcemaps upload --release shop@1.0.0 dist\nsentry-cli releases finalize shop@1.0.0`,
      },
      {
        about: 'After the deploy: what follows is compared with before',
        text: 'sentry-cli deploys new --release shop@1.0.0 -e production',
      },
    ],
  },
];
