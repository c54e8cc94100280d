// The chat: questions, answers with numbered citations, bars where figures are compared.

import * as api from "./api.js";
import { el, lineText, path, svg } from "./dom.js";
import { close, openCitation, openDocuments, openFindings } from "./source.js";

const log = document.getElementById("log");
const state = document.getElementById("state");
const form = document.getElementById("ask");
const question = document.getElementById("question");
const welcome = document.getElementById("welcome");
const FEW = 3; // citations that are shown at once

let asked = [];

async function submit(text) {
  const wanted = text.trim();
  if (!wanted || form.classList.contains("busy")) return;
  welcome.hidden = true;
  question.value = "";
  const bubble = el("div", { class: "asked" }, el("span", { class: "unseen" }, "질문: "), wanted);
  log.append(bubble);
  form.classList.add("busy");
  state.textContent = "찾는 중입니다…";
  try {
    const answer = await api.ask(wanted, asked);
    asked.push(wanted);
    log.append(drawAnswer(answer));
  } catch (error) {
    log.append(el("div", { class: "answer failed", role: "alert" }, error.message));
  } finally {
    form.classList.remove("busy");
    state.textContent = "";
    bubble.scrollIntoView({ block: "start", behavior: "smooth" });
    question.focus();
  }
}

function drawAnswer(answer) {
  const abstained = answer.status !== "answered";
  const checks = [...new Set(answer.figures.flatMap((figure) => figure.checked?.split("; ") ?? []))];
  return el("article", { class: abstained ? "answer abstained" : "answer", "aria-label": "답" },
    abstained ? el("p", { class: "tag" }, "문서에서 확인하지 못함") : null,
    drawText(answer),
    drawBars(answer),
    ...answer.warnings.map((warning) => el("p", { class: "warning" }, el("strong", {}, "주의 "), warning)),
    checks.length
      ? el("details", { class: "checks" }, el("summary", {}, "✓ 다시 계산해 맞습니다"),
        el("ul", {}, ...checks.map((check) => el("li", {}, check))))
      : null,
    drawCitations(answer),
    el("p", { class: "tools" }, el("button", { type: "button", click: (event) => copy(answer, event.target) },
      "출처와 함께 복사")));
}

/** The answer's lines, indented as they are, their [1] marks as buttons that open the place. */
function drawText(answer) {
  return el("div", { class: "text" }, ...answer.answer.split("\n").map((line) => {
    const depth = Math.min(5, Math.ceil(/^ */.exec(line)[0].length / 2) + (/^\s*- /.test(line) ? 1 : 0));
    return el("p", { class: `indent-${depth}` }, ...marked(line.replace(/^\s*- /, "– ").trim(), answer.citations));
  }));
}

function marked(line, citations) {
  return line.split(/(\[\d+\])/).map((part) => {
    const citation = citations.find((one) => `[${one.id}]` === part);
    if (!citation) return part;
    const label = `근거 ${citation.id} 보기`;
    return el("button", { type: "button", class: "mark", "aria-label": label, click: () => openCitation(citation) },
      String(citation.id));
  });
}

function drawCitations(answer) {
  if (!answer.citations.length) return null;
  const items = answer.citations.map((one) => el("li", { value: one.id },
    el("button", { type: "button", class: "citation", click: () => openCitation(one) },
      el("strong", {}, one.title),
      el("span", {}, place(one)),
      el("q", {}, one.quote.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim().slice(0, 160)))));
  const few = el("ol", { class: "citations", "aria-label": "근거" }, ...items.slice(0, FEW));
  if (items.length <= FEW) return few;
  return el("div", {}, few, el("details", {},
    el("summary", {}, `근거 ${items.length - FEW}곳 더 보기`),
    el("ol", { class: "citations", start: FEW + 1 }, ...items.slice(FEW))));
}

/** '세출 총괄 › 인사과 × 예산액 · a.txt 68줄'. */
function place(citation) {
  const { table } = citation;
  const cell = table
    ? `표 ${[table.caption, [path(table.row), path(table.column)].filter(Boolean).join(" × ")].filter(Boolean).join(": ")}`
    : path(citation.section);
  return [cell, `${citation.document} ${lineText(citation.lines)}`].filter(Boolean).join(" · ");
}

/** Bars for figures of one unit that are compared; null where there is nothing to compare. */
function drawBars(answer) {
  const figures = answer.figures.filter((figure) => !figure.derivation);
  const comparable = ["compare", "derive", "list"].includes(answer.kind) && figures.length > 1
    && figures.every((figure) => figure.unit === figures[0].unit && figure.value >= 0);
  const most = Math.max(...figures.map((figure) => figure.value));
  if (!comparable || !most) return null;
  const rows = figures.map((figure) => el("li", {},
    el("span", {}, figure.label),
    svg("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
      svg("rect", { width: Math.max(0.5, (100 * figure.value) / most), height: 10, rx: 1 })),
    el("span", { class: "amount" }, figure.text.includes(figure.unit) ? figure.text : `${figure.text}${figure.unit}`)));
  return el("ul", { class: "bars", "aria-label": "비교" }, ...rows);
}

async function copy(answer, button) {
  const sources = answer.citations.map((one) =>
    `[${one.id}] ${[one.title, path(one.section), place(one)].filter(Boolean).join(" · ")}`);
  const text = [answer.answer, ...(sources.length ? ["", "출처", ...sources] : [])].join("\n");
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "복사했습니다";
  } catch {
    button.textContent = "복사하지 못했습니다";
  }
  setTimeout(() => { button.textContent = "출처와 함께 복사"; }, 2000);
}

function restart() {
  asked = [];
  log.replaceChildren(welcome);
  welcome.hidden = false;
  close();
  question.focus();
}

async function suggest() {
  const found = await api.documents().catch(() => []);
  document.getElementById("examples").replaceChildren(...found.slice(0, 3).map((one) => {
    const text = `${one.title}에서 예산은 모두 얼마인가요?`;
    return el("li", {}, el("button", { type: "button", click: () => submit(text) }, text));
  }));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(question.value);
});
question.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit(question.value);
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
document.getElementById("close-side").addEventListener("click", close);
document.getElementById("show-documents").addEventListener("click", openDocuments);
document.getElementById("show-findings").addEventListener("click", openFindings);
document.getElementById("restart").addEventListener("click", restart);
suggest();
question.focus();
