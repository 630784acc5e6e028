// Buttons of the carousel, which scrolls and snaps by itself. It never moves without being asked.

/** Gives the buttons of every carousel their work, and keeps the count right. */
export function setUpCarousels() {
  for (const carousel of document.querySelectorAll("[data-carousel]")) {
    const slides = carousel.querySelector(".slides");
    const count = carousel.querySelector("[data-count]");
    if (!count) continue;
    const total = slides.children.length;
    const now = () => Math.round(slides.scrollLeft / slides.clientWidth);
    const show = () => {
      count.textContent = `${now() + 1} / ${total}`;
    };
    slides.addEventListener("scroll", show, { passive: true });
    carousel.addEventListener("click", (event) => {
      const step = Number(event.target.closest("[data-step]")?.dataset.step || 0);
      if (step) slides.scrollTo({ left: ((now() + step + total) % total) * slides.clientWidth });
    });
  }
}
