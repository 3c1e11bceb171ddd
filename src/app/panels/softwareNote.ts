/** What stands beside every figure of a software adapter. */
export const softwareNote = (adapter: string): string =>
  `${adapter}, a software adapter: says nothing of a GPU`;
