// Prettier with what reads and writes JavaScript and TypeScript: a bundle of its own, fetched when somebody first asks to
// have code formatted. It writes as the examples of the course are written.
import { formatWithCursor } from "prettier/standalone";
import babel from "prettier/plugins/babel";
import estree from "prettier/plugins/estree";

const STYLE = { singleQuote: true, printWidth: 100, plugins: [babel, estree] };

// What Babel says, without the place and the code frame that Prettier adds to it.
function said(error) {
  const place = error.loc?.start ?? error.loc ?? {};
  const message = String(error.cause?.message ?? error.message).split("\n")[0].replace(/\s*\(\d+:\d+\)$/, "");
  return { message, line: place.line ?? 1, column: place.column ?? 1 };
}

// The code as it should stand, and where in it the cursor is then; or what kept it from being read.
export async function formatted(code, cursorOffset, parser) {
  try {
    const it = await formatWithCursor(code, { ...STYLE, parser, cursorOffset });
    return { text: it.formatted, cursor: it.cursorOffset };
  } catch (error) {
    return said(error);
  }
}
