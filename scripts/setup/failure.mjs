// A failure with its cure: what a learner reads instead of a stack.

export class SetupFailure extends Error {
  /** `what` failed, as a sentence; `cure`, what to type or do. */
  constructor(what, cure) {
    super(`${what} ${cure}`);
    this.name = "SetupFailure";
    this.what = what;
    this.cure = cure;
  }
}

const known = [
  {
    pattern: /ENOSPC|no space left on device|not enough space|disk quota|EDQUOT/i,
    what: (step) => `The disk is full: ${step} could not be written.`,
    cure: "Free about 1 GB and type the same command again; it goes on where it stopped.",
  },
  {
    // What npm, pip and uv say when there is no way to the registry.
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED|name resolution|NewConnectionError|Max retries exceeded|Could not connect|error sending request|network is unreachable|urlopen error|No matching distribution found/i,
    what: (step) => `No network: ${step} could not be downloaded.`,
    cure: "Connect (behind a proxy, set HTTPS_PROXY) and type the same command again; after this once the book works offline.",
  },
  {
    pattern: /EACCES|EPERM|Permission denied|read-only file system|EROFS/i,
    what: (step) => `${step} could not be written: no permission in this folder.`,
    cure: "Move the project to a folder of your own (on Windows, close programs that have it open) and type the same command again.",
  },
  {
    pattern: /npm ci.*can only install|package\.json and package-lock\.json.*(in sync|not in sync)|EUSAGE/i,
    what: () => "package.json and package-lock.json do not agree.",
    cure: "Type: npm install",
  },
  {
    pattern: /EINTEGRITY|SHA512|hashes? do(es)? not match|THESE PACKAGES DO NOT MATCH/i,
    what: (step) => `${step} arrived damaged.`,
    cure: "Type: npm cache verify, then the same command again.",
  },
];

/** The failure of `step` (a noun, "The packages"), told from what a tool printed or an error said. */
export function explain(step, output, fallbackCure) {
  for (const { pattern, what, cure } of known) {
    if (pattern.test(output)) return new SetupFailure(what(step), cure);
  }
  return new SetupFailure(`${step} could not be set up: ${lastLines(output, 12)}`, fallbackCure);
}

/** The last lines of a tool's output that say something. */
export function lastLines(text, count) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  return (lines.length > 1 ? "\n" : "") + lines.slice(-count).join("\n") + (lines.length > 1 ? "\n" : "");
}
