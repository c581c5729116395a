// The self-score by itself: from nothing but the text of a package and the points of the standard. It shares
// no line with the app.

/** Full points of the 23 items (GB/T 19580-2012). */
const POINTS = {
  '4.1.2': 50, '4.1.3': 30, '4.1.4': 30,
  '4.2.2': 40, '4.2.3': 50,
  '4.3.2': 40, '4.3.3': 50,
  '4.4.2': 60, '4.4.3': 15, '4.4.4': 20, '4.4.5': 15, '4.4.6': 10, '4.4.7': 10,
  '4.5.2': 50, '4.5.3': 50,
  '4.6.2': 40, '4.6.3': 40,
  '4.7.2': 80, '4.7.3': 80, '4.7.4': 80, '4.7.5': 60, '4.7.6': 50, '4.7.7': 50,
};

/** Hundredths of a point as decimal text: 2750 is 27.5. */
const decimal = (hundredths) => String(hundredths / 100);

/**
 * @param {string} text The package.
 * @returns {{ total: string, of: number, scored: number, unscored: number, categories: object, items: object }}
 */
export function scores(text) {
  const written = new Map(JSON.parse(text).items?.map(({ id, percent }) => [id, percent]));
  const [items, sums] = [{}, {}];
  let [total, of, scored] = [0, 0, 0];
  for (const [id, points] of Object.entries(POINTS)) {
    const percent = written.get(id);
    if (percent === undefined) continue;
    const category = id.slice(0, 3);
    // Points and percents are whole numbers, so hundredths are exact.
    items[id] = decimal(points * percent);
    sums[category] = (sums[category] ?? 0) + points * percent;
    total += points * percent;
    of += points;
    scored += 1;
  }
  const categories = Object.fromEntries(Object.entries(sums).map(([id, sum]) => [id, decimal(sum)]));
  return { total: decimal(total), of, scored, unscored: Object.keys(POINTS).length - scored, categories, items };
}
