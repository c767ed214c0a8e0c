import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** True where a script is known to run already; elsewhere what needs one is sent hidden. */
export const ScriptRuns = createContext(false);

/** A command one may paste. The button works with script only. */
export function Paste({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <div class="paste">
      <code>{text}</code>
      <button
        class="button"
        type="button"
        data-copy
        hidden={!useContext(ScriptRuns)}
        aria-label={`Copy ${what}`}
      >
        Copy
      </button>
    </div>
  );
}
