import type { Click } from "../notebook/actions.js";
import { buttons, type ButtonSpec } from "../notebook/button.js";
import { currentCell } from "../notebook/cell.js";
import { escapeHtml } from "../notebook/escape.js";
import { hostLevel, htmlBundle, isHeadless, openDisplay } from "../notebook/host.js";
import { frame } from "../notebook/style.js";
import type { Answer, Exercise } from "./contract.js";
import { cellOf, judge } from "./judge.js";
import { remember } from "./progress/store.js";
import { codeBlock, inline, taskHtml, verdictView, type View } from "./verdict-view.js";

/** What the learner did last with an exercise in this kernel. */
interface Session {
  answer: Answer | null;
  /** The cell that handed over the answer, as it ran; null outside a notebook. */
  ranCode: string | null;
  hintsShown: number;
}

const sessions = new Map<string, Session>();

/** One exercise as a cell uses it. Everything it has to say it shows under the cell. */
export class ExerciseHandle {
  readonly #exercise: Exercise;
  readonly #session: Session;

  constructor(exercise: Exercise) {
    this.#exercise = exercise;
    const known = sessions.get(exercise.id) ?? { answer: null, ranCode: null, hintsShown: 0 };
    sessions.set(exercise.id, known);
    this.#session = known;
  }

  get id(): string {
    return this.#exercise.id;
  }

  /** Runs your function on streams it has not seen and shows what is wrong, or that it is right; with buttons to go on. */
  async check(answer: Answer): Promise<void> {
    this.#session.ranCode = currentCell()?.code ?? null;
    show(await this.#judged(answer));
    if (!isHeadless()) this.#buttons();
  }

  /** Shows the next hint; each says a little more than the one before. */
  hint(): void {
    show(this.#nextHint());
  }

  /** Shows right answers, and remembers that you have seen them. */
  solution(): void {
    show(this.#solutions());
  }

  /** Forgets how far you came with this exercise, and shows the code that its cell began with. */
  reset(): void {
    show(this.#begin());
  }

  /** Shows the task, with buttons. */
  show(): void {
    show({ html: taskHtml(this.#exercise.task), text: this.toString() });
    if (!isHeadless()) this.#buttons();
  }

  toString(): string {
    const { id, title, task } = this.#exercise;
    return `${id}  ${title}\n${task}`;
  }
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  async #judged(answer: Answer): Promise<View> {
    const verdict = await judge(this.#exercise, answer);
    this.#session.answer = answer;
    if (verdict.kind !== "untouched")
      remember(this.id, (before) => {
        const after = { ...before, tries: before.tries + 1 };
        return verdict.kind === "right"
          ? { ...after, solved: before.solved ?? new Date().toISOString() }
          : after;
      });
    return verdictView(this.#exercise, verdict);
  }

  async #checkAgain({ cellCode }: Click): Promise<View> {
    const { answer, ranCode } = this.#session;
    if (answer === null)
      return note("Run the cell of the exercise first: it hands your function to the check.");
    const view = await this.#judged(answer);
    if (cellCode === undefined || ranCode === null) return under(view, note(AS_IT_RAN));
    return cellCode === ranCode ? view : under(first(EDITED), view);
  }

  #nextHint(): View {
    const { hints } = this.#exercise;
    const number = Math.min(this.#session.hintsShown, hints.length - 1);
    this.#session.hintsShown = number + 1;
    const left = hints.length - number - 1;
    const more = left === 0 ? "the last one" : `${left} more`;
    const head = `Hint ${number + 1} of ${hints.length}`;
    const hint = hints[number] ?? "";
    return {
      html: `<p><strong>${head}</strong> <span class="sb-quiet">(${more})</span></p><p>${inline(hint)}</p>`,
      text: `${head} (${more}): ${hint}`,
    };
  }

  #solutions(): View {
    const { solutions } = this.#exercise;
    remember(this.id, (before) => ({
      ...before,
      solutionShown: before.solutionShown ?? new Date().toISOString(),
    }));
    return codeView("Any of these is right, and others are:", solutions);
  }

  #begin(): View {
    this.#session.answer = null;
    this.#session.hintsShown = 0;
    remember(this.id, () => null);
    return codeView("Forgotten. The cell began with:", [cellOf(this.#exercise)]);
  }

  // A terminal has no buttons: one line says what to type.
  #buttons(): void {
    const call = `exercise("${this.id}")`;
    if (hostLevel() === "terminal")
      return show(note(`${call}.hint() · ${call}.solution() · ${call}.reset()`));
    const specs: ButtonSpec[] = [
      { label: "Check", action: (click) => this.#checkAgain(click) },
      { label: "Hint", action: () => this.#nextHint(), instead: `${call}.hint()` },
      { label: "Solution", action: () => this.#solutions(), instead: `${call}.solution()` },
    ];
    buttons(specs);
  }
}

function note(text: string): View {
  return { html: `<p class="sb-quiet">${escapeHtml(text)}</p>`, text };
}

const AS_IT_RAN = "This checked your function as the cell last ran: run the cell after a change.";
const EDITED =
  "This cell was edited and not run again: run it (Shift+Enter), which checks it too. What ran before the change:";

function first(text: string): View {
  return { html: `<p><strong>${escapeHtml(text)}</strong></p>`, text };
}

function under(above: View, below: View): View {
  return { html: above.html + below.html, text: `${above.text}\n${below.text}` };
}

function codeView(head: string, codes: readonly string[]): View {
  return {
    html: `<p>${escapeHtml(head)}</p>${codes.map(codeBlock).join('<p class="sb-quiet">or</p>')}`,
    text: [head, codes.join("\n\n// or\n\n")].join("\n\n"),
  };
}

function show({ html, text }: View): void {
  openDisplay(htmlBundle(frame(html), text));
}
