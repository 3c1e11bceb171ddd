/**
 * Strongly connected components with more than one member, of a graph given as targets by source (Tarjan's algorithm,
 * without recursion).
 */
export function cycles(count: number, targets: readonly (readonly number[])[]): number[][] {
  const index = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const onStack = new Uint8Array(count);
  const stack: number[] = [];
  const found: number[][] = [];
  let next = 0;
  for (let start = 0; start < count; start++) {
    if (index[start] !== -1) continue;
    const path: { v: number; i: number }[] = [{ v: start, i: 0 }];
    while (path.length > 0) {
      const top = path[path.length - 1] as { v: number; i: number };
      const { v } = top;
      if (top.i === 0) {
        index[v] = low[v] = next++;
        stack.push(v);
        onStack[v] = 1;
      }
      const w = targets[v]?.[top.i++];
      if (w !== undefined) {
        if (index[w] === -1) path.push({ v: w, i: 0 });
        else if (onStack[w] === 1) low[v] = Math.min(low[v] ?? 0, index[w] ?? 0);
        continue;
      }
      path.pop();
      const parent = path[path.length - 1];
      if (parent !== undefined) low[parent.v] = Math.min(low[parent.v] ?? 0, low[v] ?? 0);
      if (low[v] !== index[v]) continue;
      const members: number[] = [];
      let member: number | undefined;
      do {
        member = stack.pop();
        if (member === undefined) break;
        onStack[member] = 0;
        members.push(member);
      } while (member !== v);
      if (members.length > 1) found.push(members);
    }
  }
  return found;
}
