// A vitest reporter that writes down what passed, failed and was skipped (with the reason, which its JSON leaves out).
import { writeStamp } from "./stamp.mjs";

const noReason = (name) =>
  /STREAMBOOK_REAL_DATA|real (files?|data)/i.test(name) && process.env.STREAMBOOK_REAL_DATA === undefined
    ? "STREAMBOOK_REAL_DATA is not set"
    : "the test gives no reason";

/** Counts a finished run: { passed, failed, skipped: [{ name, reason }] }. */
export function count(modules, unhandledErrors) {
  let passed = 0;
  // A file that could not be loaded, and an error outside any test, are failures without a test.
  let failed = unhandledErrors.length;
  const skipped = [];
  for (const module of modules) {
    failed += module.errors().length;
    for (const suite of module.children.allSuites()) failed += suite.errors().length;
    for (const test of module.children.allTests()) {
      const result = test.result();
      if (result.state === "passed") passed += 1;
      else if (result.state === "skipped") {
        const name = `${module.relativeModuleId}: ${test.fullName}`;
        skipped.push({ name, reason: result.note ?? noReason(name) });
      } else failed += 1;
    }
  }
  return { passed, failed, skipped };
}

export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const file = process.env.STREAMBOOK_TEST_RESULTS;
    if (file !== undefined) writeStamp(file, count(modules, unhandledErrors));
  }
}
