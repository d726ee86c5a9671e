// Words in both languages: the English stands in the scripts, its Chinese in the catalogue that all of sanduan shares.

import { BOOK } from "./book.js";

const filled = (words, gaps) => words.replace(/\{(\w+)\}/g, (whole, key) => (key in gaps ? gaps[key] : whole));
const pair = (key, english, gaps) => [filled(BOOK[key] ?? english, gaps), filled(english, gaps)];

export const both = (english, gaps = {}) => pair(english, english, gaps);
export const both_in = (context, english, gaps = {}) => pair(`${context}\x04${english}`, english, gaps);
