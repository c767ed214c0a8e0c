import type { Json } from '../../../model/json.ts';
import { nameText } from '../../../ingest/inside/origin.ts';
import { isRecord } from '../../../protocols/logs/bounded-json.ts';

/** A report of a Content Security Policy as an event: grouped by what was refused and by which rule. */
export function securityEvent(value: Json): Json {
  const outer = isRecord(value) ? value : {};
  const report = [outer['csp-report'], outer['body'], outer].find(isRecord) ?? {};
  const directive = nameText(
    report['effective-directive'] ?? report['effectiveDirective'] ?? report['violated-directive'],
    60,
  );
  const blocked = nameText(report['blocked-uri'] ?? report['blockedURL'], 300);
  const from = URL.canParse(blocked) ? new URL(blocked).host : blocked;
  return {
    level: 'warning',
    logger: 'csp',
    message: `Content Security Policy refused ${from || 'something'} (${directive || 'unknown directive'})`,
    fingerprint: ['csp', directive, from],
    request: { url: nameText(report['document-uri'] ?? report['documentURL'], 500) },
    extra: { report },
  };
}
