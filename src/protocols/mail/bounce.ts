/** What a refusal is about, and so who must act. */
export const bounceCauses = [
  'authentication',
  'policy',
  'reputation',
  'mailbox',
  'rate-limit',
  'configuration',
  'content',
  'network',
  'unknown',
] as const;
export type BounceCause = (typeof bounceCauses)[number];

export interface Bounce {
  /** Basic reply code (RFC 5321 section 4.2); null when the text has none. */
  readonly replyCode: number | null;
  /** `5.7.26` (RFC 3463); null when the text has none. */
  readonly enhancedCode: string | null;
  /** temporary: the server will try again. */
  readonly permanence: 'temporary' | 'permanent' | 'unknown';
  readonly cause: BounceCause;
  /** What decided: a provider's text or a code. */
  readonly because: string;
  /** One sentence on what to do. */
  readonly advice: string;
}

const advice: Readonly<Record<BounceCause, string>> = {
  authentication: 'Fix SPF, DKIM or DMARC alignment of this sender; retrying does not help.',
  policy: 'The receiver forbids this mail by its rules; read the code it names.',
  reputation: 'The sending address or domain is listed or distrusted; ask for removal and slow down.',
  mailbox: 'The recipient does not exist, is full or is disabled; stop sending to it.',
  'rate-limit': 'The receiver asks for patience; send slower and retry later.',
  configuration: 'Something in your own set-up is wrong: server name, TLS, relay, log-in or DNS.',
  content: 'The receiver refuses what is in the mail: links, attachments or size.',
  network: 'The receiving server could not be reached; retry, then check its MX.',
  unknown: 'The reply names no reason; look at the whole text.',
};

interface ProviderText {
  readonly pattern: RegExp;
  readonly cause: BounceCause;
  readonly because: string;
}

/** Texts of the big providers, told apart where their codes are too coarse. First match wins. */
const providerTexts: readonly ProviderText[] = [
  {
    pattern: /5\.7\.515\b/,
    cause: 'authentication',
    because: 'Microsoft: sender does not meet the required authentication level',
  },
  {
    pattern: /[45]\.7\.26\b|unauthenticated (?:mail|email)/i,
    cause: 'authentication',
    because: 'Gmail: unauthenticated mail',
  },
  {
    pattern: /[45]\.7\.(?:27|30|31|32)\b/,
    cause: 'authentication',
    because: 'Gmail: SPF, DKIM or alignment required',
  },
  {
    pattern: /[45]\.7\.(?:20|21|22|23|24)\b/,
    cause: 'authentication',
    because: 'RFC 7372: DKIM or SPF did not pass',
  },
  {
    pattern: /dmarc (?:policy|check|evaluation|fail)|failed dmarc|due to domain'?s dmarc/i,
    cause: 'authentication',
    because: 'the text names DMARC',
  },
  {
    pattern:
      /\bspf\b.{0,60}(?:fail|not pass|not authorized|not permitted|not allowed to send|violation)|not allowed to send.{0,60}\bspf\b|sender policy framework/i,
    cause: 'authentication',
    because: 'the text names SPF',
  },
  {
    pattern: /\bdkim\b.{0,40}(?:fail|not pass|invalid|missing|required)/i,
    cause: 'authentication',
    because: 'the text names DKIM',
  },
  {
    pattern: /not accepted for policy reasons|due to local policy/i,
    cause: 'policy',
    because: 'the text names a policy of the receiver',
  },
  {
    pattern: /[45]\.7\.25\b|\bptr record|reverse dns|rdns|forward-confirmed|cannot find your hostname/i,
    cause: 'configuration',
    because: 'reverse name (PTR) is missing or wrong',
  },
  {
    pattern: /[45]\.7\.29\b|must issue a starttls|tls (?:is )?required|starttls (?:is )?required/i,
    cause: 'configuration',
    because: 'TLS is required',
  },
  {
    pattern: /greylist|graylist|try again in \d+|4\.7\.1 .{0,40}(?:later|defer)/i,
    cause: 'rate-limit',
    because: 'greylisting or deferral',
  },
  {
    pattern:
      /[45]\.7\.28\b|rate limit|too many (?:messages|connections|recipients|emails)|unusual rate|at a rate that prevents|sending limit exceeded|temporarily deferred due to|\bthrottl|TSS04|\[TS0[1-4]\]|RP-00[1-3]/i,
    cause: 'rate-limit',
    because: 'the text names a rate limit',
  },
  {
    pattern:
      /spamhaus|barracudacentral|dnsbl|\brbl\b|banned send(?:er|ing ip)|spamcop|block ?list|black ?list|S3150|S3140|\[IPTS04\]|listed (?:at|by|in|on)/i,
    cause: 'reputation',
    because: 'the text names a block list',
  },
  {
    pattern:
      /low reputation|poor reputation|likely (?:suspicious|unsolicited)|SC-00[1-4]|DY-00[12]|reputation/i,
    cause: 'reputation',
    because: 'the text names reputation',
  },
  {
    pattern: /relay(?:ing)? (?:access )?denied|not permitted to relay|unable to relay|relay not permitted/i,
    cause: 'configuration',
    because: 'the server does not relay for you',
  },
  {
    pattern:
      /authentication (?:required|failed|unsuccessful|credentials invalid)|username and password not accepted|bad credentials/i,
    cause: 'configuration',
    because: 'the SMTP log-in failed',
  },
  {
    pattern:
      /helo|ehlo.{0,30}(?:invalid|required|reject)|sender address rejected: (?:domain|need)|domain not found|does not (?:resolve|exist).{0,20}(?:domain|mx)/i,
    cause: 'configuration',
    because: 'the server name or the sender domain is not accepted',
  },
  {
    pattern:
      /over ?quota|mailbox (?:is )?full|insufficient (?:system )?storage|out of storage|quota exceeded/i,
    cause: 'mailbox',
    because: 'the mailbox is full',
  },
  {
    pattern:
      /user (?:unknown|not found|doesn'?t (?:exist|have a))|no such (?:user|mailbox|recipient)|does not exist|unknown (?:user|recipient|mailbox)|mailbox (?:unavailable|not found|disabled)|recipient (?:address )?rejected|account (?:that you tried to reach )?(?:is disabled|does not exist)|invalid (?:recipient|mailbox)/i,
    cause: 'mailbox',
    because: 'the recipient does not exist or is disabled',
  },
  {
    pattern:
      /virus|malware|attachment.{0,30}(?:block|not allowed|reject)|message (?:size|too (?:large|big))|5\.7\.0 .{0,60}(?:content|security)|spam content|message content|content judged/i,
    cause: 'content',
    because: 'the text names the content or size',
  },
];

/** RFC 3463 section 3 and the IANA registry of enhanced status codes, most exact first. */
const codeTable: readonly (readonly [pattern: RegExp, cause: BounceCause, because: string])[] = [
  [/^[45]\.1\.[1236]$/, 'mailbox', 'bad or moved recipient address'],
  [/^[45]\.1\.(?:7|8)$/, 'configuration', 'bad sender address'],
  [/^[45]\.1\.10$/, 'mailbox', 'the recipient domain has a null MX'],
  [/^[45]\.2\.3$/, 'content', 'the message is too large for the mailbox'],
  [/^[45]\.2\./, 'mailbox', 'mailbox status'],
  [/^[45]\.3\.4$/, 'content', 'the message is too large'],
  [/^[45]\.3\./, 'network', 'receiving system status'],
  [/^[45]\.4\.5$/, 'rate-limit', 'the receiving system is congested'],
  [/^[45]\.4\./, 'network', 'routing or connection'],
  [/^[45]\.5\.3$/, 'rate-limit', 'too many recipients'],
  [/^[45]\.5\./, 'configuration', 'SMTP protocol'],
  [/^[45]\.6\./, 'content', 'message content or media'],
  [/^[45]\.7\.(?:8|9|10|11|14)$/, 'configuration', 'log-in or encryption'],
  [/^[45]\.7\.[0-9]{1,3}$/, 'policy', 'security or policy'],
  [/^[45]\.1\./, 'mailbox', 'address status'],
];

/** Sorts a server's reply or the diagnostic text of a bounce. Never throws. */
export function classifyBounce(reply: string): Bounce {
  const text = reply.slice(0, 4000).replace(/\s+/g, ' ').trim();
  const replyCode = /(?:^|[^\d.])([245]\d{2})(?=[ -]|$)/.exec(text)?.[1] ?? null;
  const enhancedCode = /(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(text)?.[1] ?? null;
  const { cause, because } = decide(text, enhancedCode, replyCode);
  return {
    replyCode: replyCode === null ? null : Number(replyCode),
    enhancedCode,
    permanence: permanenceOf(enhancedCode ?? replyCode),
    cause,
    because,
    advice: advice[cause],
  };
}

function permanenceOf(code: string | null): Bounce['permanence'] {
  if (code?.startsWith('5') === true) return 'permanent';
  return code?.startsWith('4') === true ? 'temporary' : 'unknown';
}

function decide(
  text: string,
  enhancedCode: string | null,
  replyCode: string | null,
): Pick<Bounce, 'cause' | 'because'> {
  const known = providerTexts.find(({ pattern }) => pattern.test(text));
  if (known !== undefined) return { cause: known.cause, because: known.because };
  const row = enhancedCode === null ? undefined : codeTable.find(([pattern]) => pattern.test(enhancedCode));
  if (row !== undefined) return { cause: row[1], because: `status ${enhancedCode}: ${row[2]} (RFC 3463)` };
  return fromReplyCode(replyCode);
}

/** Basic codes alone say little (RFC 5321 section 4.2.3). */
function fromReplyCode(code: string | null): Pick<Bounce, 'cause' | 'because'> {
  const causes: Readonly<Record<string, BounceCause>> = {
    '421': 'network',
    '450': 'rate-limit',
    '451': 'rate-limit',
    '452': 'rate-limit',
    '530': 'configuration',
    '535': 'configuration',
    '550': 'unknown',
    '551': 'mailbox',
    '552': 'mailbox',
    '553': 'mailbox',
    '554': 'policy',
  };
  const cause = causes[code ?? ''] ?? 'unknown';
  return { cause, because: code === null ? 'no code in the text' : `reply code ${code} (RFC 5321)` };
}
