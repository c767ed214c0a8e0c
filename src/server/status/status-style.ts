/** The look of the public pages, from the roles of the design; the hue of the accent is the owner's. */
export const statusStyle = (hue: number): string => `:root {
  color-scheme: light dark;
  --canvas: light-dark(oklch(0.985 0.002 260), oklch(0.17 0.008 260));
  --surface: light-dark(oklch(1 0 0), oklch(0.205 0.01 260));
  --line: light-dark(oklch(0.9 0.006 260), oklch(0.31 0.012 260));
  --text: light-dark(oklch(0.23 0.02 260), oklch(0.95 0.006 260));
  --muted: light-dark(oklch(0.49 0.018 260), oklch(0.72 0.014 260));
  --accent: light-dark(oklch(0.5 0.15 ${hue}), oklch(0.76 0.12 ${hue}));
  --ok: light-dark(oklch(0.5 0.13 152), oklch(0.8 0.16 152));
  --ok-fill: light-dark(oklch(0.63 0.16 152), oklch(0.66 0.15 152));
  --warn: light-dark(oklch(0.52 0.115 68), oklch(0.84 0.14 82));
  --warn-fill: light-dark(oklch(0.64 0.15 58), oklch(0.78 0.15 78));
  --bad: light-dark(oklch(0.53 0.205 27), oklch(0.74 0.16 25));
  --bad-fill: light-dark(oklch(0.58 0.215 27), oklch(0.63 0.2 25));
  --idle: light-dark(oklch(0.53 0.012 260), oklch(0.7 0.012 260));
  --idle-fill: light-dark(oklch(0.82 0.008 260), oklch(0.4 0.012 260));
}
* { box-sizing: border-box; margin: 0; }
body { background: var(--canvas); color: var(--text); font: 14px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
  font-variant-numeric: tabular-nums; }
header, main, footer { max-width: 760px; margin: 0 auto; padding: 16px; }
main { display: grid; gap: 24px; }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
footer a { margin-right: 12px; }
.brand { font-weight: 600; }
h1 { display: flex; gap: 8px; font-size: 28px; line-height: 1.2; letter-spacing: -0.02em; }
h2 { font-size: 16px; margin-bottom: 8px; }
h3 { font-size: 14px; }
.muted { color: var(--muted); }
.small { font-size: 12px; }
.state.up, .word.up { color: var(--ok); }
.state.degraded, .word.degraded { color: var(--warn); }
.state.down, .word.down { color: var(--bad); }
.state.unknown, .word.unknown, .state.paused, .word.paused { color: var(--idle); }
.lines { list-style: none; padding: 0; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); }
.lines li { padding: 12px 16px; border-top: 1px solid var(--line); }
.lines li:first-child { border-top: 0; }
.line { display: flex; justify-content: space-between; gap: 12px; }
.line strong { min-width: 0; overflow-wrap: anywhere; }
.line .word { white-space: nowrap; }
.bars { display: block; width: 100%; height: 24px; margin: 8px 0 4px; fill: var(--idle-fill); }
.bars .up { fill: var(--ok-fill); }
.bars .degraded { fill: var(--warn-fill); }
.bars .down { fill: var(--bad-fill); }
article { padding: 12px 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
form { display: flex; gap: 8px; flex-wrap: wrap; align-items: center; margin-bottom: 8px; }
input, button, select { font: inherit; color: inherit; padding: 8px 12px; border: 1px solid var(--muted); border-radius: 6px;
  background: var(--surface); min-height: 40px; }
input { flex: 1; min-width: 200px; }
button { background: var(--accent); border-color: var(--accent); color: var(--canvas); cursor: pointer; }
ol, ul.plain { padding-left: 20px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; }
@media (max-width: 559px) { h1 { font-size: 24px; } }
@media print { form, footer { display: none; } }
`;
export const standardHue = 262;
