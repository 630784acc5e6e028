// Buttons for the carousel, which scrolls and snaps by itself. It never moves without being asked.

function button(label, text, step, slides) {
  const made = document.createElement("button");
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.textContent = text;
  made.addEventListener("click", () => {
    const count = slides.children.length;
    const now = Math.round(slides.scrollLeft / slides.clientWidth);
    slides.scrollTo({ left: ((now + step + count) % count) * slides.clientWidth });
  });
  return made;
}

/** Adds "previous", "next" and a count to every carousel of more than one picture. */
export function setUpCarousels() {
  for (const carousel of document.querySelectorAll("[data-carousel]")) {
    const slides = carousel.querySelector(".slides");
    if (slides.children.length < 2) continue;
    const bar = document.createElement("div");
    bar.className = "slide-buttons";
    const count = document.createElement("span");
    const show = () => {
      const now = Math.round(slides.scrollLeft / slides.clientWidth) + 1;
      count.textContent = `${now} / ${slides.children.length}`;
    };
    slides.addEventListener("scroll", show, { passive: true });
    bar.append(button("上一张", "‹", -1, slides), count, button("下一张", "›", 1, slides));
    carousel.append(bar);
    show();
  }
}
