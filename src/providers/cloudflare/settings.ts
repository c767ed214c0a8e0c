import type { Json } from '../../model/json.ts';
import type { SettingId } from '../../protocols/edge/values.ts';

interface SettingForm {
  readonly id: string;
  readonly toApi: (value: Json) => Json;
  /** undefined: the API says something our form does not know; the value is kept raw. */
  readonly fromApi: (value: Json) => Json | undefined;
}

const onOff = (id: string): SettingForm => ({
  id,
  toApi: (value) => (value === true ? 'on' : 'off'),
  fromApi: (value) => (value === 'on' ? true : value === 'off' ? false : undefined),
});
const plain = (id: string): SettingForm => ({ id, toApi: (value) => value, fromApi: (value) => value });

const hsts: SettingForm = {
  id: 'security_header',
  toApi: (value) => {
    const { maxAgeSeconds, includesSubdomains, isPreload, hasNosniff } = value as Readonly<
      Record<string, Json>
    >;
    return {
      strict_transport_security: {
        enabled: maxAgeSeconds !== 0,
        max_age: maxAgeSeconds ?? 0,
        include_subdomains: includesSubdomains ?? false,
        preload: isPreload ?? false,
        nosniff: hasNosniff ?? false,
      },
    };
  },
  fromApi: (value) => {
    const header = (value as Readonly<Record<string, Json>> | null)?.['strict_transport_security'];
    if (typeof header !== 'object' || header === null) return undefined;
    const each = header as Readonly<Record<string, Json>>;
    return {
      maxAgeSeconds: each['enabled'] === true ? (each['max_age'] ?? 0) : 0,
      includesSubdomains: each['include_subdomains'] ?? false,
      isPreload: each['preload'] ?? false,
      hasNosniff: each['nosniff'] ?? false,
    };
  },
};

/** Our names for Cloudflare's settings, and the two ways of saying a value. */
export const settingForms: Readonly<Record<SettingId, SettingForm>> = {
  ssl: plain('ssl'),
  'always-https': onOff('always_use_https'),
  'min-tls': plain('min_tls_version'),
  'tls-1-3': { ...onOff('tls_1_3'), fromApi: (value) => value === 'on' || value === 'zrt' },
  hsts,
  'automatic-https-rewrites': onOff('automatic_https_rewrites'),
  'opportunistic-encryption': onOff('opportunistic_encryption'),
  brotli: onOff('brotli'),
  http3: onOff('http3'),
  'early-data': onOff('0rtt'),
  'early-hints': onOff('early_hints'),
  websockets: onOff('websockets'),
  'development-mode': onOff('development_mode'),
  'always-online': onOff('always_online'),
  'rocket-loader': onOff('rocket_loader'),
  'email-obfuscation': onOff('email_obfuscation'),
  'browser-check': onOff('browser_check'),
  'browser-cache-seconds': plain('browser_cache_ttl'),
  'security-level': plain('security_level'),
  'cache-level': plain('cache_level'),
};

export const settingIds = Object.keys(settingForms) as readonly SettingId[];
