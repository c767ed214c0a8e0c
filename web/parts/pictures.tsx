import type { ReportPicture } from '../../src/model/report.ts';

/** Pages as a phone and a desktop showed them. Wide ones stand in their own row; nothing is cut off on paper. */
export const Pictures = ({ pictures }: { readonly pictures: readonly ReportPicture[] }) => (
  <div class="pictures">
    {pictures.map(({ url, width, data }) => (
      <figure key={`${url} ${width}`}>
        <img src={data} alt={`${url} in a window of ${width} px`} width={width} loading="lazy" />
        <figcaption class="label">
          {url}, {width} px
        </figcaption>
      </figure>
    ))}
  </div>
);
