let last: Promise<void> = Promise.resolve();

/** Does something soon, in a task of its own after those that were asked for before. Returns what takes it back. */
export function inOwnTask(work: () => void): () => void {
  let wanted = true;
  last = last.then(
    () =>
      new Promise((resolve) => {
        setTimeout(() => {
          try {
            if (wanted) work();
          } finally {
            resolve();
          }
        });
      }),
  );
  return () => {
    wanted = false;
  };
}
