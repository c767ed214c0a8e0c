import type { Json } from '../../../model/json.ts';
import { parseResource } from '../../../protocols/edge/resource.ts';
import { settingSchemas } from '../../../protocols/edge/values.ts';
import { ask, dangerous, refused } from './judged.ts';
import type { DangerContext, DangerRule, Judged } from './judged.ts';

/** HSTS is a promise browsers keep for as long as it says: small steps. */
export const hstsLadderSeconds = [0, 300, 86_400, 2_592_000, 31_536_000] as const;

/** Edge settings, by what they do to visitors. */
export const settingRule: DangerRule = (change, context) => {
  const id = parseResource(change.resource);
  if (id?.kind === 'universal-ssl')
    return change.after === true
      ? []
      : [refused('universal-ssl', 'every proxied host would lose its certificate')];
  if (id?.kind === 'bots') return bots(change.after, context);
  if (id?.kind !== 'setting') return [];
  if (id.setting === 'hsts') return hsts(change.before, change.after);
  return (
    judges[id.setting]?.(change.after, change.before) ?? [
      ask('setting', `${id.setting} changes for every visitor`),
    ]
  );
};

type SettingJudge = (after: Json, before: Json) => readonly Judged[];
const harmless: SettingJudge = () => [];
const whenOff =
  (judged: Judged): SettingJudge =>
  (after) =>
    after === true ? [] : [judged];
const whenOn =
  (judged: Judged): SettingJudge =>
  (after) =>
    after === true ? [judged] : [];
const versions = ['1.0', '1.1', '1.2', '1.3'];

const judges: Readonly<Record<string, SettingJudge>> = {
  ssl: (after, before) => {
    if (after === 'flexible' || after === 'off')
      return [
        refused(
          'ssl',
          `"${String(after)}" sends logins and payments in clear between edge and origin, and loops with origins that redirect to https`,
        ),
      ];
    if (after === 'strict') return [ask('ssl', 'the edge refuses origins without a valid certificate')];
    return before === 'strict'
      ? [dangerous('ssl', 'the edge would accept any certificate of the origin')]
      : [ask('ssl', 'the edge speaks TLS with the origin')];
  },
  'always-https': (after) =>
    after === true
      ? [ask('always-https', 'plain requests are redirected before they reach a rule or the origin')]
      : [dangerous('always-https', 'pages would be served in clear again')],
  'min-tls': (after, before) => {
    if (after === '1.3')
      return [dangerous('min-tls', 'phones and programs without TLS 1.3 could not connect any more')];
    return versions.indexOf(String(after)) < versions.indexOf(String(before))
      ? [dangerous('min-tls', `TLS ${String(after)} would be spoken again`)]
      : [ask('min-tls', `clients older than TLS ${String(after)} cannot connect any more`)];
  },
  'tls-1-3': whenOff(ask('tls-1-3', 'connections take one round trip more')),
  'early-data': whenOn(dangerous('early-data', 'requests can be replayed: an order could be placed twice')),
  'rocket-loader': whenOn(dangerous('rocket-loader', 'the order of scripts changes, which breaks checkouts')),
  'email-obfuscation': whenOn(ask('email-obfuscation', 'markup is rewritten on its way')),
  'development-mode': whenOn(ask('development-mode', 'nothing is cached for three hours')),
  websockets: whenOff(ask('websockets', 'live connections end')),
  brotli: harmless,
  http3: harmless,
  'early-hints': harmless,
  'automatic-https-rewrites': harmless,
  'opportunistic-encryption': harmless,
  'browser-check': whenOn(ask('browser-check', 'programs without a browser’s headers are turned away')),
  'browser-cache-seconds': (after) =>
    typeof after === 'number' && after > 86_400
      ? [
          dangerous(
            'browser-cache',
            `browsers would keep every page for ${after} seconds; nobody can take that back`,
          ),
        ]
      : [ask('browser-cache', 'how long browsers keep pages changes')],
  'security-level': (after) =>
    after === 'under_attack'
      ? [dangerous('security-level', 'every visitor waits for a test page; programs cannot pass')]
      : [ask('security-level', 'who is challenged changes')],
  'cache-level': (after) =>
    after === 'simplified'
      ? [dangerous('cache-level', 'pages that differ by query would be mixed up')]
      : [ask('cache-level', 'what counts as the same page changes')],
};

function hsts(before: Json, after: Json): readonly Judged[] {
  const parsed = settingSchemas.hsts.safeParse(after);
  if (!parsed.success) return [refused('hsts', 'the value has not the form of HSTS')];
  const old = settingSchemas.hsts.safeParse(before);
  const was = old.success ? old.data : null;
  const { maxAgeSeconds, includesSubdomains, isPreload } = parsed.data;
  if (isPreload && was?.isPreload !== true)
    return [refused('hsts', 'preloading is for years and cannot be taken back: it is asked for by hand')];
  const step = (seconds: number): number => hstsLadderSeconds.findLastIndex((each) => each <= seconds);
  const up = step(maxAgeSeconds) - step(was?.maxAgeSeconds ?? 0);
  const widened = includesSubdomains && was?.includesSubdomains !== true && maxAgeSeconds > 0;
  return [
    ...(up > 1
      ? [
          dangerous(
            'hsts',
            `${maxAgeSeconds} seconds skip a step of the ladder 300 s, 1 day, 30 days, 1 year`,
          ),
        ]
      : []),
    ...(up === 1 ? [ask('hsts', `browsers insist on HTTPS for ${maxAgeSeconds} seconds`)] : []),
    ...(up < 0 ? [ask('hsts', 'the next visit may be hijacked on a shared network again')] : []),
    ...(widened
      ? [dangerous('hsts', 'every subdomain must answer over HTTPS, those nobody thought of too')]
      : []),
  ];
}

function bots(after: Json, { manifest }: DangerContext): readonly Judged[] {
  const isOn =
    typeof after === 'object' &&
    after !== null &&
    (after as Readonly<Record<string, Json>>)['fightMode'] === true;
  if (!isOn) return [ask('bots', 'automated visitors are let through')];
  const needsPrograms =
    manifest.routes.some(({ isWebhook }) => isWebhook) || manifest.hosts.some(({ role }) => role === 'api');
  const says = 'programs are challenged, webhooks and apps among them, and no rule can except them';
  return [needsPrograms ? dangerous('bots', says) : ask('bots', says)];
}
