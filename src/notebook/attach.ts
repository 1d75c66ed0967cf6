import { waitWith } from "../streaming/waiting.js";
import { installErrorDisplay } from "./cell-hooks.js";
import { hostLevel } from "./host.js";
import { interruptible } from "./interrupt.js";

/** Importing streambook in a notebook's kernel does this; elsewhere nothing happens. */
export function attachToKernel(): void {
  if (hostLevel() === "terminal") return;
  installErrorDisplay();
  waitWith((promise, step) => interruptible(promise, { step }));
}
