import { inflateSync } from "node:zlib";

/** A text without its blanks, and with its ligatures (ﬁ) taken apart. */
export function packed(text: string): string {
  return text.normalize("NFKC").replaceAll(/\s/g, "");
}

/** The body of an object, and its stream where it has one. */
interface Part {
  body: string;
  stream: Buffer | null;
}

/**
 * What is written on each page of a PDF, without blanks (`packed`): a browser sets letters one by one,
 * and knows no words. Only PDF as Chromium writes it is understood: plain objects, Flate streams, and fonts whose two-byte glyphs
 * are mapped back to letters by a `ToUnicode` table (ISO 32000-1, 9.10.3).
 */
export function pdfPages(pdf: Buffer): string[] {
  const parts = objects(pdf);
  const letters = new Map<string, Map<string, string>>();
  const fontOf = (reference: string): Map<string, string> => {
    const known = letters.get(reference);
    if (known !== undefined) return known;
    const unicode = /\/ToUnicode (\d+) 0 R/.exec(parts.get(reference)?.body ?? "")?.[1];
    const table = tableOf(parts.get(unicode ?? "")?.stream?.toString("latin1") ?? "");
    letters.set(reference, table);
    return table;
  };
  return [...parts.values()]
    .filter(({ body }) => /\/Type \/Page\b/.test(body))
    .map(({ body }) => {
      const fonts = /\/Font (<<[^>]*>>|(\d+) 0 R)/.exec(body);
      const named = fonts?.[2] === undefined ? (fonts?.[1] ?? "") : (parts.get(fonts[2])?.body ?? "");
      const byName = new Map<string, Map<string, string>>();
      for (const [, name, reference] of named.matchAll(/\/(\w+) (\d+) 0 R/g)) {
        byName.set(name ?? "", fontOf(reference ?? ""));
      }
      const contents = /\/Contents (?:\[ ?)?([\d R]+)/.exec(body)?.[1] ?? "";
      const streams = [...contents.matchAll(/(\d+) 0 R/g)].map(([, id]) => parts.get(id ?? "")?.stream);
      return packed(written(streams.map((one) => one?.toString("latin1") ?? "").join("\n"), byName));
    });
}

/** The objects of the file, by their numbers. */
function objects(pdf: Buffer): Map<string, Part> {
  const source = pdf.toString("latin1");
  const parts = new Map<string, Part>();
  for (const found of source.matchAll(/(?:^|\n)(\d+) 0 obj\s/g)) {
    const from = found.index + found[0].length;
    const end = source.indexOf("endobj", from);
    const at = source.indexOf("stream\n", from);
    const head = source.slice(from, at >= 0 && at < end ? at : end);
    let stream: Buffer | null = null;
    const length = /\/Length (\d+)/.exec(head)?.[1];
    if (at >= 0 && at < end && length !== undefined) {
      const raw = pdf.subarray(at + "stream\n".length, at + "stream\n".length + Number(length));
      stream = head.includes("/FlateDecode") ? inflateSync(new Uint8Array(raw)) : raw;
    }
    parts.set(found[1] ?? "", { body: head, stream });
  }
  return parts;
}

/** Which letters a font's glyphs stand for. */
function tableOf(map: string): Map<string, string> {
  const table = new Map<string, string>();
  const letter = (hex: string): string => Buffer.from(hex, "hex").swap16().toString("utf16le");
  for (const [, block] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, glyph, to] of (block ?? "").matchAll(/<(\w+)>\s*<(\w+)>/g)) {
      table.set((glyph ?? "").toLowerCase(), letter(to ?? ""));
    }
  }
  for (const [, block] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, first, last, to] of (block ?? "").matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const start = parseInt(first ?? "", 16);
      for (let glyph = start; glyph <= parseInt(last ?? "", 16); glyph += 1) {
        const code = parseInt(to ?? "", 16) + glyph - start;
        table.set(glyph.toString(16).padStart(4, "0"), String.fromCodePoint(code));
      }
    }
  }
  return table;
}

/** What the operators of a page write; a glyph that stands for nothing known is U+FFFD. */
function written(content: string, fonts: Map<string, Map<string, string>>): string {
  let text = "";
  let font = new Map<string, string>();
  for (const [, name, shown] of content.matchAll(/\/(\w+) [\d.]+ Tf|(\[[^\]]*\] TJ|<[0-9A-Fa-f]*> Tj)/g)) {
    if (name !== undefined) font = fonts.get(name) ?? new Map();
    for (const [, hex] of (shown ?? "").matchAll(/<([0-9A-Fa-f]*)>/g)) {
      for (const [glyph] of (hex ?? "").matchAll(/.{4}/g)) text += font.get(glyph.toLowerCase()) ?? "\u{fffd}";
    }
  }
  return text;
}
