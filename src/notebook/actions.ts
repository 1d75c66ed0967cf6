import { randomBytes } from "node:crypto";

/** What the page knows of a click. */
export interface Click {
  /** The cell that the button is in, as it reads now; undefined where the client does not tell. */
  readonly cellCode?: string | undefined;
}

/** What a reader's click may start; its result is taken care of by who registered it. */
export type Action = (click: Click) => unknown;

const actions = new Map<string, Action>();

/** How many actions are kept: a notebook that is run for days must not keep every button it ever showed. */
const KEPT = 1000;

/** The shape of an action's id: what the lab extension accepts, and nothing that could be code. */
export const ACTION_ID = /^[a-z0-9-]{1,64}$/;

/** Registers an action and returns its id, which no button of an earlier kernel has. */
export function registerAction(action: Action): string {
  const id = `a-${randomBytes(9).toString("hex")}`;
  actions.set(id, action);
  const oldest = actions.keys().next();
  if (actions.size > KEPT && oldest.done !== true) actions.delete(oldest.value);
  return id;
}

/** Forgets an action whose button is gone. */
export function forgetAction(id: string): void {
  actions.delete(id);
}

/**
 * Runs the action behind a button; the lab extension calls it when the button is clicked. Resolves to a message when there is something to tell.
 *
 * @example
 * await runAction("a-0123456789abcdef01"); // tells that the button belongs to an earlier run
 */
export async function runAction(id: string, click: Click = {}): Promise<string | undefined> {
  const action = actions.get(id);
  if (action === undefined)
    return "This button belongs to an earlier run of the notebook: run its cell again.";
  try {
    await action(click);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
