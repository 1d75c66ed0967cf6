import { afterEach, beforeEach, vi } from "vitest";

/** What a test's displays have printed: in a terminal each state of a display is printed below the one before. */
export function capturePrints(): readonly string[] {
  const prints: string[] = [];
  beforeEach(() => {
    prints.length = 0;
    vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
      prints.push(String(chunk));
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  return prints;
}
