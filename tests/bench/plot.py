"""plot.py: curves over logarithms -> an SVG of lines, points and their names"""
import math
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 460, 64, 170, 40, 48
# Told apart without colour as well: by their dashes.
STYLES = (("#0a5", ""), ("#063", "6 3"), ("#b30", ""), ("#06c", ""), ("#84a", ""), ("#a60", "6 3"), ("#555", "2 3"))


def label(value):
    for size, unit in ((1_000_000, "M"), (1_000, "k")):
        if value >= size:
            return f"{value / size:g}{unit}"
    return f"{value:g}"


def draw(title, across, up, curves):
    """curves: [(name, [(x, y)])]"""
    curves = [(name, [(x, y) for x, y in points if not math.isnan(y)]) for name, points in curves]
    xs = [math.log10(x) for _, points in curves for x, _ in points]
    ys = [math.log10(y) for _, points in curves for _, y in points]
    bottom, top = math.floor(min(ys)), math.ceil(max(ys))

    def place(x, y):
        return (LEFT + (math.log10(x) - min(xs)) / (max(xs) - min(xs)) * (WIDTH - LEFT - RIGHT),
                HEIGHT - BOTTOM - (math.log10(y) - bottom) / (top - bottom) * (HEIGHT - TOP - BOTTOM))

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>', f'<text x="{LEFT}" y="22" font-size="15">{escape(title)}</text>',
           f'<text x="{(WIDTH - RIGHT + LEFT) / 2}" y="{HEIGHT - 10}" text-anchor="middle">{escape(across)}</text>',
           f'<text transform="translate(16 {HEIGHT / 2}) rotate(-90)" text-anchor="middle">{escape(up)}</text>']
    for power in range(bottom, top + 1):
        x, y = LEFT, place(10 ** min(xs), 10 ** power)[1]
        out.append(f'<path d="M{x} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/><text x="{x - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0 ** power:g}</text>')
    for value in sorted({x for _, points in curves for x, _ in points}):
        x = place(value, 10 ** bottom)[0]
        out.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#eee"/><text x="{x:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{label(value)}</text>')
    # Names stand at the ends of their lines, and not on one another.
    ends = sorted((place(*points[-1])[1], index) for index, (_, points) in enumerate(curves) if points)
    at, floor = {}, -math.inf
    for y, index in ends:
        floor = at[index] = max(y, floor + 15)
    for index, (name, points) in enumerate(curves):
        if not points:
            continue
        colour, dash = STYLES[index % len(STYLES)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in points))
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>')
        out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in (place(*point) for point in points)]
        out.append(f'<text x="{WIDTH - RIGHT + 8}" y="{at[index] + 4:.1f}" fill="{colour}">{escape(name)}</text>')
    return "\n".join(out + ["</svg>"]) + "\n"
