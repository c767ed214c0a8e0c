export interface SectionHeadProps {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
}

export const SectionHead = ({ id, title, hint }: SectionHeadProps) => (
  <div class="section-head">
    <h2 id={id}>{title}</h2>
    <p class="label">{hint}</p>
  </div>
);
