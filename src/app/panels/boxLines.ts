/** An operator's name in one line, or in two where it is longer than `letters`: broken where a word begins, as evenly as that goes. */
export function boxLines(name: string, letters: number): readonly string[] {
  if (name.length <= letters) return [name];
  const words = name.split(/(?<=[a-z])(?=[A-Z])|(?<=_)/);
  let best: readonly string[] = [name];
  let least = name.length;
  for (let i = 1; i < words.length; i++) {
    const lines = [words.slice(0, i).join(''), words.slice(i).join('')];
    const longest = Math.max(...lines.map((line) => line.length));
    if (longest >= least) continue;
    best = lines;
    least = longest;
  }
  return best;
}
