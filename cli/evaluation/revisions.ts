/**
 * Counted up by hand where the same graphs get other figures: how samples are taken or intervals made, and what the verifier calls
 * equal (src/bench). What was confirmed or checked before that is then done again; ratios that only rank are kept.
 */
export const measuring = 2;

/** Counted up by hand where rules of the same names do something else (conditions, what they make). Searches are then run again. */
export const rulesRevision = 2;

/** Of records that do not name theirs: they were made while these were the revisions. */
const unnamed = { measuring: 2, rulesRevision: 2 };

/** Of reports that do not name theirs: they hold figures of before, too. */
export const unnamedInReports: Readonly<Record<string, string>> = {
  rulesRevision: '1',
  measuring: '1',
  pricing: '3 or earlier',
  'search dreamgraph': '3 or earlier',
};

export const isMeasuredAsToday = (record: { readonly measuring?: number }): boolean =>
  (record.measuring ?? unnamed.measuring) === measuring;

export const hasTodaysRules = (record: { readonly rulesRevision?: number }): boolean =>
  (record.rulesRevision ?? unnamed.rulesRevision) === rulesRevision;
