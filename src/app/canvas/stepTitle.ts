/** What the graph at a step is called. */
export const stepTitle = (step: number): string => (step === 0 ? 'Original' : `Step ${step}`);
