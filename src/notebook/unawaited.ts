const PENDING = /^Promise \{\s*<pending>[\s\S]*\}\n?$/;
const REJECTED = /^UnhandledPromiseRejection: /;

/** A printed promise says nothing to who forgot to wait for it: what to write instead stands in its place. */
export function withoutPromises(text: string): string {
  return PENDING.test(text) ? "A promise, not yet its result: write `await` before it.\n" : text;
}

/** What a display looks like when it is the value of a cell: it stands above already, so nothing more is printed. */
export const SHOWN_ALREADY = "\u2063";

/** Printed text without the value of a cell that is a display. */
export function withoutDisplays(text: string): string {
  return text === `${SHOWN_ALREADY}\n` ? "" : text;
}

const UNSEEN = /SyntaxError: await is only valid in async functions|ReferenceError: await is not defined/;

/** The kernel looks for `await` in few places: one that begins with a bracket, and `for await`, it does not see. */
export function unseenAwait(text: string): string {
  return UNSEEN.test(text)
    ? `Try: write \`await null;\` above it: the kernel does not see the await in this cell\n${text}`
    : text;
}

/** An error that nobody waited for. */
export function unawaitedError(text: string): string {
  return text.replace(REJECTED, "An error in what was not awaited (write `await` before it): ");
}
