import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { RefusedError } from './api.ts';
import { refusedBy } from './use-view.ts';

export interface FormProps {
  readonly label: string;
  readonly action: string;
  /** What the fields held, by name. May reject with a refusal, which is then shown. */
  readonly submit: (values: FormData) => Promise<unknown>;
  readonly children: (fields: Readonly<Record<string, string>>) => ComponentChildren;
  readonly isInline?: boolean;
}

/** Says what is wrong beside the field it is about, and what to do. Emptied after it was taken. */
export function Form({ label, action, submit, children, isInline = false }: FormProps) {
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<RefusedError | null>(null);
  const [unplaced, setUnplaced] = useState<readonly string[]>([]);
  const showRefusal = (error: unknown): RefusedError => {
    const known = refusedBy(error);
    setRefused(known);
    return known;
  };
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement) || isBusy) return;
    setBusy(true);
    submit(new FormData(form))
      .then(
        () => {
          form.reset();
          setRefused(null);
          setUnplaced([]);
        },
        (error: unknown) => {
          const { error: said } = showRefusal(error);
          setUnplaced(
            Object.entries(said.fields).flatMap(([name, text]) =>
              form.elements.namedItem(name) === null ? [text] : [],
            ),
          );
          form.querySelector<HTMLElement>('[aria-invalid=true], input')?.focus();
        },
      )
      .finally(() => setBusy(false));
  };
  return (
    <form class={isInline ? 'form inline' : 'form'} aria-label={label} onSubmit={onSubmit} noValidate>
      {children(refused?.error.fields ?? {})}
      <button class="button primary" type="submit" disabled={isBusy}>
        {action}
      </button>
      <RefusalText refused={refused} />
      {unplaced.map((said) => (
        <p class="refusal">{said}</p>
      ))}
    </form>
  );
}

export const RefusalText = ({ refused }: { readonly refused: RefusedError | null }) => (
  <div class="refusal" role="alert">
    {refused === null ? null : (
      <p>
        {refused.message} {refused.error.todo}
      </p>
    )}
  </div>
);

const inputs = {
  text: { type: 'text' },
  email: { type: 'email' },
  password: { type: 'password' },
  number: { type: 'number' },
} as const;

export interface FieldProps {
  readonly label: string;
  readonly name: string;
  readonly errors: Readonly<Record<string, string>>;
  readonly type?: keyof typeof inputs;
  readonly hint?: string;
  readonly autocomplete?: string;
  readonly placeholder?: string;
}

export function Field({ label, name, errors, type = 'text', hint, autocomplete, placeholder }: FieldProps) {
  const id = useId();
  const said = errors[name] ?? hint;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        {...inputs[type]}
        autoComplete={autocomplete ?? 'off'}
        placeholder={placeholder ?? ''}
        aria-invalid={errors[name] !== undefined}
        {...(said === undefined ? {} : { 'aria-describedby': `${id}-said` })}
      />
      {said === undefined ? null : (
        <span id={`${id}-said`} class={errors[name] === undefined ? 'label' : 'label bad'}>
          {said}
        </span>
      )}
    </div>
  );
}

export interface ChoiceProps {
  readonly label: string;
  readonly name: string;
  readonly choices: readonly string[];
}

export function Choice({ label, name, choices }: ChoiceProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name}>
        {choices.map((each) => (
          <option value={each}>{each}</option>
        ))}
      </select>
    </div>
  );
}

/** What a text field held; files never appear in these forms. */
export function textOf(values: FormData, name: string): string {
  const value = values.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
