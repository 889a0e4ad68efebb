"use strict";
(() => {
  // Case, accents and the dots of I do not matter: "isik" finds "IŞIK", "Işık" and "isik".
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/ı/g, "i").toLowerCase();
  const cards = Array.from(document.querySelectorAll(".card"), (item) => ({ item, key: null }));
  const find = document.getElementById("find");
  const found = document.getElementById("found");
  function filter() {
    const query = fold(find.value.trim());
    let shown = 0;
    for (const card of cards) {
      const fits = !query || (card.key ??= fold(card.item.textContent)).includes(query);
      card.item.hidden = !fits;
      shown += fits;
    }
    found.textContent = query ? `${shown} of ${cards.length} entities and near misses` : "";
  }
  let waiting = 0;
  find.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 90);
  });
  if (cards.length > 1) document.querySelector(".find").hidden = false;
})();
