// `TextDecoder` for UTF-8, which every browser has and QuickJS has not: a sign that is cut between two calls is kept with
// `{ stream: true }`, and what is no UTF-8 becomes U+FFFD.
globalThis.TextDecoder = class TextDecoder {
  #kept = [];

  get encoding() { return 'utf-8'; }

  decode(bytes = [], { stream = false } = {}) {
    const all = [...this.#kept, ...bytes];
    this.#kept = [];
    let text = '';
    for (let at = 0; at < all.length;) {
      const first = all[at];
      const length = first < 0x80 ? 1 : first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0;
      const rest = all.slice(at + 1, at + length);
      const isWhole = rest.every((it) => (it & 0xc0) === 0x80);
      if (stream && length > 0 && isWhole && rest.length < length - 1) {
        this.#kept = all.slice(at);
        break;
      }
      if (length === 0 || !isWhole || rest.length < length - 1) {
        text += '\ufffd';
        at += 1;
        continue;
      }
      const high = length === 1 ? first : first & (0xff >> (length + 1));
      text += String.fromCodePoint(rest.reduce((sum, it) => sum * 64 + (it & 0x3f), high));
      at += length;
    }
    return text;
  }
};
