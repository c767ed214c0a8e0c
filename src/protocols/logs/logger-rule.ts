import { fieldHolding, readLogLine } from './line.ts';

/** The rule of a logger that keeps a value like this out of a line like this one; never holds the value. */
export function loggerRule(line: string, value: string): string {
  const { fields } = readLogLine(line);
  const field = fields === null ? null : fieldHolding(fields, value);
  if (field !== null && /^(?:msg|message|event)$/.test(field))
    return 'It stands in the message: log an id instead of the value.';
  if (field !== null && /^[\w.-]{1,100}$/.test(field))
    return `pino: redact: ['${field}']; winston: a format that deletes info.${field}; structlog, zap: drop the key ${field}.`;
  const before = line.slice(0, line.indexOf(value)).slice(-200);
  const query = /[?&]([\w.-]{1,40})=[^&\s"]*$/.exec(before)?.[1];
  if (query !== undefined)
    return `It is the query parameter ${query}: log the path only (nginx: $uri in place of $request in log_format), and send it in the body.`;
  const key = /([\w.-]{1,40})["']?\s?[=:]\s?["']?$/.exec(before)?.[1];
  return key === undefined
    ? 'It stands in the text: log an id instead of the value, or filter by shape in the formatter.'
    : `Drop or mask ${key} in the formatter (logging.Filter in Python, filter_parameters in Rails, a redact rule elsewhere).`;
}
