import { cStyle, nameOrIdent, type Language } from './language.ts';

const elvis = /^\s{0,40}(?:\?:\s{0,3}(?!throw|error\()(?<fallback>"[^"\n]{0,200}"|[\d.]+)?|\?\.)/;
/** The default is looked at, not consumed: it may hold a placeholder of its own. */
const placeholder = String.raw`\$\{(?<name>[A-Z][A-Z0-9_]{1,127})(?=(?::(?<fallback>(?:[^{}\n]|\$\{[^{}\n]{0,100}\}){0,200}))?\})`;

/** System.getenv in Java, Kotlin, Scala and Groovy; Spring, Micronaut and Quarkus placeholders in annotations. */
export const jvm: Language = {
  id: 'jvm',
  files: /\.(?:java|kts?|scala|groovy|gradle)$/,
  hints: /getenv|@Value|ConfigProperty|[Ee]nv\b|environment|sys\.env/,
  syntax: { ...cStyle, strings: ['"""', '"', "'"] },
  functions:
    /(?:\bfun\s+|\bdef\s+|\b(?:String|int|boolean|long|Integer|Optional<String>)\s+)(?<name>\w+)\s*\((?<parameters>[^)]{0,300})\)/g,
  rules: [
    {
      via: 'System.getenv',
      pattern: new RegExp(String.raw`\bSystem\.getenv\(\s*${nameOrIdent}\s*\)`, 'g'),
      after: elvis,
      insists: /^\s{0,40}(?:\?:\s{0,3}(?:throw|error\()|!!)/,
    },
    {
      via: 'System.getenv',
      pattern: new RegExp(String.raw`\bSystem\.getenv\(\)\s*(?:\.get\(|\[)\s*${nameOrIdent}`, 'g'),
      after: /^\s*[)\]]\s*\?:/,
    },
    {
      via: 'System.getenv',
      pattern:
        /\bSystem\.getenv\(\)\.getOrDefault\(\s*"(?<name>\w{1,128})"\s*,\s*(?<fallback>"[^"\n]{0,200}"|[^)\n]{1,80})/g,
      need: 'optional',
    },
    {
      via: 'System.getenv',
      pattern: /\bSystem\.getenv\(\)\.containsKey\(\s*"(?<name>\w{1,128})"/g,
      need: 'optional',
    },
    {
      via: 'sys.env',
      pattern: /\bsys\.env(?:\.get|\.apply)?\(\s*"(?<name>\w{1,128})"\s*\)/g,
      after: /^\s*\.(?:getOrElse|orElse)\(\s*(?<fallback>"[^"\n]{0,200}")?/,
    },
    {
      via: 'sys.env',
      pattern:
        /\bsys\.env\.getOrElse\(\s*"(?<name>\w{1,128})"\s*,\s*(?<fallback>"[^"\n]{0,200}"|[^)\n]{1,80})/g,
      need: 'optional',
    },
    {
      via: 'dotenv',
      pattern:
        /\bdotenv\s*(?:\.get\(|\[)\s*"(?<name>[A-Z][A-Z0-9_]{1,127})"(?:\s*,\s*(?<fallback>"[^"\n]{0,200}"))?/g,
    },
    {
      via: '@Value',
      isPlainFallback: true,
      pattern: new RegExp(String.raw`@(?:Value|Property)\([^)\n]{0,80}?\\?${placeholder}`, 'g'),
      need: 'required',
    },
    {
      via: '@ConfigProperty',
      pattern:
        /@ConfigProperty\([^)\n]{0,60}name\s*=\s*"(?<name>[A-Z][A-Z0-9_]{1,127})"(?:[^)\n]{0,40}defaultValue\s*=\s*(?<fallback>"[^"\n]{0,200}"))?/g,
      need: 'required',
    },
    { via: 'providers', pattern: /\benvironmentVariable\(\s*"(?<name>[A-Z][A-Z0-9_]{1,127})"/g },
  ],
};

/** application.yml, application.properties and others: `${DATABASE_URL:jdbc:postgresql://localhost/x}`. */
export const springConfig: Language = {
  id: 'spring',
  files:
    /(?:^|\/)(?:application|bootstrap|microprofile-config|logback|log4j2)[\w.-]{0,40}\.(?:ya?ml|properties|xml|conf)$/,
  hints: /\$\{/,
  syntax: { line: ['#'], block: [['<!--', '-->']], strings: [] },
  rules: [
    { via: 'Spring', isPlainFallback: true, pattern: new RegExp(placeholder, 'g'), need: 'required' },
    { via: 'HOCON', pattern: /\$\{\?(?<name>[A-Z][A-Z0-9_]{1,127})\}/g, need: 'optional' },
  ],
};
