import { expect, it } from 'vitest';
import { clockDesk } from './clockDesk';
import type { MeasureRequest } from './protocol';

it('waits for its own answer alone, and for none once it is closed', async () => {
  const sent: MeasureRequest[] = [];
  const desk = clockDesk((request) => sent.push(request));
  const first = desk.ask([]);
  const [request] = sent;
  desk.give({ id: 99, figures: [null], remark: 'late' });
  desk.give({ id: request?.id ?? 0, figures: [], remark: null });
  expect(await first).toMatchObject({ remark: null });
  const second = desk.ask([]);
  desk.close();
  expect(await second).toMatchObject({ figures: [], remark: expect.stringContaining('ended') });
  expect(await desk.ask([])).toMatchObject({ figures: [] });
  expect(sent).toHaveLength(2);
});
