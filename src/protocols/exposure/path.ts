/** The path of an address; `/` when it cannot be read. */
export const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : '/');

/** `cdn.harbor-market.example` to `harbor-market`: the word backups are named after. */
export const labelOf = (host: string): string => {
  const labels = host.split('.').filter((label) => label !== 'www');
  return labels.at(-2) ?? labels[0] ?? host;
};

export const filledPath = (template: string, host: string): string =>
  template.replaceAll('{host}', host).replaceAll('{label}', labelOf(host));
