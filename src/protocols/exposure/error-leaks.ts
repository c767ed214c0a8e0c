import { redactSecrets } from '../secrets/redact.ts';

export const leakKinds = ['stack-trace', 'database-error', 'debug-mode', 'internal'] as const;
export type LeakKind = (typeof leakKinds)[number];

export interface LeakRule {
  readonly kind: LeakKind;
  /** `stack trace of Node.js` */
  readonly what: string;
  readonly pattern: RegExp;
  readonly example: string;
  readonly nonExample: string;
}

/** What programs print when they fail, by language and framework. Every pattern is bounded. */
export const leakRules: readonly LeakRule[] = [
  {
    kind: 'stack-trace',
    what: 'stack trace of Node.js',
    pattern:
      /(?:^|[\s>"]|\\n)at (?:async )?(?:[\w.<>$[\] ]{1,80} \()?(?:file:\/\/|node:|[A-Z]:\\|\/)[\w@/\\:. +-]{1,200}:\d+:\d+\)?/m,
    example: 'Error: no\n    at createOrder (file:///srv/app/api.js:12:9)',
    nonExample: 'meet us at 12:30:00',
  },
  {
    kind: 'stack-trace',
    what: 'stack trace of Python',
    pattern: /Traceback \(most recent call last\)|File (?:"|&quot;)[^"&\n]{1,200}\.py(?:"|&quot;), line \d+/,
    example: 'Traceback (most recent call last):\n  File "/app/main.py", line 3',
    nonExample: 'a traceback of your parcel',
  },
  {
    kind: 'stack-trace',
    what: 'stack trace of Java',
    pattern:
      /\b(?:java|javax|jakarta|kotlin|scala|org|com)\.[\w.$]{3,120}(?:Exception|Error)\b[^]{0,400}?\bat [\w.$]{3,160}\([\w$]{1,80}\.(?:java|kt|scala):\d+\)|\bat [\w.$]{3,160}\([\w$]{1,80}\.(?:java|kt|scala):\d+\)/,
    example: 'java.lang.NullPointerException\n\tat com.shop.Orders.find(Orders.java:42)',
    nonExample: 'our coffee is at java.com (really)',
  },
  {
    kind: 'stack-trace',
    what: 'stack trace of PHP',
    pattern:
      /(?:Fatal error|Warning|Notice|Parse error|Deprecated)(?:<\/b>)?:\s{1,4}[^\n]{1,400} in (?:<b>)?(?:\/|[A-Z]:\\)[^\n<]{1,200}\.php(?:<\/b>)? on line (?:<b>)?\d+|#\d+ (?:\/|[A-Z]:\\)[\w./\\-]{1,200}\.php\(\d+\):/,
    example: '<b>Fatal error</b>:  Uncaught Error in <b>/var/www/html/index.php</b> on line <b>7</b>',
    nonExample: 'Warning: slippery on line 7',
  },
  {
    kind: 'stack-trace',
    what: 'stack trace of Ruby',
    pattern: /(?:^|[\s>"])(?:\/[\w.-]{1,60}){1,12}\.rb:\d+:in [`'‘&]/m,
    example: "/srv/app/app/models/order.rb:12:in `find'",
    nonExample: 'order.rb is a file',
  },
  {
    kind: 'stack-trace',
    what: 'stack trace of .NET',
    pattern:
      /\bat [\w.`<>]{3,160}\([^)\n]{0,200}\) in [^\n]{1,200}:line \d+|<title>Runtime Error<\/title>[^]{0,3000}customErrors|Server Error in '\/[^']{0,80}' Application/,
    example: '   at Shop.Orders.Find(Int32 id) in C:\\src\\Orders.cs:line 12',
    nonExample: 'stand at the line (in harbour)',
  },
  {
    kind: 'stack-trace',
    what: 'stack trace of Go',
    pattern: /\bgoroutine \d+ \[running\]:|\bpanic: [^\n]{1,200}\n[^]{0,200}goroutine \d+/,
    example: 'panic: nil map\n\ngoroutine 1 [running]:\nmain.main()',
    nonExample: "don't panic",
  },
  {
    kind: 'database-error',
    what: 'error of the database',
    pattern:
      /SQLSTATE\[\w{5}\]|You have an error in your SQL syntax|\bORA-\d{5}:|PG::\w{3,40}(?:Error|Violation)|psycopg2?\.errors?\.|ER_(?:PARSE_ERROR|BAD_FIELD_ERROR|NO_SUCH_TABLE|DUP_ENTRY)\b|(?:relation|column) (?:"|\\"|&quot;)[\w.]{1,80}(?:"|\\"|&quot;) does not exist|syntax error at or near (?:"|\\"|&quot;)|Unclosed quotation mark after the character string|SQLITE_ERROR|PrismaClient\w{3,40}Error|MongoServerError|Microsoft OLE DB Provider/,
    example: '{"error":"relation \\"orders\\" does not exist"}',
    nonExample: 'This column does not exist any more',
  },
  {
    kind: 'debug-mode',
    what: 'debug page of Django',
    pattern:
      /You(?:'|&#x27;|&#39;)re seeing this error because you have <code>DEBUG = True<\/code>|Using the URLconf defined in <code>/,
    example: "You're seeing this error because you have <code>DEBUG = True</code>",
    nonExample: 'DEBUG = True is not for production',
  },
  {
    kind: 'debug-mode',
    what: 'debug page of Laravel or Symfony',
    pattern:
      /<!--\s{0,20}[^\n]{0,300}\bIlluminate\\[\w\\]{3,120}Exception|window\.ignite\(|class="(?:sf-reset|exception-summary|sf-toolbar)|data-ignition|<title>[^<]{0,200}\(\d{3} [\w ]{1,40}\)<\/title>[^]{0,3000}Symfony Exception/,
    example: '<div class="exception-summary">',
    nonExample: '<div class="summary">',
  },
  {
    kind: 'debug-mode',
    what: 'debug page of Rails',
    pattern:
      /Rails\.root: (?:\/|[A-Z]:\\)|<h2[^>]{0,80}>\s{0,20}(?:Routing Error|No route matches)|action_dispatch\.|id="traces-Application-Trace/i,
    example: '<p><code>Rails.root: /srv/app</code></p>',
    nonExample: 'The root of rails',
  },
  {
    kind: 'debug-mode',
    what: 'debugger of Flask',
    pattern: /Werkzeug Debugger|werkzeug\.debug|EVALEX\s{0,4}=\s{0,4}true/,
    example: '<title>KeyError // Werkzeug Debugger</title>',
    nonExample: 'Werkzeug is German for tool',
  },
  {
    kind: 'debug-mode',
    what: 'development mode of the front end',
    pattern:
      /<script[^>]{0,200}\/@vite\/client"|\/_next\/static\/chunks\/react-refresh\.js|\/_next\/static\/development\/|webpack-hmr|"buildId":"development"|react-dom\.development\.js|vue(?:\.global)?\.dev\.js|<nextjs-portal>/,
    example: '<script type="module" src="/@vite/client"></script>',
    nonExample: '<script src="/assets/client.js">',
  },
  {
    kind: 'internal',
    what: 'private address',
    pattern:
      /\b(?:https?|tcp|redis|postgres(?:ql)?|mysql|amqp|mongodb):\/\/(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|[\w.-]{1,80}\.(?:internal|svc\.cluster\.local|cluster\.local|lan|intranet))\b|\b(?:ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH) (?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))[\d.]{3,12}:\d+/,
    example: 'connect to http://10.2.0.14:8080/orders failed',
    nonExample: 'version 10.2.0.14 of http',
  },
  {
    kind: 'internal',
    what: 'path of the server’s disk',
    pattern:
      /(?:^|[\s"'(>=:])(?:\/var\/www\/|\/home\/[a-z][\w-]{0,30}\/|\/srv\/[\w-]{1,40}\/|\/usr\/src\/app\/|\/opt\/[\w-]{1,40}\/|[A-Z]:\\(?:inetpub|Users|www)\\)[\w./\\-]{2,200}/m,
    example: 'cannot open "/var/www/html/config.php"',
    nonExample: '<a href="/home/garden/">',
  },
];

export interface ErrorLeak {
  readonly kind: LeakKind;
  readonly what: string;
  /** The line it stands in, redacted, at most 200 characters. */
  readonly line: string;
}

const readLength = 256 * 1024;

/** What a body gives away, each kind of thing once. */
export function errorLeaks(body: string): readonly ErrorLeak[] {
  const text = body.slice(0, readLength);
  return leakRules.flatMap(({ kind, what, pattern }) => {
    const match = pattern.exec(text);
    return match === null ? [] : [{ kind, what, line: lineAt(text, match.index, match[0]) }];
  });
}

function lineAt(text: string, index: number, match: string): string {
  const begin = text.lastIndexOf('\n', index);
  const from = Math.max(begin + 1, index - 40);
  const line = text.slice(from, index + Math.min(match.length, 160)).replaceAll(/<[^>]{0,200}>|\s+/g, ' ');
  return redactSecrets(line.trim()).slice(0, 200);
}

/** Words of a page that say it is not the real thing. */
const staging =
  /\b(?:this is (?:a|the|our) (?:staging|test(?:ing)?|demo|development|preview|sandbox|pre-?production) (?:site|server|environment|version|system|shop|store)|(?:staging|test(?:ing)?|development|sandbox|pre-?production|uat) (?:environment|server|system|instance)\b|test (?:mode|shop)[:!]? (?:no (?:real )?orders|orders (?:are|will) not)|not for production use|do not use in production|lorem ipsum dolor sit amet)/i;

/** The sentence on a page that belongs to a test system; null when there is none. Scripts, styles and comments do not count. */
export function stagingWords(html: string): string | null {
  const text = html
    .slice(0, readLength)
    .replaceAll(
      /<(script|style|noscript|template|code|pre|svg)\b[^]{0,200000}?<\/\1>|<!--[^]{0,20000}?-->/gi,
      ' ',
    )
    .replaceAll(/<[^>]{0,2000}>/g, ' ')
    .replaceAll(/\s+/g, ' ');
  const match = staging.exec(text);
  if (match === null) return null;
  return text.slice(Math.max(0, match.index - 30), match.index + match[0].length + 40).trim();
}
