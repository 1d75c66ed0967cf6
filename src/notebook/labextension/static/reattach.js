/** How long a new display rests before the notebook is saved: several come together. */
const SAVE_AFTER_MS = 800;

/**
 * Keeps displays updating after the page is loaded again. JupyterLab then no longer knows which output a display id belongs
 * to; ours carry it in their metadata, which is saved with the notebook, so the notebook is saved after each new one.
 */
export function keepAlive(tracker) {
  tracker.forEach(watch);
  tracker.widgetAdded.connect((_, panel) => watch(panel));
}

function watch(panel) {
  // Displays made while this page watches: JupyterLab updates those itself.
  const known = new Set();
  let timer;
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(panel), SAVE_AFTER_MS);
  };
  const onMessage = (_, { header, content }) => {
    const id = content?.transient?.display_id;
    if (!id || content.metadata?.streambook?.id !== id) return;
    if (header.msg_type === "display_data") {
      known.add(id);
      saveSoon();
    } else if (header.msg_type === "update_display_data" && !known.has(id)) {
      replaceOutput(panel, id, content);
    }
  };
  panel.sessionContext.iopubMessage.connect(onMessage);
  panel.disposed.connect(() => {
    clearTimeout(timer);
    panel.sessionContext.iopubMessage.disconnect(onMessage);
  });
}

function replaceOutput(panel, id, { data, metadata }) {
  for (const cell of panel.content?.widgets ?? []) {
    const outputs = cell.model?.outputs;
    for (let i = 0; i < (outputs?.length ?? 0); i++) {
      if (outputs.get(i).metadata?.streambook?.id === id) {
        outputs.set(i, { output_type: "display_data", data, metadata });
      }
    }
  }
}

async function save(panel) {
  if (panel.isDisposed || panel.context.model.readOnly) return;
  try {
    await panel.context.save();
  } catch (error) {
    console.warn("streambook: the notebook could not be saved,", error.message);
  }
}
