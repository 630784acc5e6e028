"""Colour tokens of a site: from one main colour to a palette whose contrasts hold (WCAG 2.2).

A site chooses a hue; how light or dark each token must be so that text on it can be read is
computed here, at build time, so that old browsers need no colour functions.
"""

DEFAULT_PRIMARY = "#9e1b1f"
DEFAULT_ACCENT = "#8a6a1f"

Rgb = tuple[float, float, float]


def parse(colour: str) -> Rgb:
    """`#9e1b1f` to three numbers from 0 to 1."""
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))  # type: ignore[return-value]


def text(colour: Rgb) -> str:
    """Three numbers from 0 to 1 to `#9e1b1f`."""
    return "#" + "".join(f"{round(max(0.0, min(1.0, part)) * 255):02x}" for part in colour)


def mix(one: Rgb, other: Rgb, amount: float) -> Rgb:
    """`one` with `amount` (0 to 1) of `other` in it."""
    return tuple(a + (b - a) * amount for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


def luminance(colour: Rgb) -> float:
    """Relative luminance as WCAG defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Contrast ratio of two colours, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


WHITE: Rgb = (1.0, 1.0, 1.0)
BLACK: Rgb = (0.0, 0.0, 0.0)


def darkened(colour: Rgb, against: Rgb, ratio: float) -> Rgb:
    """The colour, darkened in small steps until it stands out from a light one enough."""
    for step in range(101):
        candidate = mix(colour, BLACK, step / 100)
        # Rounded to what the style sheet can say, since rounding may cost the last hundredth.
        if contrast(parse(text(candidate)), against) >= ratio:
            return candidate
    return BLACK


def tokens(primary: str, accent: str = "") -> dict[str, str]:
    """The palette made from a site's main and accent colour (`#rrggbb`, empty for the default).

    `primary` carries white text (at least 5.5:1) and can be text on `tint` (at least 4.5:1);
    `deep` is for hovering and for the foot; `tint`, `soft` and `line` are backgrounds and rules;
    `accent` marks what is new or pinned and can be text on white.
    """
    main = darkened(parse(primary or DEFAULT_PRIMARY), WHITE, 5.5)
    tint = mix(main, WHITE, 0.94)
    main = darkened(main, tint, 4.6)
    second = darkened(parse(accent or DEFAULT_ACCENT), WHITE, 4.8)
    return {
        "primary": text(main),
        "deep": text(mix(main, BLACK, 0.28)),
        "tint": text(tint),
        "soft": text(mix(main, WHITE, 0.86)),
        "line": text(mix(main, WHITE, 0.72)),
        "bright": text(mix(main, WHITE, 0.45)),
        "accent": text(second),
        "accent_tint": text(mix(second, WHITE, 0.90)),
    }
