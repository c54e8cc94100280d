// The figures of an answer: where each is from or how it was computed, as bars where they are compared.

import { el, svg } from "./dom.js";

const OF_FIGURES = ["figure", "compare", "derive", "list"];
const PERCENT = " × 100";

/** The figures that are worth a list of their own: several that were asked for, or what was computed. */
export function shownFigures(answer) {
  const several = answer.figures.length > 1 && OF_FIGURES.includes(answer.kind);
  return several || answer.figures.some((figure) => figure.derivation) ? answer.figures : [];
}

/** '8,553,429천원'; '월 1회' has its unit already. */
export const amount = (figure) => (figure.text.includes(figure.unit) ? figure.text : `${figure.text}${figure.unit}`);

/** Where a figure is from, as texts and what `mark` and `operand` make: ['= ', '3건 [1]', ' - ', '2건 [2]']. */
export function origin(figure, mark = (number) => `[${number}]`, operand = (text, place) => `${text} ${place}`) {
  const places = figure.citations ?? (figure.citation ? [figure.citation] : []);
  if (!figure.derivation) return places.map(mark);
  const ends = figure.derivation.endsWith(PERCENT);
  const formula = ends ? figure.derivation.slice(0, -PERCENT.length) : figure.derivation;
  const parts = formula.split(/( [-+×÷] )/);
  if ((parts.length + 1) / 2 !== places.length) return ["= ", `${figure.derivation} `, ...places.map(mark)];
  const shown = parts.map((part, at) => (at % 2 ? part : operand(part, mark(places[at / 2]))));
  return ["= ", ...shown, ends ? PERCENT : ""];
}

/** Whether figures that were looked up stand beside one another: of one unit, none below zero. */
function isComparison(answer) {
  const found = answer.figures.filter((figure) => !figure.derivation);
  return OF_FIGURES.includes(answer.kind)
    && new Set(found.map((figure) => figure.label)).size > 1
    && new Set(found.map((figure) => figure.unit)).size === 1
    && found.every((figure) => figure.value >= 0)
    && found.some((figure) => figure.value);
}

/** The list of figures, null where the answer's text is enough. */
export function drawFigures(answer, mark) {
  const figures = shownFigures(answer);
  if (!figures.length) return null;
  const compared = isComparison(answer);
  const operand = (text, place) => el("span", { class: "operand" }, `${text} `, place);
  const most = Math.max(...figures.filter((figure) => !figure.derivation).map((figure) => figure.value));
  return el("ul", { class: compared ? "figures compared" : "figures", "aria-label": compared ? "비교" : "수치" },
    ...figures.map((figure) => el("li", { class: figure.derivation ? "derived" : null },
      el("span", {}, figure.label),
      compared ? bar(figure, most) : null,
      el("strong", { class: "amount" }, amount(figure)),
      el("span", { class: "origin" }, figure.as_of ? `${figure.as_of} 기준 ` : "", ...origin(figure, mark, operand)))));
}

function bar(figure, most) {
  if (figure.derivation) return el("span", {});
  return svg("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("rect", { width: Math.max(0.5, (100 * figure.value) / most), height: 10, rx: 1 }));
}
