// What a cell has shown, as nbformat outputs that stay current: a later update changes the output in place.

/** A cell that prints without end must not fill the memory of the runner. */
const textLimit = 1_000_000;

/** Follows the displays of one kernel across all its cells. */
export function createOutputs() {
  const displays = new Map();

  const update = ({ data, metadata, transient }) => {
    for (const output of displays.get(transient?.display_id) ?? []) {
      output.data = data;
      output.metadata = metadata ?? {};
    }
  };

  const display = (outputs, content) => {
    update(content);
    const output = { output_type: "display_data", data: content.data, metadata: content.metadata ?? {} };
    outputs.push(output);
    const id = content.transient?.display_id;
    if (id !== undefined) displays.set(id, [...(displays.get(id) ?? []), output]);
  };

  return {
    /** Takes one message; `outputs` is the list of the cell it belongs to, undefined for a cell we did not send. */
    take({ type, content }, outputs) {
      if (type === "update_display_data") update(content);
      else if (outputs === undefined) return;
      else if (type === "stream") print(outputs, content);
      else if (type === "display_data") display(outputs, content);
      else if (type === "execute_result" || type === "error") outputs.push({ output_type: type, ...content });
      else if (type === "clear_output") outputs.length = 0;
    },
  };
}

function print(outputs, { name, text }) {
  const last = outputs.at(-1);
  if (last?.output_type !== "stream" || last.name !== name) {
    outputs.push({ output_type: "stream", name, text: text.slice(0, textLimit) });
  } else if (last.text.length < textLimit) {
    last.text += text;
    if (last.text.length >= textLimit)
      last.text = `${last.text.slice(0, textLimit)}\n… (cut: too long to keep)\n`;
  }
}
