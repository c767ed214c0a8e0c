import { findPersonal } from '../../protocols/logs/personal.ts';
import { scrubJson, scrubText } from '../../protocols/logs/scrub.ts';
import { personalSign, secretSign, type LogSign } from '../../protocols/logs/signs.ts';
import { loggerRule } from '../../protocols/logs/logger-rule.ts';
import { sharedScanner } from '../../protocols/secrets/redact.ts';
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
  const message = log.message.slice(0, maxMessage);
  const fields = Object.entries(log.attributes).filter(
    (field): field is [string, string] => typeof field[1] === 'string',
  );
  const leaks = [
    ...leaksIn(message, now, (value) => loggerRule(message, value)),
    ...fields.flatMap(([field, value]) => leaksIn(value, now, () => ruleForField(field))),
  ];
  return {
    log: {
      ...log,
      message: scrubText(message),
      attributes: scrubAttributes(log.attributes),
    },
    leaks,
  };
}

/** By key and by shape; numbers and truths stay unless their key is that of a secret. */
export const scrubAttributes = (attributes: Attributes): Attributes =>
  // What is text stays text, what is a number becomes text at most.
  scrubJson(attributes) as Readonly<Record<string, Attribute>>;

const ruleForField = (field: string): string =>
  `OpenTelemetry: a LogRecordProcessor that deletes the attribute ${field}; pino: redact: ['${field}']; structlog, zap: drop the key ${field}.`;

function leaksIn(text: string, now: number, ruleFor: (value: string) => string): readonly LogSign[] {
  const secrets = sharedScanner()
    .scan(Buffer.from(text), { now })
    .filter(({ kind }) => kind === 'secret')
    .map(({ rule, severity, value }) => secretSign({ title: rule.title, severity }, ruleFor(value)));
  const personal = findPersonal(text).map(({ kind, start, end }) =>
    personalSign(kind, ruleFor(text.slice(start, end))),
  );
  return [...secrets, ...personal];
}
