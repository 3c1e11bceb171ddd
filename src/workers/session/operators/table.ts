import { type RuntimeInfo, scopeOf } from '../../../bench';
import type { KeptTimes } from './keptTimes';
import type { OperatorTableMethods } from './protocol';

/** What the session lends to the methods for the table of operator times. */
export interface TableHost {
  readonly times: KeptTimes;
  /** What the runtime in use says of itself; null while none is. */
  infoInUse(): Promise<RuntimeInfo | null>;
}

/** The session's methods for the table of operator times. */
export const operatorTable = ({ times, infoInUse }: TableHost): OperatorTableMethods => ({
  keepOperatorTimes: ({ keep }) => (keep ? times.keepAll() : times.forget()),
  exportOperatorTimes: async () => {
    const info = await infoInUse();
    return info === null ? null : times.export(scopeOf(info));
  },
  importOperatorTimes: async ({ data }) => {
    const { size, scope } = times.take(data);
    return { operators: size, scope };
  },
});
