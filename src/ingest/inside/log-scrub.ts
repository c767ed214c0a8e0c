import {
  isSecretKey,
  removed,
  scrubbed,
  scrubJson,
  scrubName,
  type Scrubbed,
} from '../../protocols/logs/scrub.ts';
import { personalSign, secretSign, type LogSign } from '../../protocols/logs/signs.ts';
import { loggerRule } from '../../protocols/logs/logger-rule.ts';
import type { Attribute, Attributes } from './origin.ts';
import type { InsideLog } from './log.ts';

export interface ScrubbedLog {
  readonly log: InsideLog;
  /** What should not have been logged, with the field it stood in and the rule that stops it. */
  readonly leaks: readonly LogSign[];
}

const maxMessage = 16_384;

/** MON-8: secrets and personal data go before anything is counted, grouped or kept. */
export function scrubLog(log: InsideLog, now: number): ScrubbedLog {
  const leaks: LogSign[] = [];
  const withoutLeaks = (text: string, ruleFor: (value: string) => string): string => {
    const found = scrubbed(text, now);
    if (found.secrets.length > 0 || found.personal.length > 0) leaks.push(...leaksOf(text, found, ruleFor));
    return found.text;
  };
  const whole = log.message.slice(0, maxMessage);
  const message = withoutLeaks(whole, (value) => loggerRule(whole, value));
  const fields = Object.entries(log.attributes).map(([field, value]): [string, Attribute] => {
    const kept = typeof value === 'string' ? withoutLeaks(value, () => ruleForField(field)) : value;
    return [scrubName(field), isSecretKey(field) && typeof value !== 'boolean' ? removed : kept];
  });
  return { log: { ...log, message, attributes: Object.fromEntries(fields) }, leaks };
}

/** By key and by shape; numbers and truths stay unless their key is that of a secret. */
export const scrubAttributes = (attributes: Attributes): Attributes =>
  // What is text stays text, what is a number becomes text at most.
  scrubJson(attributes) as Readonly<Record<string, Attribute>>;

const ruleForField = (field: string): string =>
  `OpenTelemetry: a LogRecordProcessor that deletes the attribute ${field}; pino: redact: ['${field}']; structlog, zap: drop the key ${field}.`;

function leaksOf(
  text: string,
  { secrets, personal }: Scrubbed,
  ruleFor: (value: string) => string,
): readonly LogSign[] {
  return [
    ...secrets
      .filter(({ kind }) => kind === 'secret')
      .map(({ rule, severity, value }) => secretSign({ title: rule.title, severity }, ruleFor(value))),
    ...personal.map(({ kind, start, end }) => personalSign(kind, ruleFor(text.slice(start, end)))),
  ];
}
