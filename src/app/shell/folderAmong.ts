/** The name of a folder among what was dropped: the browser passes it on as a file that cannot be read. Null: there is none. */
export function folderAmong(items: Iterable<Pick<DataTransferItem, 'webkitGetAsEntry'>>): string | null {
  for (const item of items) {
    const entry = item.webkitGetAsEntry();
    if (entry?.isDirectory === true) return entry.name;
  }
  return null;
}
