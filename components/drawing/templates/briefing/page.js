const charts = JSON.parse(document.getElementById("charts").textContent);
const dialog = document.getElementById("behind"), entries = document.getElementById("entries");
const known = new Map([...document.querySelectorAll("#details .entry")].map((each) => [each.dataset.id, each]));
function open(names) {
  const found = names.map((name) => known.get(name)).filter(Boolean);
  if (!found.length) return;
  entries.replaceChildren(...found.map((each) => each.cloneNode(true)));
  dialog.showModal();
  entries.scrollTop = 0;
}
document.getElementById("close").onclick = () => dialog.close();
dialog.onclick = (event) => { if (event.target === dialog || event.target.closest("a")) dialog.close(); };
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-behind]");
  if (button) open(button.dataset.behind.split(" "));
});
for (const place of document.querySelectorAll("[data-chart]")) {
  const { spec, fields, behind } = charts[place.dataset.chart];
  window.vegaEmbed(place, spec, { actions: false, renderer: "svg", ast: true }).then(({ view }) => {
    place.dataset.drawn = "true";
    if (fields.length) view.addEventListener("click", (_, item) => {
      const datum = item && item.datum;
      if (datum) open(behind[fields.map((name) => datum[name]).join("\t")] ?? []);
    });
  }).catch(() => { place.textContent = "The picture can't be drawn here; the table below says the same."; });
}
