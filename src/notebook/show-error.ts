import { errorBundle } from "./error-view.js";
import { openDisplay } from "./host.js";

/**
 * Shows an error as a reader wants it: the cure, what happened, what arrived; the stack folded away.
 *
 * @example
 * try { await query.awaitTermination(); } catch (error) { showError(error); }
 */
export function showError(error: unknown): void {
  openDisplay(errorBundle(error));
}
