import { type Port, serve, Transfer } from '../rpc';
import { layOut } from './layout';
import type { LayoutRequest } from './protocol';

serve<Record<string, never>>(self as unknown as Port, {
  layOut: (request: LayoutRequest) => {
    const result = layOut(request);
    return new Transfer(result, [result.points.buffer, result.x.buffer, result.y.buffer]);
  },
});
