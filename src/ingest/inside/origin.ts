/** Who sent it: one process of the product. Texts are bounded and hold no control characters. */
export interface Origin {
  readonly service: string;
  /** `production` where none was said. */
  readonly environment: string;
  readonly release: string | null;
}

export type Attribute = string | number | boolean;
export type Attributes = Readonly<Record<string, Attribute>>;

/** A short text that may stand in a name: no control characters, at most 200 characters. */
export const nameText = (value: unknown, most = 200): string =>
  typeof value === 'string' || typeof value === 'number'
    ? String(value)
        // oxlint-disable-next-line no-control-regex -- they separate the parts of a series' name
        .replaceAll(/[\u0000-\u001F\u007F]+/g, ' ')
        .trim()
        .slice(0, most)
    : '';

/** Semantic conventions of OpenTelemetry for resources, the present names and those before them. */
export function originOf(resource: Attributes): Origin {
  const first = (...names: readonly string[]): string =>
    names.map((name) => nameText(resource[name], 100)).find((text) => text !== '') ?? '';
  const release = first('service.version', 'sentry.release');
  return {
    service: first('service.name') || 'unknown_service',
    environment:
      first('deployment.environment.name', 'deployment.environment', 'sentry.environment') || 'production',
    release: release === '' ? null : release,
  };
}
