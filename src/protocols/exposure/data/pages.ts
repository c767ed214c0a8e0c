import { anyOf, apiDescription, fileSays, openAdmin, says, saysAll } from '../confirm.ts';
import type { ExposureRule } from '../rule.ts';

const debug = { kind: 'debug', severity: 'high' } as const;
const docs = { kind: 'docs', severity: 'low' } as const;
const admin = { kind: 'admin', severity: 'blocker' } as const;

/** Pages of frameworks and tools that are made for developers and owners. */
export const pageRules: readonly ExposureRule[] = [
  {
    ...debug,
    id: 'phpinfo',
    title: 'phpinfo page',
    paths: ['/phpinfo.php', '/info.php', '/test.php', '/i.php'],
    confirm: saysAll(
      [/<title>[^<]*phpinfo\(\)/i, /PHP Version/],
      'shows the whole configuration of PHP, environment variables included',
    ),
    example: '<title>PHP 8.3.1 - phpinfo()</title><h1>PHP Version 8.3.1</h1>',
    nonExample: '<title>What phpinfo shows</title>',
  },
  {
    ...debug,
    id: 'server-status',
    title: 'status page of the web server',
    severity: 'medium',
    paths: ['/server-status', '/server-info', '/nginx_status', '/status?full'],
    confirm: anyOf(
      says(
        /<title>Apache Status<\/title>|<h1>Apache Server Status for/i,
        'shows who asks for what at the moment',
      ),
      says(
        /<h1>\s*<a name="top"><?[^<]*Apache Server Information|<title>Server Information<\/title>/i,
        'shows the configuration of the server',
      ),
      fileSays(
        /^Active connections: \d+\s*\nserver accepts handled requests/,
        'shows the connections of nginx',
      ),
      fileSays(/^pool:\s+\S+\s*\nprocess manager:/, 'shows the requests of PHP-FPM'),
    ),
    example: 'Active connections: 2 \nserver accepts handled requests\n 16 16 31',
    nonExample: '<title>Status</title>All systems work',
  },
  {
    ...debug,
    id: 'actuator',
    title: 'Spring Boot actuator',
    paths: ['/actuator', '/actuator/env', '/actuator/configprops', '/manage'],
    confirm: anyOf(
      fileSays(
        /"_links"\s*:\s*\{[^]{0,6000}\/(?:env|heapdump|configprops|threaddump|loggers|mappings|beans)"/,
        'offers the environment, memory or internals of the application',
      ),
      fileSays(/"propertySources"\s*:\s*\[/, 'shows the environment of the application'),
      fileSays(/"contexts"\s*:\s*\{[^]{0,4000}"prefix"\s*:/, 'shows the configuration of the application'),
    ),
    example:
      '{"_links":{"self":{"href":"https://a.test/actuator"},"env":{"href":"https://a.test/actuator/env"}}}',
    nonExample:
      '{"_links":{"self":{"href":"https://a.test/actuator"},"health":{"href":"https://a.test/actuator/health"}}}',
  },
  {
    ...debug,
    id: 'go-pprof',
    title: 'Go profiler',
    paths: ['/debug/pprof/', '/debug/vars'],
    confirm: anyOf(
      saysAll([/<title>\/debug\/pprof\//, /goroutine/], 'hands out memory and traces of the running program'),
      fileSays(/^\{\s*"cmdline"\s*:\s*\[/, 'shows the command line and memory of the program'),
    ),
    example: '<html><head><title>/debug/pprof/</title></head>Types of profiles available: goroutine',
    nonExample: '<title>Debugging with pprof</title>goroutine',
  },
  {
    ...debug,
    id: 'metrics',
    title: 'metrics page',
    severity: 'low',
    paths: ['/metrics'],
    confirm: fileSays(/^# (?:HELP|TYPE) [a-zA-Z_:][\w:]* /m, 'shows the metrics of the server'),
    example: '# HELP process_cpu_seconds_total CPU\n# TYPE process_cpu_seconds_total counter\n',
    nonExample: '# Metrics\nwe like them',
  },
  {
    ...debug,
    id: 'symfony-profiler',
    title: 'Symfony profiler',
    paths: ['/_profiler/', '/app_dev.php'],
    confirm: anyOf(
      says(
        /<title>\s*Symfony Profiler\s*<\/title>/i,
        'shows recent requests with their cookies and environment',
      ),
      says(/class="sf-toolbar|id="sfwdt[\w-]+"/, 'runs in development mode'),
    ),
    example: '<title>Symfony Profiler</title>',
    nonExample: '<title>Profile</title>',
  },
  {
    ...debug,
    id: 'laravel-tools',
    title: 'Laravel developer tool',
    paths: ['/telescope/requests', '/telescope', '/horizon', '/_ignition/health-check', '/log-viewer'],
    confirm: anyOf(
      says(
        /<title>(?:[^<]* - )?Telescope(?: - [^<]*)?<\/title>|id="telescope"/i,
        'shows requests, queries and mails of the application',
      ),
      says(
        /<title>(?:[^<]* - )?Horizon(?: - [^<]*)?<\/title>|id="horizon"/i,
        'shows and restarts background jobs',
      ),
      fileSays(/^\{\s*"can_execute_commands"\s*:\s*true/, 'runs commands on the server'),
      says(/<title>(?:[^<]* - )?Log Viewer(?: - [^<]*)?<\/title>/i, 'shows the logs of the application'),
    ),
    example: '<title>Telescope - Shop</title>',
    nonExample: '<title>A telescope for the harbour</title>',
  },
  {
    ...debug,
    id: 'rails-info',
    title: 'Rails information page',
    paths: ['/rails/info/properties', '/rails/info/routes', '/rails/mailers'],
    confirm: anyOf(
      saysAll([/Rails version/, /Ruby version/], 'shows versions and paths of the application'),
      saysAll(
        [/<h2>\s*Routes\s*<\/h2>/, /Helper/, /Controller#Action/],
        'lists every route of the application',
      ),
      says(/<title>Mailer Previews<\/title>/, 'shows the mails of the application'),
    ),
    example: '<table><tr><td>Rails version</td></tr><tr><td>Ruby version</td></tr></table>',
    nonExample: '<p>Ruby version three</p>',
  },
  {
    ...debug,
    id: 'interactive-console',
    title: 'interactive console',
    severity: 'blocker',
    paths: ['/console', '/h2-console', '/__debug__/'],
    confirm: anyOf(
      says(
        /<title>Interactive Console[^<]*Werkzeug|Werkzeug (?:powered traceback|Debugger)/i,
        'runs code on the server',
      ),
      says(/<title>H2 Console<\/title>/, 'opens the database'),
    ),
    example: '<title>Interactive Console // Werkzeug Debugger</title>',
    nonExample: '<title>Console</title>',
  },
  {
    ...debug,
    id: 'aspnet-trace',
    title: 'ASP.NET trace',
    paths: ['/trace.axd', '/elmah.axd'],
    confirm: anyOf(
      says(
        /<h1>Application Trace<\/h1>|Requests to this Application/,
        'shows recent requests with their cookies',
      ),
      says(/Error Log for\s+<span|<title>Error log for/i, 'shows every error with its details'),
    ),
    example: '<h1>Application Trace</h1>',
    nonExample: '<h1>Trace your parcel</h1>',
  },
  {
    ...debug,
    id: 'development-server',
    title: 'development server',
    paths: ['/@vite/client', '/webpack-dev-server', '/_next/static/development/_buildManifest.js'],
    confirm: anyOf(
      fileSays(/import\.meta\.hot|HMRContext|vite\/dist\/client/, 'is the development server of Vite'),
      says(
        /<title>(?:webpack-dev-server|Webpack Dev Server)|webpack-dev-server<\/h1>/i,
        'is the development server of webpack',
      ),
      fileSays(/^self\.__BUILD_MANIFEST\s*=/, 'is the development server of Next.js'),
    ),
    example: 'import "/node_modules/vite/dist/client/env.mjs";class HMRContext{}',
    nonExample: 'console.log("vite")',
  },
  {
    ...admin,
    id: 'back-office',
    title: 'back office',
    paths: ['/admin', '/administrator/', '/backoffice', '/admin/dashboard', '/dashboard'],
    confirm: openAdmin,
    example: '<title>Admin dashboard</title><h1>Orders</h1><table><tr><td>1</td></tr></table>',
    nonExample:
      '<title>Admin dashboard</title><form><input type="password"></form><table><tr><td>1</td></tr></table>',
  },
  {
    ...admin,
    id: 'job-dashboard',
    title: 'dashboard of background jobs',
    severity: 'high',
    paths: ['/sidekiq', '/admin/queues', '/flower/', '/jobs', '/bull-board'],
    confirm: anyOf(
      saysAll(
        [/<title>[^<]*Sidekiq/i, /\/sidekiq\/(?:queues|retries|busy)/],
        'shows and runs background jobs',
      ),
      says(/<title>(?:Bull Dashboard|Bull Board)<\/title>/i, 'shows and runs background jobs'),
      saysAll(
        [/<title>Flower<\/title>/i, /\/(?:tasks|workers|broker)/],
        'shows background jobs with their arguments',
      ),
    ),
    example: '<title>Bull Dashboard</title>',
    nonExample: '<title>Jobs at the harbour</title>',
  },
  {
    ...admin,
    id: 'database-tool',
    title: 'database tool',
    severity: 'high',
    paths: ['/adminer.php', '/adminer', '/phpmyadmin/', '/pma/', '/pgadmin4/'],
    confirm: anyOf(
      says(
        /<title>[^<]*Adminer<\/title>|Login - Adminer/i,
        'is a tool for the database, open to password guessing',
      ),
      saysAll(
        [/phpMyAdmin/, /(?:pma_username|pmahomme|PMA_commonParams)/],
        'is a tool for the database, open to password guessing',
      ),
      says(/<title>pgAdmin 4<\/title>/, 'is a tool for the database, open to password guessing'),
    ),
    example: '<title>Login - Adminer</title>',
    nonExample: '<title>phpMyAdmin is not installed</title>',
  },
  {
    ...docs,
    id: 'openapi',
    title: 'description of the API',
    paths: [
      '/openapi.json',
      '/swagger.json',
      '/api/openapi.json',
      '/api-docs',
      '/v3/api-docs',
      '/v2/api-docs',
      '/swagger/v1/swagger.json',
      '/openapi.yaml',
      '/api/swagger.json',
    ],
    confirm: apiDescription,
    example: '{"openapi":"3.1.0","info":{"title":"Shop"},"paths":{"/orders":{"get":{}},"/orders/{id}":{}}}',
    nonExample: '{"openapi":"soon"}',
  },
  {
    ...docs,
    id: 'api-explorer',
    title: 'API explorer',
    paths: ['/swagger-ui.html', '/swagger-ui/index.html', '/docs', '/redoc', '/api/docs', '/swagger'],
    confirm: anyOf(
      says(/<title>[^<]*Swagger UI<\/title>|SwaggerUIBundle\(|id="swagger-ui"/i, 'lets anybody try the API'),
      says(/<redoc[\s>]|Redoc\.init\(|<title>[^<]*ReDoc<\/title>/i, 'describes the API'),
      says(/id="api-reference"[^>]*data-url|Scalar\.createApiReference/i, 'lets anybody try the API'),
    ),
    example: '<title>Shop API - Swagger UI</title><div id="swagger-ui"></div>',
    nonExample: '<title>Docs</title><p>How to sell</p>',
  },
  {
    ...docs,
    id: 'graphql-explorer',
    title: 'GraphQL explorer',
    paths: ['/graphiql', '/playground', '/altair'],
    confirm: says(
      /<title>[^<]*(?:GraphiQL|GraphQL Playground|Altair)[^<]*<\/title>/i,
      'lets anybody try the API',
    ),
    example: '<title>GraphiQL</title>',
    nonExample: '<title>Playground for children</title>',
  },
  {
    id: 'graphql-introspection',
    kind: 'graphql',
    title: 'GraphQL schema',
    severity: 'medium',
    paths: ['/graphql', '/api/graphql', '/v1/graphql', '/query'],
    confirm: (answer) => {
      const match = /"__schema"\s*:\s*\{/.exec(answer.body);
      if (match === null || answer.status !== 200) return null;
      const types = (answer.body.match(/"name"\s*:/g) ?? []).length;
      return { detail: `answers introspection: ${types} types are named` };
    },
    example: '{"data":{"__schema":{"queryType":{"name":"Query"},"types":[{"name":"Member"}]}}}',
    nonExample:
      '{"errors":[{"message":"GraphQL introspection is not allowed, but the query contained __schema"}]}',
  },
];
