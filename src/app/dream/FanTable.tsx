import type { FanChartProps } from './FanChart';

/** The same for those who do not see the chart. */
export function FanTable({
  start,
  dreams,
  format,
}: Pick<FanChartProps, 'start' | 'dreams'> & { readonly format: (ms: number) => string }) {
  return (
    <table className="unseen">
      <caption>Imagined runtime at the end of each dream</caption>
      <thead>
        <tr>
          <th>Dream</th>
          <th>Rewrites</th>
          <th>Imagined</th>
        </tr>
      </thead>
      <tbody>
        {dreams.map((steps, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a dream is its number
          <tr key={i}>
            <td>{i + 1}</td>
            <td>{steps.length}</td>
            <td>{format(start.ms * (steps.at(-1)?.factor ?? 1))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
