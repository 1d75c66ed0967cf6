const ELEMENT = 1;

/**
 * Makes an element's content the given HTML by changing only what differs, so that scroll positions, the focus and a
 * selection outlive an update. Scripts in the HTML do not run.
 */
export function morphHtml(element, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  morphChildren(element, template.content);
}

function morphChildren(from, to) {
  const wanted = [...to.childNodes];
  wanted.forEach((node, i) => {
    const have = from.childNodes[i];
    if (have === undefined) from.append(node);
    else morphNode(have, node);
  });
  while (from.childNodes.length > wanted.length) from.lastChild.remove();
}

function morphNode(have, want) {
  if (have.nodeType !== want.nodeType || have.nodeName !== want.nodeName) {
    have.replaceWith(want);
  } else if (have.nodeType !== ELEMENT) {
    if (have.nodeValue !== want.nodeValue) have.nodeValue = want.nodeValue;
  } else {
    morphAttributes(have, want);
    morphChildren(have, want);
  }
}

// What the reader has opened stays open; what a running button has set stays set.
const OWN_TO_PAGE = new Set(["open", "disabled"]);

function morphAttributes(have, want) {
  for (const { name } of [...have.attributes]) {
    if (!want.hasAttribute(name) && !OWN_TO_PAGE.has(name)) have.removeAttribute(name);
  }
  for (const { name, value } of want.attributes) {
    if (have.getAttribute(name) !== value) have.setAttribute(name, value);
  }
}
