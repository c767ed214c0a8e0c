import { hashStyle, literal, nameOrIdent, quotedName, type Language } from './language.ts';

/** A default, or a question that works without an answer. */
const afterOr =
  /^(?:\.(?:present|nil|blank|empty)\?|&\.|\.presence\b|\.try\b|\.to_[sif]\b|\s{0,3}[!=]=|\s{1,3}\?\s|\s{1,3}&&|\s{0,3}(?:\|\||or\b)=?\s{0,3}(?!raise|abort|fail|exit)(?<fallback>"[^"\n]{0,200}"|'[^'\n]{0,200}'|[\d.]+|true|false)?)/;

/** ENV in Ruby, ERB and Rails' YAML. */
export const ruby: Language = {
  id: 'ruby',
  files:
    /\.(?:rb|rake|ru|erb|gemspec|jbuilder|haml|slim)$|(?:^|\/)(?:Gemfile|Rakefile|Capfile|Guardfile|Puma|config\/[^/]+\.ya?ml)$/,
  hints: /\bENV\b|Figaro\.env/,
  syntax: { ...hashStyle, block: [['=begin\n', '\n=end']] },
  functions: /\bdef\s+(?:self\.)?(?<name>\w+[?!]?)\s*\(?(?<parameters>[^)\n]{0,300})\)?/g,
  rules: [
    {
      via: 'ENV',
      pattern: new RegExp(String.raw`\bENV\[\s*${nameOrIdent}\s*\](?!\s*(?:\|\|)?=(?![=~>]))`, 'g'),
      after: afterOr,
      insists: /^\s{0,3}(?:\|\||or)\s{0,3}\(?(?:raise|abort|fail|exit)\b/,
    },
    {
      via: 'ENV',
      pattern: new RegExp(String.raw`\bENV\[\s*${quotedName}\s*\]\s*\|\|=\s*(?<fallback>${literal})?`, 'g'),
      need: 'optional',
    },
    {
      via: 'ENV',
      pattern: new RegExp(String.raw`\bENV\[\s*${quotedName}\s*\](?=\s*=(?![=~>]))`, 'g'),
      need: 'optional',
      role: 'set',
    },
    {
      via: 'ENV.fetch',
      pattern: new RegExp(
        String.raw`\bENV\.fetch\(?\s*${nameOrIdent}(?:\s*,\s*(?<fallback>${literal}|[^()\n{]{1,80}))?\s*\)?`,
        'g',
      ),
      need: 'required',
      after:
        /^\s{0,3}(?:\{\s{0,3}(?:\|\w+\|\s{0,3})?(?!\s*(?:raise|abort|fail))(?<fallback>"[^"\n]{0,200}"|'[^'\n]{0,200}'|[\d.]+|true|false)?|do\b)/,
    },
    {
      via: 'ENV',
      pattern: new RegExp(
        String.raw`\bENV\.(?:key|has_key|include|member|dig|delete|exclude)\??\(?\s*${quotedName}`,
        'g',
      ),
      need: 'optional',
    },
    { via: 'Figaro', pattern: /\bFigaro\.env\.(?<name>[a-z]\w{0,100})!/g, need: 'required' },
    { via: 'Figaro', pattern: /\bFigaro\.env\.(?<name>[a-z]\w{0,100})(?![\w!?])/g },
  ],
  extra: (text, { add }) => {
    for (const match of text.matchAll(
      /\bENV\.(?:values_at|slice|fetch_values|require_keys|require)\(?\s*((?:["']\w{1,128}["']\s*,?\s*)+)/g,
    ))
      for (const item of (match[1] ?? '').matchAll(/["'](\w+)["']/g))
        add(item[1] ?? '', match.index, { via: 'ENV' });
    for (const match of text.matchAll(
      /%w[[({]([\w\s]{1,600})[\])}]\.each(?:\s+do|\s*\{)\s*\|(\w+)\|([^]{0,200})/g,
    )) {
      const [, list = '', name = '', body = ''] = match;
      if (!new RegExp(String.raw`\bENV(?:\[|\.fetch\(?\s*)${name}\b`).test(body)) continue;
      for (const item of list.split(/\s+/))
        if (item !== '')
          add(item, match.index, {
            via: 'ENV',
            need: /raise|abort|fetch/.test(body) ? 'required' : 'expected',
          });
    }
  },
};
