// Counts checks and says how each went, one line each.
export function createReport() {
  const counts = { passed: 0, failed: 0 };
  return {
    counts,
    /** Runs one check: it passes unless it throws; what it returns is shown beside its name. */
    async check(name, run) {
      try {
        const note = await run();
        counts.passed += 1;
        console.log(`  ok    ${name}${note === undefined ? "" : ` (${note})`}`);
        return true;
      } catch (error) {
        counts.failed += 1;
        console.log(`  FAIL  ${name}: ${String(error.message).split("\n")[0]}`);
        return false;
      }
    },
  };
}

/** Throws the sentence unless the condition holds. */
export function must(condition, sentence) {
  if (!condition) throw new Error(sentence);
}
