/** Strict-Transport-Security (RFC 6797 section 6.1), read the way the Chromium preload list reads it: with codes for what is odd. */
export interface HstsHeader {
  readonly maxAgeSeconds: number | null;
  readonly includesSubDomains: boolean;
  readonly isPreloadWanted: boolean;
}
export interface HstsReading {
  readonly header: HstsHeader;
  /** hstspreload.org issue codes: `header.parse.invalid.max_age.no_value`. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

const maxDirectives = 64;

/** Never throws. `errors` make browsers ignore the directive or the header; `warnings` do not. */
export function readHsts(value: string): HstsReading {
  const state = new Reader();
  if (value.trim() === '') state.warn('empty');
  else for (const directive of value.split(';').slice(0, maxDirectives)) state.directive(trim(directive));
  return {
    header: {
      maxAgeSeconds: state.maxAge,
      includesSubDomains: state.includesSubDomains,
      isPreloadWanted: state.isPreloadWanted,
    },
    errors: state.errors,
    warnings: state.warnings,
  };
}

// RFC 9110 section 5.6.3: optional white space is space and tab.
const trim = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, '');

class Reader {
  maxAge: number | null = null;
  includesSubDomains = false;
  isPreloadWanted = false;
  readonly errors: string[] = [];
  readonly warnings: string[] = [];

  warn(code: string): void {
    this.warnings.push(`header.parse.${code}`);
  }

  /** RFC 6797 section 6.1: directives appear once; the preload list says so once, however often they repeat. */
  private warnOnce(code: string): void {
    if (!this.warnings.includes(`header.parse.${code}`)) this.warn(code);
  }

  directive(text: string): void {
    const [name, argument] = splitOnce(text);
    switch (name.toLowerCase()) {
      case '':
        return argument === null ? this.warnOnce('empty_directive') : this.warn('unknown_directive');
      case 'max-age':
        return this.maxAgeDirective(argument);
      case 'includesubdomains':
        if (argument !== null) return this.fault('invalid.include_sub_domains.invalid_value');
        if (this.includesSubDomains) this.warnOnce('repeated.include_sub_domains');
        this.includesSubDomains = true;
        return;
      case 'preload':
        if (argument !== null) return this.fault('invalid.preload.invalid_value');
        if (this.isPreloadWanted) this.warnOnce('repeated.preload');
        this.isPreloadWanted = true;
        return;
      default:
        this.warn('unknown_directive');
    }
  }

  private maxAgeDirective(argument: string | null): void {
    if (argument === null) return this.fault('invalid.max_age.no_value');
    // RFC 6797 section 6.1.1: the value may be a quoted-string.
    const digits = /^"(.*)"$/.exec(argument)?.[1] ?? argument;
    if (digits === '') return this.fault('max_age.parse_int_error');
    if (!/^[0-9]+$/.test(digits)) return this.fault('max_age.non_digit_characters');
    if (this.maxAge !== null) this.warnOnce('repeated.max_age');
    if (digits.length > 1 && digits.startsWith('0')) this.warn('max_age.leading_zero');
    this.maxAge ??= Math.min(Number(digits), Number.MAX_SAFE_INTEGER);
  }

  private fault(code: string): void {
    this.errors.push(`header.parse.${code}`);
  }
}

function splitOnce(text: string): readonly [string, string | null] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, null] : [trim(text.slice(0, equals)), trim(text.slice(equals + 1))];
}
