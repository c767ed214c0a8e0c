export const exportForms = ['steps', 'zonefile', 'terraform', 'nginx', 'caddy', 'vercel', 'netlify'] as const;
export type ExportForm = (typeof exportForms)[number];
