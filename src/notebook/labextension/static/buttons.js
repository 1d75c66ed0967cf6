/** The only thing taken from the page: an id of this shape. The code around it is ours. */
const ACTION_ID = /^[a-z0-9-]{1,64}$/;
const codeFor = (id) => `await require("streambook").runAction("${id}")`;

/** Runs the registered action of a clicked button in the kernel of the notebook that the button is in. */
export function activateButtons(tracker) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-streambook-action]");
    const id = button?.dataset.streambookAction ?? "";
    if (!ACTION_ID.test(id)) return;
    const panel = tracker.find((candidate) => candidate.node.contains(button));
    const kernel = panel?.sessionContext.session?.kernel;
    if (kernel) void run(kernel, button, id, codeAround(panel, button));
    else if (panel) say(button, "No kernel is running: run the cell again.");
  });
}

/** The text of the button's own cell, as it stands now: the kernel may only know what ran. */
function codeAround(panel, button) {
  const cell = panel.content?.widgets?.find((candidate) => candidate.node.contains(button));
  return cell?.model?.sharedModel?.getSource?.();
}

async function run(kernel, button, id, cellCode) {
  say(button, "");
  button.disabled = true;
  button.setAttribute("aria-busy", "true");
  try {
    const request = {
      code: codeFor(id),
      silent: true,
      store_history: false,
      stop_on_error: false,
      allow_stdin: false,
    };
    const future = kernel.requestExecute(request, true, { streambookCellCode: cellCode });
    let heard = "";
    future.onIOPub = ({ header, content }) => {
      if (header.msg_type === "stream") heard += content.text;
    };
    await future.done;
    if (heard.trim() !== "") say(button, heard.trim());
  } catch (error) {
    say(button, `The kernel did not answer: ${error.message}`);
  } finally {
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }
}

/** A word beside the button, read out by screen readers. It stands outside the output's own nodes, which an update may redraw. */
function say(button, message) {
  const host = button.closest(".sb-live-host") ?? button.parentElement;
  let note = host.nextElementSibling?.classList.contains("streambook-note") ? host.nextElementSibling : null;
  if (message === "") return note?.remove();
  if (note === null) {
    note = document.createElement("div");
    note.className = "streambook-note";
    note.setAttribute("role", "status");
    host.after(note);
  }
  note.textContent = message;
}
