"""Draw rollout.png: the share of gauges on the new version, from a simulation of the four waves.

Usage: python rollout.py [rollout.png]. Needs Pillow.
"""

from __future__ import annotations

import random
import sys

from PIL import Image, ImageDraw, ImageFont

GAUGES = 12_400
WAVES = ((0, 124), (2, 1_240), (4, 3_720), (6, 7_316))  # opens on day, gauges
REPORT_HOURS = 6
FURTHER_REPORTS = 4  # 38 blocks take four reports of 12 blocks; the fifth report confirms
LOST_REPORTS = 0.08

SCALE = 2
WIDTH, HEIGHT = 720 * SCALE, 320 * SCALE
LEFT, TOP, RIGHT, BOTTOM = 56 * SCALE, 20 * SCALE, 700 * SCALE, 270 * SCALE
DAYS = 8
TEXT, RULE, LINE, FILL = "#1f2933", "#cbd2d9", "#0b5394", "#e6f0fa"


def confirmed_after_days(rng: random.Random) -> list[float]:
    """Return the moment at which each gauge confirms the new version, in days, sorted."""
    moments = []
    for opens, gauges in WAVES:
        for _ in range(gauges):
            hours = rng.uniform(0, REPORT_HOURS)
            for _ in range(FURTHER_REPORTS):
                hours += REPORT_HOURS
                while rng.random() < LOST_REPORTS:
                    hours += REPORT_HOURS
            moments.append(opens + hours / 24)
    return sorted(moments)


def point(day: float, share: float) -> tuple[float, float]:
    """Return the pixel of a day and a share between 0 and 1."""
    return LEFT + (RIGHT - LEFT) * day / DAYS, BOTTOM - (BOTTOM - TOP) * share


def draw_axes(canvas: ImageDraw.ImageDraw) -> None:
    """Draw rules and labels: percent at the left, days below, the opening of each wave."""
    font = ImageFont.load_default(size=13 * SCALE)
    for percent in range(0, 101, 25):
        x, y = point(0, percent / 100)
        canvas.line((x, y, RIGHT, y), fill=RULE, width=SCALE)
        canvas.text((x - 8 * SCALE, y), f"{percent} %", fill=TEXT, font=font, anchor="rm")
    for day in range(DAYS + 1):
        x, y = point(day, 0)
        anchor = "mt" if day < DAYS else "rt"
        canvas.text((x, y + 8 * SCALE), f"Day {day}", fill=TEXT, font=font, anchor=anchor)
    for number, (opens, _) in enumerate(WAVES, 1):
        x, y = point(opens, 0)
        canvas.line((x, y, x, y - 12 * SCALE), fill=TEXT, width=SCALE)
        canvas.text((x + 4 * SCALE, y - 14 * SCALE), f"wave {number}", fill=TEXT, font=font, anchor="ls")


def main(path: str) -> None:
    """Simulate a campaign and draw it to `path`."""
    moments = confirmed_after_days(random.Random(31))
    curve = [point(day, count / GAUGES) for count, day in enumerate(moments, 1) if day <= DAYS]
    curve.append((RIGHT, curve[-1][1]))
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    canvas = ImageDraw.Draw(image)
    canvas.polygon([(LEFT, BOTTOM), *curve, (RIGHT, BOTTOM)], fill=FILL)
    draw_axes(canvas)
    canvas.line(curve, fill=LINE, width=3 * SCALE)
    image.quantize(64).save(path, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "rollout.png")
