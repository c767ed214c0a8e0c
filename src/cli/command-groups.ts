/** What a word that only holds subcommands is about; one line each. */
export const groupSummaries: Readonly<Record<string, string>> = {
  alerts: 'alert channels: try them for real',
  assistant: 'the product’s own AI assistant: try to mislead it',
  fix: 'repairs: plan, show, apply, prove, undo',
  load: 'how fast it is, and at what load it breaks',
  logs: 'what the logs tell, and what they must not hold',
  mail: 'does mail arrive: test sends, DMARC and TLS reports',
  tools: 'four small calculators: readiness, risk, cost, sprint',
  watch: 'monitors from launch.yaml: plan and apply',
};

/** Headings of `--help`, in the order a launch goes; a command that is not named here stands under the last. */
export const helpGroups: readonly (readonly [heading: string, commands: readonly string[]])[] = [
  ['Find what blocks the launch:', ['audit', 'init', 'explain', 'verify', 'compare', 'accept']],
  ['Fix it:', ['fix', 'drift']],
  ['Code and release:', ['scan', 'env', 'migrations', 'gate', 'smoke', 'deploy']],
  ['Prove it:', ['mail', 'load', 'db', 'logs', 'assistant']],
  ['Watch it:', ['serve', 'watch', 'probe', 'mark', 'alerts', 'backup']],
  ['Hand it over:', ['handover', 'sprint']],
  ['More:', ['tools']],
];
