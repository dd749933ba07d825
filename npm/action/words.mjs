/**
 * The words of a text, as a shell takes it apart: at white space, with quotes and
 * backslashes, and without everything else that a shell does with it. Throws
 * where a quote is not closed.
 */
export const words = (text) => {
  const list = [];
  let word; // undefined between words
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (/\s/.test(c)) {
      if (word !== undefined) list.push(word);
      word = undefined;
    } else if (c === "'" || c === '"') {
      const [inside, end] = quoted(text, i);
      word = (word ?? '') + inside;
      i = end;
    } else {
      if (c === '\\' && i + 1 < text.length) i++;
      word = (word ?? '') + text[i];
    }
  }
  return word === undefined ? list : [...list, word];
};

// quoted returns what stands between the quote at an offset and the one that
// closes it, and where that is.
const quoted = (text, start) => {
  let inside = '';
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === text[start]) return [inside, i];
    if (text[start] === '"' && text[i] === '\\' && /["\\$`]/.test(text[i + 1] ?? '')) i++;
    inside += text[i];
  }
  throw new Error(`a quote is not closed in ${JSON.stringify(text)}`);
};
