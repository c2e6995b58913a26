// Letters made equal for searching, by the same rules as the dashboard's own (`src/format/fold.rs`):
// lower case, without the marks of Latin letters.

/** From letter, to letter (or the one alone), and what stands for it. */
const RANGES = `
à å a|ā a|ă a|ą a|ạ ặ a|æ ae|ç c|ć c|ĉ c|ċ c|č c|ð d|ď d|đ d|è ë e|ē e|ĕ e|ė e|ę e|ě e|ẹ ệ e|ĝ g|ğ g|ġ g|ģ g|ĥ h|ħ h|
ì ï i|ĩ i|ī i|ĭ i|į i|ı i|ỉ ị i|ĵ j|ķ k|ĺ l|ļ l|ľ l|ŀ l|ł l|ñ n|ń n|ņ n|ň n|ò ö o|ø o|ō o|ŏ o|ő o|ơ o|ọ ợ o|œ oe|
ŕ r|ŗ r|ř r|ś s|ŝ s|ş s|š s|ș s|ß ss|ţ t|ť t|ŧ t|ț t|þ th|ù ü u|ũ u|ū u|ŭ u|ů u|ű u|ų u|ư u|ụ ự u|ŵ w|ý y|ÿ y|ŷ y|ỳ ỹ y|
ź z|ż z|ž z|\u0300 \u036f `;

const PLAIN = new Map();
for (const range of RANGES.replaceAll("\n", "").split("|")) {
  const words = range.split(" ");
  const [from, to] = [words[0], words.length === 3 ? words[1] : words[0]];
  for (let code = from.codePointAt(0); code <= to.codePointAt(0); code += 1) {
    PLAIN.set(String.fromCodePoint(code), words.at(-1));
  }
}

const ASCII = /^[\0-\x7f]*$/;

export function fold(text) {
  if (ASCII.test(text)) return text.toLowerCase();
  let folded = "";
  for (const letter of text) {
    for (const lower of letter.toLowerCase()) folded += PLAIN.get(lower) ?? lower;
  }
  return folded;
}
