/** `.env`, `.env.production`, `config/prod.env`; not the ones made to be shared. */
export function isEnvFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (!/^\.env(?:\.|$)|\.env$|^\.envrc$/.test(name)) return false;
  if (/[._-](?:example|sample|template|dist|defaults?|schema|test|ci|vault)(?:$|[._-])/.test(name))
    return false;
  return !/(?:^|\/)(?:tests?|__tests__|fixtures?|examples?|testdata)\//i.test(path);
}

/** The names a file gives a value of its own: references and empty values are left out. */
export function envNames(text: string): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, name, value = ''] =
      /^\s{0,20}(?:export\s{1,4})?([A-Za-z_]\w{0,100})\s{0,4}=\s{0,4}(.{0,2000})$/.exec(line) ?? [];
    const plain = value.trim().replaceAll(/^["']|["']$/g, '');
    return name === undefined || plain === '' || plain.startsWith('$') ? [] : [name];
  });
}
